/* Input habits (domain.md §13): one parser for each thing people type. All accept full-width characters and stray
 * spaces. All return false with ERR_INPUT and a sentence that says what is accepted. */
#ifndef GATEPOST_HABITS_H
#define GATEPOST_HABITS_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>

/* 365 = 36.5 = ３６．５ = 36。5 = 36,5 = 36度5; also 36 and 36.55 (rounded half up). Tenths of a degree, 340 to 429. */
bool temperature_parse(const char *text, int *temp_tenths, struct err *err);
/* "36.5" into text. */
void temperature_format(int temp_tenths, char text[8]);

/* A room: building, unit, room as text parts; 12-2-1203 = 12 2 1203 = 1221203 = 12栋2单元1203 = １２－２－１２０３. Two
 * parts (8-302) are building and room, one (1203) the room alone. Letters allowed in parts (A座, 12B); zeros in front
 * are dropped. Of digits without separators 7 (12 2 1203) and 8 (12 02 1203) are taken apart; 5 and 6 are refused, they
 * can be several rooms. */
struct room {
    char building[16], unit[16], number[16];
};
bool room_parse(const char *text, struct room *room, struct err *err);
/* The same with the name of an estate in front, as lists write it: 望江苑12栋2单元1203, "望江苑 12-2-1203". `estate`
 * (64 bytes) gets the name, and stays as it is where there is none. */
bool room_parse_in_estate(const char *text, char estate[64], struct room *room, struct err *err);
/* "12-2-1203" (parts that are empty are left out). */
void room_format(const struct room *room, char text[56]);
/* A key that sorts naturally as bytes (2 before 10): every run of digits with its length in front. */
void room_sort_key(const struct room *room, char key[96]);

/* 4-11, 04-11, 0411, 4月11日, 4/11, 2022-04-11, 20220411, 今天, 昨天, 前天, today, yesterday, -1. A date without a year
 * is the latest one not after `today` (yyyymmdd). *day as yyyymmdd. */
bool date_parse(const char *text, int today, int *day, struct err *err);
/* The same where what is past and what is to come are alike near (a roster): the nearest day, of 明天, 4-12, 12-30. */
bool date_near_parse(const char *text, int today, int *day, struct err *err);
/* Whether a date without its year, alone or with a time, is one of the next days, which date_parse and moment_parse
 * read as one of last year (tomorrow they do not know): 4-12 on 4-11, 明天. */
bool date_is_ahead(const char *text, int today);
/* 8, 0800, 8:00, ８：００, 8点, 8点30, 20:15:30 → seconds after midnight, 0–86399. */
bool time_parse(const char *text, int *seconds, struct err *err);
/* Both in one field, in either order, or only a time (the latest not after `now`): UTC seconds. */
bool moment_parse(const char *text, int64_t now, int64_t *at, struct err *err);

/* Something still to come, such as the end of a flag. A day holds to its end and without a year is the next one from
 * today on: 4-25, 今天, 明天, tomorrow; "14" or "14天" are days of which today is the first; a day and a time, or a
 * time alone (the next one), are that moment. UTC seconds. */
bool deadline_parse(const char *text, int64_t now, int64_t *at, struct err *err);
/* When something to come begins. A day holds from its beginning; a time alone (a bare number too: 8, 1430) is the next
 * one, or today's when it passed less than an hour ago. The rest as deadline_parse. UTC seconds. */
bool beginning_parse(const char *text, int64_t now, int64_t *at, struct err *err);

enum { PHONE_MOST = 2, PHONE_SIZE = 24 };
/* Mobile 11 digits from 1[3-9] (with +86 or 86 in front), landlines with area code (0757-12345678) or 7–8 digits; two
 * numbers in one cell are two. Digits only in the result ("13812345678", "0757-12345678"). */
bool phone_parse(const char *text, char phones[PHONE_MOST][PHONE_SIZE], int *count, struct err *err);

enum id_type { ID_NONE, ID_RESIDENT, ID_PASSPORT, ID_HONGKONG_MACAO, ID_TAIWAN, ID_OTHER, ID_TYPE_COUNT };
/* Resident ID by GB 11643-1999: 18 characters, real birth date, check digit (ISO 7064 MOD 11-2), lower-case x and
 * full-width accepted; *birth_day as yyyymmdd and *sex ('m'/'f') may be NULL. */
bool id_resident_parse(const char *text, char number[24], int *birth_day, char *sex, struct err *err);
/* Any document: the type is recognised (resident ID, passport, 港澳 H/M + 8 or 10 digits, Taiwan 8 digits or T-…, else
 * ID_OTHER). Upper case without spaces and hyphens. A long run of digits is checked as a resident ID. An empty text is
 * refused: callers of an optional field ask first. */
bool id_parse(const char *text, enum id_type *type, char number[24], struct err *err);

/* 粤E12345, 粤ED12345 (new energy, GA 36-2018), police, trailer (挂), Hong Kong/Macao (港/澳); lower case, full width,
 * dots and spaces accepted; without a province the default prefix ("粤") is put in front. */
bool plate_parse(const char *text, const char *default_province, char plate[24], struct err *err);
/* True when the text can only be meant as a plate: a province character and a letter (云 and 苏 alone are surnames), or
 * a letter and 5–6 letters/digits with at least one digit. */
bool plate_looks_like(const char *text);
/* What its form says of a plate in the form plate_parse gives; cars and lorries (blue, yellow) look alike. */
enum plate_kind {
    PLATE_ORDINARY,
    PLATE_NEW_ENERGY,
    PLATE_POLICE,
    PLATE_TRAILER,
    PLATE_LEARNER,
    PLATE_CONSULATE,
    PLATE_HONGKONG,
    PLATE_MACAO,
    PLATE_RESCUE,
    PLATE_OTHER,
    PLATE_KIND_COUNT
};
enum plate_kind plate_kind_of(const char *plate);

enum { PASS_NUMBER_SIZE = 32 };
/* The number of a pass as it is printed: half width, upper case, without spaces; letters, digits, Chinese and - / . #,
 * at least one digit among them. */
bool pass_number_parse(const char *text, char number[PASS_NUMBER_SIZE], struct err *err);

/* Names: 1–40 characters, Chinese with middle dot (·, ・ and • become ·), Latin, hyphen,
 * apostrophe, brackets; no digits, masks or control characters. Spaces stay between Latin words only. */
bool name_parse(const char *text, char name[128], struct err *err);
/* Several names in one field, "南门,东门": taken apart at , ， 、 ; and ；, or at blanks where none of these stands
 * ("南门 东门", but "South gate, East gate"). Each is trimmed, empty ones are left out. Returns how many there are;
 * `most` of them at most are stored, each cut to its array. */
enum { NAMES_SIZE = 128 };
int names_split(const char *text, char (*names)[NAMES_SIZE], int most);
#endif
