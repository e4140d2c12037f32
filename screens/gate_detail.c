#include "screens/gate_detail.h"

#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/detail.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void load_last(struct store *store, const struct crossing *crossing, struct gate_detail *detail)
{
    struct crossing_filter filter;
    struct err ignored = {0};
    crossing_filter_init(&filter);
    filter.person_id = crossing->person_id;
    struct crossing_window window = {.filter = &filter, .budget_ms = 5, .rows = detail->last, .most = DETAIL_LAST};
    if (crossing_window(store, &window, &ignored))
        detail->last_count = window.count;
}

static void load_members(struct store *store, const struct crossing *crossing, struct gate_detail *detail)
{
    struct person *members = memory_new(DETAIL_MEMBERS, sizeof *members);
    struct err ignored = {0};
    int count = 0;
    person_of_place(store, crossing->place_id, members, DETAIL_MEMBERS, &count, &ignored);
    for (int i = 0; i < count; i++) {
        if (members[i].id != crossing->person_id)
            text_copy(detail->members[detail->member_count++], NAME_BYTES, members[i].name);
    }
    free(members);
}

void gate_detail_load(struct store *store, const struct crossing *crossing, struct gate_detail *detail)
{
    struct err ignored = {0};
    if (detail->crossing_id == crossing->id && detail->rev == crossing->rev)
        return;
    *detail = (struct gate_detail){.crossing_id = crossing->id, .rev = crossing->rev};
    if (crossing->person_id) {
        person_get(store, crossing->person_id, &detail->person, &ignored);
        load_last(store, crossing, detail);
    }
    if (crossing->place_id)
        load_members(store, crossing, detail);
    flag_in_force(store, crossing->person_id, crossing->place_id, clock_now(), detail->flags, DETAIL_FLAGS,
                  &detail->flag_count, &ignored);
}

static void draw_person(const struct application *application, const struct gate_detail *detail,
                        const struct crossing *crossing, struct canvas *canvas, struct rect *rect)
{
    char name[NAME_BYTES], phone[PHONE_SIZE], id_number[24], text[CELL_BYTES];
    application_mask(application, MASK_NAME, crossing->person_name, name, sizeof name);
    application_mask(application, MASK_PHONE, detail->person.phone, phone, sizeof phone);
    application_mask(application, MASK_ID, detail->person.id_number, id_number, sizeof id_number);
    snprintf(text, sizeof text, "%s  %s", name, _(class_labels[crossing->class]));
    detail_line(canvas, rect, STYLE_TITLE, text);
    detail_line(canvas, rect, STYLE_NORMAL, crossing->place_label);
    detail_labelled(canvas, rect, _("Phone"), phone);
    detail_labelled(canvas, rect, _("ID number"), id_number);
    detail_labelled(canvas, rect, _("Plate"), crossing->plate);
    if (crossing->occupants) {
        snprintf(text, sizeof text, "%d", crossing->occupants);
        detail_labelled(canvas, rect, _("Occupants"), text);
    }
    detail_labelled(canvas, rect, _("Pass"), crossing->pass_number);
}

static void draw_crossing(const struct application *application, const struct crossing *crossing, struct canvas *canvas,
                          struct rect *rect)
{
    char when[TIME_SIZE], degrees[8] = "", retest[8] = "", officer[NAME_BYTES], text[CELL_BYTES];
    moment_label(crossing->at, when);
    snprintf(text, sizeof text, "%s %s %s", when, _(direction_labels[crossing->direction]), crossing->checkpoint_name);
    detail_line(canvas, rect, STYLE_NORMAL, text);
    if (crossing->temp_tenths)
        temperature_format(crossing->temp_tenths, degrees);
    if (crossing->retest_tenths)
        temperature_format(crossing->retest_tenths, retest);
    snprintf(text, sizeof text, "%s %s%s%s%s", _("Temp"), degrees, retest[0] ? "  " : "", retest[0] ? _("Retest") : "",
             retest[0] ? " " : "");
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s", retest);
    if (degrees[0])
        detail_line(canvas, rect, crossing->abnormal ? STYLE_ALARM : STYLE_NORMAL, text);
    if (crossing->decision != DECISION_ADMITTED)
        detail_line(canvas, rect, STYLE_WARNING, _(decision_labels[crossing->decision]));
    detail_labelled(canvas, rect, _("Reason"), crossing->reason);
    detail_labelled(canvas, rect, _("Admitted because"), crossing->override_reason);
    detail_labelled(canvas, rect, _("Purpose"), crossing->purpose);
    detail_labelled(canvas, rect, _("From"), crossing->coming_from);
    application_mask(application, MASK_NAME, crossing->officer_name, officer, sizeof officer);
    detail_labelled(canvas, rect, _("By"), officer);
    detail_labelled(canvas, rect, _("Remark"), crossing->remark);
    if (crossing->closed_at) {
        moment_label(crossing->closed_at, when);
        detail_labelled(canvas, rect, _("Closed by the system"), when);
    }
    detail_labelled(canvas, rect, _("Void because"), crossing->voided);
}

static void draw_around(const struct application *application, const struct gate_detail *detail,
                        const struct crossing *crossing, struct canvas *canvas, struct rect *rect)
{
    char text[512], name[NAME_BYTES], when[TIME_SIZE], degrees[8];
    for (int i = 0; i < detail->flag_count; i++) {
        bool denies = detail->flags[i].denies != DENIES_NOTHING;
        snprintf(text, sizeof text, "%s%s %s", denies ? "!" : "", detail->flags[i].say, detail->flags[i].call);
        detail_line(canvas, rect, denies ? STYLE_ALARM : STYLE_WARNING, text);
    }
    struct buffer members = {0};
    for (int i = 0; i < detail->member_count; i++) {
        application_mask(application, MASK_NAME, detail->members[i], name, sizeof name);
        buffer_format(&members, "%s%s", i ? " " : "", name);
    }
    detail_labelled(canvas, rect, _("Household:"), buffer_text(&members));
    buffer_release(&members);
    if (detail->last_count > 1)
        detail_line(canvas, rect, STYLE_HEADING, _("Last crossings"));
    for (int i = 0; i < detail->last_count && detail->last_count > 1; i++) {
        const struct crossing *last = &detail->last[i];
        moment_label(last->at, when);
        degrees[0] = '\0';
        if (last->temp_tenths)
            temperature_format(last->temp_tenths, degrees);
        snprintf(text, sizeof text, "%s%s %s %s %s", last->id == crossing->id ? ">" : " ", when,
                 _(direction_labels[last->direction]), degrees, last->checkpoint_name);
        detail_line(canvas, rect, last->voided[0] ? STYLE_VOID : STYLE_NORMAL, text);
    }
}

void gate_detail_draw(const struct application *application, const struct gate_detail *detail,
                      const struct crossing *crossing, struct canvas *canvas, struct rect rect)
{
    draw_person(application, detail, crossing, canvas, &rect);
    detail_rule(canvas, &rect);
    draw_crossing(application, crossing, canvas, &rect);
    if (detail->flag_count + detail->member_count > 0 || detail->last_count > 1)
        detail_rule(canvas, &rect);
    draw_around(application, detail, crossing, canvas, &rect);
}
