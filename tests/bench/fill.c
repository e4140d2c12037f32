/* fill: the fair fill beside the greedy one on ten generated weeks, one line of tab-separated figures each. Fails when
 * a rule is broken. */
#include "../lib/fill_weeks.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Of the processor: others may be at work beside it. */
static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* program, week, people missing to run, to the wanted number, deviation of hours, of night hours, seconds */
static bool say(const char *program, int week, const struct fill_problem *problem, struct fill_answer *answer,
                double seconds)
{
    const bool holds = roster_fill_holds(problem, answer);
    printf("%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\n", program, week, answer->open_least, answer->open_wanted,
           answer->minutes_deviation / 60, answer->nights_deviation / 60, seconds);
    if (!holds)
        fprintf(stderr, "%s broke a rule in week %d\n", program, week);
    fill_answer_release(answer);
    return holds;
}

int main(void)
{
    struct fill_week *week = calloc(1, sizeof *week);
    bool good = week != NULL;
    for (int i = 0; good && i < FILL_WEEKS; i++) {
        struct fill_answer answer;
        fill_week_make(week, i);
        double begin = now_s();
        roster_fill(&week->problem, NULL, NULL, &answer);
        good &= say("fill", i, &week->problem, &answer, now_s() - begin);
        begin = now_s();
        roster_fill_greedy(&week->problem, &answer);
        good &= say("greedy", i, &week->problem, &answer, now_s() - begin);
    }
    free(week);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
