/* A journey as people tell it in a chat: "4月9日从上海回来 高铁G1234 同行2人". What is recognised goes into its part,
 * all else stays in the rest in its order; nothing is guessed. */
#ifndef GATEPOST_JOURNEY_H
#define GATEPOST_JOURNEY_H

enum { JOURNEY_PART_BYTES = 120, JOURNEY_REST_BYTES = 250 };
struct journey {
    char from[JOURNEY_PART_BYTES];       /* behind 从, 由, 自, 离开, or before 回来 */
    char transport[JOURNEY_PART_BYTES];  /* "高铁 G1234" */
    char companions[JOURNEY_PART_BYTES]; /* behind 同行 */
    int left_day, returned_day; /* yyyymmdd, 0: not said; by the words beside them (离开, 回, 到), else returned */
    int affected;               /* through the affected area: 1 yes, 0 no, -1 not said */
    char rest[JOURNEY_REST_BYTES];
};
/* Reads text (UTF-8; longer than JOURNEY_REST_BYTES is cut). A day without a year is the latest one not after `today`
 * (yyyymmdd). */
void journey_read(const char *text, int today, struct journey *journey);
/* A cell that answers yes or no in whatever words ("是", "未途经", "有 (中风险)", "no"): 1, 0, or -1 when it answers
 * neither. */
int journey_answer(const char *text);
#endif
