/* The table of readings that pinyin_generate.c writes: an offset into pinyin_blob for each character, 0 for none. */
#ifndef GATEPOST_TEXT_PINYIN_TABLE_H
#define GATEPOST_TEXT_PINYIN_TABLE_H
#include <stddef.h>
#include <stdint.h>

struct pinyin_other {
    int32_t code_point;
    uint16_t offset;
};

extern const char pinyin_blob[];
extern const uint16_t pinyin_unified[0xA000 - 0x4E00];
extern const uint16_t pinyin_extension_a[0x4DC0 - 0x3400];
extern const struct pinyin_other pinyin_others[]; /* by code point */
extern const size_t pinyin_others_count;
#endif
