#include "screens/observed_detail.h"

#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/observation_rules.h"
#include "gatepost/supply_rules.h"
#include "gatepost/time_line_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/detail.h"
#include <stdio.h>

enum { READ_DAYS = 7 }; /* back from the last day with readings */

/* reading_list goes forward: the last days hold the newest. */
static void load_readings(struct store *store, struct observed_detail *detail)
{
    struct reading readings[READ_DAYS * 2];
    int count = 0, today = clock_day(clock_now());
    reading_list(store, detail->observation.head.id, clock_day_add(today, 1 - READ_DAYS), today, readings,
                 READ_DAYS * 2, &count, NULL);
    for (int i = count - 1; i >= 0 && detail->reading_count < DETAIL_READINGS; i--)
        detail->readings[detail->reading_count++] = readings[i];
}

static void load_keepers(struct store *store, struct observed_detail *detail)
{
    struct tier tier;
    keeper_of_place(store, detail->observation.place_id, detail->keepers, DETAIL_KEEPERS, &detail->keeper_count, NULL);
    for (int i = 0; i < detail->keeper_count; i++)
        if (record_get(store, &tier_table, detail->keepers[i].tier_id, &tier, NULL))
            text_copy(detail->tiers[i], NAME_BYTES, tier.name);
    if (!pairing_of_place(store, detail->observation.place_id, &detail->pairing, NULL))
        detail->pairing = (struct pairing){0};
}

void observed_detail_load(struct store *store, int64_t observation_id, struct observed_detail *detail)
{
    struct person person;
    *detail = (struct observed_detail){0};
    if (!record_get(store, &observation_table, observation_id, &detail->observation, NULL))
        return;
    if (person_get(store, detail->observation.person_id, &person, NULL)) {
        text_copy(detail->name, sizeof detail->name, person.name);
        text_copy(detail->phone, sizeof detail->phone, person.phone);
    }
    place_label_of(store, detail->observation.place_id, detail->place_label, sizeof detail->place_label);
    load_keepers(store, detail);
    supply_need(store, detail->observation.place_id, clock_now(), &detail->need, NULL);
    load_readings(store, detail);
}

/* ---- drawing ---- */

static void draw_term(const struct observation *observation, struct canvas *canvas, struct rect *rect)
{
    char text[CELL_BYTES], basis[TIME_SIZE];
    bool over = observation_awaits_release(observation, clock_now());
    observation_words(observation, clock_now(), text, sizeof text);
    detail_line(canvas, rect, over ? STYLE_WARNING : STYLE_NORMAL, text);
    day_label(clock_day_start(observation->basis_day), basis);
    snprintf(text, sizeof text, "%s  %s %s", _(observation_kind_labels[observation->kind]),
             _(observation_basis_labels[observation->basis]), basis);
    detail_line(canvas, rect, STYLE_NORMAL, text);
    detail_labelled(canvas, rect, _("What happened"), observation->reason);
}

/* What has not been given yet is said as well. */
static void draw_orders(const struct observation *observation, struct canvas *canvas, struct rect *rect)
{
    const struct {
        const char *label;
        int64_t at;
    } orders[] = {{N_("Told in person"), observation->told_at},
                  {N_("Letter given"), observation->letter_at},
                  {N_("Promise signed"), observation->promise_at}};
    char when[TIME_SIZE], text[CELL_BYTES];
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i].at)
            moment_label(orders[i].at, when);
        snprintf(text, sizeof text, "%s %s", _(orders[i].label), orders[i].at ? when : _("not yet"));
        detail_line(canvas, rect, orders[i].at ? STYLE_NORMAL : STYLE_WARNING, text);
    }
}

static void draw_helper(const struct application *application, const char *label, const char *name, const char *phone,
                        struct canvas *canvas, struct rect *rect)
{
    char masked[NAME_BYTES], number[PHONE_SIZE], text[CELL_BYTES];
    application_mask(application, MASK_NAME, name, masked, sizeof masked);
    application_mask(application, MASK_PHONE, phone, number, sizeof number);
    snprintf(text, sizeof text, "%s %s", masked, number);
    detail_labelled(canvas, rect, label, text);
}

static void draw_contacts(const struct application *application, const struct observed_detail *detail,
                          struct canvas *canvas, struct rect *rect)
{
    const struct pairing *pairing = &detail->pairing;
    if (pairing->head.id)
        draw_helper(application, _("Helper"), pairing->name, pairing->phone, canvas, rect);
    else
        detail_line(canvas, rect, STYLE_WARNING, _("No helper yet"));
    for (int i = 0; i < detail->keeper_count; i++)
        draw_helper(application, detail->tiers[i], detail->keepers[i].name, detail->keepers[i].phone, canvas, rect);
}

/* Supply ensured? */
static void draw_need(const struct supply_need *need, struct canvas *canvas, struct rect *rect)
{
    char words[CELL_BYTES - 32], text[CELL_BYTES];
    supply_need_words(need, clock_now(), words, sizeof words);
    snprintf(text, sizeof text, "%s %s", time_line_kind_words(TIME_SUPPLY), words);
    detail_line(canvas, rect, need->over > 0 ? STYLE_WARNING : STYLE_NORMAL, text);
}

static void draw_readings(const struct application *application, const struct observed_detail *detail,
                          struct canvas *canvas, struct rect *rect)
{
    if (detail->reading_count == 0) {
        detail_line(canvas, rect, STYLE_MUTED, _("No reading yet"));
        return;
    }
    detail_line(canvas, rect, STYLE_HEADING, _("Last readings"));
    for (int i = 0; i < detail->reading_count; i++) {
        const struct reading *reading = &detail->readings[i];
        struct half_day half_day = {reading->day, reading->half};
        char when[TIME_SIZE + 16], value[24], text[CELL_BYTES];
        half_day_label(half_day, when, sizeof when);
        reading_sign_text(reading_sign_of(application->store, &detail->observation, half_day, reading, clock_now()),
                          reading, value, sizeof value);
        snprintf(text, sizeof text, "%s %s%s%s", when, value, reading->symptoms[0] ? "  " : "", reading->symptoms);
        detail_line(canvas, rect, reading->abnormal ? STYLE_ALARM : STYLE_NORMAL, text);
    }
}

void observed_detail_draw(const struct application *application, const struct observed_detail *detail,
                          struct canvas *canvas, struct rect rect)
{
    char name[NAME_BYTES], phone[PHONE_SIZE], text[CELL_BYTES];
    application_mask(application, MASK_NAME, detail->name, name, sizeof name);
    application_mask(application, MASK_PHONE, detail->phone, phone, sizeof phone);
    snprintf(text, sizeof text, "%s  %s", name, detail->place_label);
    detail_line(canvas, &rect, STYLE_TITLE, text);
    detail_labelled(canvas, &rect, _("Phone"), phone);
    draw_term(&detail->observation, canvas, &rect);
    draw_orders(&detail->observation, canvas, &rect);
    detail_rule(canvas, &rect);
    draw_contacts(application, detail, canvas, &rect);
    draw_need(&detail->need, canvas, &rect);
    detail_rule(canvas, &rect);
    draw_readings(application, detail, canvas, &rect);
}
