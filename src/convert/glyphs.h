/* Characters as glyphs of fonts: each cluster (utf8.h) is shaped once and fitted into its cells. */
#ifndef GATEPOST_CONVERT_GLYPHS_H
#define GATEPOST_CONVERT_GLYPHS_H
#include "gatepost/err.h"
#include <pango/pangocairo.h>
#include <stdint.h>

enum { CLUSTER_BYTES_MOST = 16, CLUSTER_GLYPHS_MOST = 12, BLOCK = 0x10FFFF / 8 + 1 };
struct glyph_cluster {
    char text[CLUSTER_BYTES_MOST];
    uint8_t length, glyph_count;
    int16_t cells;
    bool has_room;              /* a blank follows */
    float shift;                /* from the left of its first cell, points */
    float stretch_x, stretch_y; /* of the font: 1 as it is */
    cairo_scaled_font_t *font;  /* borrowed from pango_font */
    PangoFont *pango_font;
    struct {
        uint32_t index;
        float x, y;
    } glyphs[CLUSTER_GLYPHS_MOST];
};
struct glyphs {
    PangoContext *context;
    PangoAttrList *attributes, *other_attributes;
    double cell_width;              /* points */
    double speck;                   /* what is smaller is nothing */
    double ascent, descent;         /* of the font, points */
    struct glyph_cluster *clusters; /* a hash table, a power of two of them */
    size_t count, capacity;
    uint8_t *said; /* one bit a code point: reported as missing; borrowed, BLOCK bytes */
};

/* Opens the font, in type of this size (tenths of a point). ERR_SYSTEM: there is none with Chinese characters. */
bool glyphs_open(struct glyphs *glyphs, cairo_t *cairo, int type_tenths, bool is_bold, double cell_width, uint8_t *said,
                 struct err *err);
/* The cluster as it is drawn over `cells` cells, a symbol that is twice as wide over the blank behind it too
 * (has_room), so that ℃ can be read; borrowed until the next call. Without a glyph in any font it is 〓, and a line
 * "missing U+20BB7 𠮷" on standard error says so once. */
const struct glyph_cluster *glyphs_find(struct glyphs *glyphs, const char *text, size_t length, int cells,
                                        bool has_room);
void glyphs_release(struct glyphs *glyphs);
#endif
