#include "glyphs.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Latin letters half as wide as Chinese ones come first; whatever else there is follows by itself. */
#define FAMILIES "WenQuanYi Micro Hei Mono,Noto Sans Mono CJK SC,WenQuanYi Zen Hei Mono,WenQuanYi Micro Hei,monospace"
#define GETA "\xE3\x80\x93"

enum { CAPACITY_FIRST = 1024 };
/* A synthetic bold is this much wider without being misplaced; what is squeezed keeps a margin. */
static const double width_spare = 1.12, squeezed_part = 0.94, narrowest = 0.7;

/* One cluster as shaped, before it is fitted. Sizes in points. */
struct shape {
    PangoFont *font; /* owned */
    int count;
    struct {
        uint32_t index;
        double x, y;
    } glyphs[CLUSTER_GLYPHS_MOST];
    double advance, ink_left, ink_width;
    bool is_known; /* its base has a glyph */
};

static double points(int units)
{
    return (double)units / PANGO_SCALE;
}

static void report_missing(struct glyphs *glyphs, int32_t code_point)
{
    uint8_t *byte = &glyphs->said[code_point / 8], bit = (uint8_t)(1 << code_point % 8);
    struct buffer text = {0};
    if (*byte & bit)
        return;
    *byte |= bit;
    utf8_add(&text, code_point);
    fprintf(stderr, "missing U+%04X %s\n", (unsigned)code_point, buffer_text(&text));
    buffer_release(&text);
}

/* Takes over what has a glyph. Of a base that has none nothing is taken; a mark that has none is left out. */
static void take_glyphs(struct glyphs *glyphs, struct shape *shape, const PangoGlyphString *string, bool has_base)
{
    int at = 0;
    for (int i = 0; i < string->num_glyphs; i++) {
        const PangoGlyphInfo *glyph = &string->glyphs[i];
        if (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            report_missing(glyphs, (int32_t)(glyph->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
            shape->is_known = shape->is_known && !(has_base && i == 0);
            continue;
        }
        if (glyph->glyph != PANGO_GLYPH_EMPTY && shape->count < CLUSTER_GLYPHS_MOST) {
            shape->glyphs[shape->count].index = glyph->glyph;
            shape->glyphs[shape->count].x = points(at + glyph->geometry.x_offset);
            shape->glyphs[shape->count].y = points(glyph->geometry.y_offset);
            shape->count++;
        }
        at += glyph->geometry.width;
    }
}

static void shape_item(struct glyphs *glyphs, struct shape *shape, const char *text, PangoItem *item)
{
    PangoGlyphString *string = pango_glyph_string_new();
    PangoRectangle ink, logical;
    item->analysis.level = 0; /* each cluster stands in its cell, whichever way its script runs */
    pango_shape(text + item->offset, item->length, &item->analysis, string);
    take_glyphs(glyphs, shape, string, item->offset == 0);
    pango_glyph_string_extents(string, item->analysis.font, &ink, &logical);
    shape->font = g_object_ref(item->analysis.font);
    shape->advance = points(logical.width);
    shape->ink_left = points(ink.x);
    shape->ink_width = points(ink.width);
    pango_glyph_string_free(string);
}

/* Of what needs a second font, which can be marks alone, nothing is drawn. */
static void report_rest(struct glyphs *glyphs, const char *text, const PangoItem *item)
{
    const char *at = text + item->offset, *end = at + item->length;
    while (at < end)
        report_missing(glyphs, utf8_next(&at, end));
}

static void shape_cluster(struct glyphs *glyphs, struct shape *shape, const char *text, size_t length)
{
    *shape = (struct shape){.is_known = true};
    GList *items = pango_itemize(glyphs->context, text, 0, (int)length, glyphs->attributes, NULL);
    for (GList *at = items; at != NULL; at = at->next) {
        if (shape->font == NULL)
            shape_item(glyphs, shape, text, at->data);
        else
            report_rest(glyphs, text, at->data);
        pango_item_free(at->data);
    }
    g_list_free(items);
}

static void fit_cluster(struct glyph_cluster *cluster, const struct shape *shape, double width)
{
    double stretch = 1;
    cluster->stretch_x = cluster->stretch_y = 1;
    if (shape->advance <= width * width_spare) {
        cluster->shift = (float)((width - shape->advance) / 2);
        return;
    }
    if (shape->ink_width > width) {
        stretch = width * squeezed_part / shape->ink_width;
        cluster->stretch_x = (float)stretch;
        cluster->stretch_y = (float)(stretch < narrowest ? stretch / narrowest : 1);
    }
    cluster->shift = (float)((width - shape->ink_width * stretch) / 2 - shape->ink_left * stretch);
}

static void make_cluster(struct glyphs *glyphs, struct glyph_cluster *cluster)
{
    struct shape shape;
    shape_cluster(glyphs, &shape, cluster->text, cluster->length);
    if (!shape.is_known) {
        g_clear_object(&shape.font);
        shape_cluster(glyphs, &shape, GETA, strlen(GETA));
    }
    cluster->pango_font = shape.font;
    cluster->font = shape.font != NULL ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(shape.font)) : NULL;
    for (int i = 0; cluster->font != NULL && i < shape.count; i++) {
        cluster->glyphs[i].index = shape.glyphs[i].index;
        cluster->glyphs[i].x = (float)shape.glyphs[i].x;
        cluster->glyphs[i].y = (float)shape.glyphs[i].y;
        cluster->glyph_count++;
    }
    fit_cluster(cluster, &shape, cluster->cells * glyphs->cell_width);
}

/* Where the cluster stands in the table, or the free place for it. */
static struct glyph_cluster *find_place(struct glyph_cluster *clusters, size_t capacity, const char *text,
                                        size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    for (size_t at = hash & (capacity - 1);; at = (at + 1) & (capacity - 1)) {
        struct glyph_cluster *cluster = &clusters[at];
        if (cluster->length == 0 || (cluster->length == length && memcmp(cluster->text, text, length) == 0))
            return cluster;
    }
}

static void grow(struct glyphs *glyphs)
{
    size_t capacity = glyphs->capacity > 0 ? 2 * glyphs->capacity : CAPACITY_FIRST;
    struct glyph_cluster *clusters = memory_new(capacity, sizeof *clusters);
    for (size_t i = 0; i < glyphs->capacity; i++) {
        const struct glyph_cluster *old = &glyphs->clusters[i];
        if (old->length > 0)
            *find_place(clusters, capacity, old->text, old->length) = *old;
    }
    free(glyphs->clusters);
    glyphs->clusters = clusters;
    glyphs->capacity = capacity;
}

const struct glyph_cluster *glyphs_find(struct glyphs *glyphs, const char *text, size_t length, int cells)
{
    if (2 * glyphs->count >= glyphs->capacity)
        grow(glyphs);
    struct glyph_cluster *cluster = find_place(glyphs->clusters, glyphs->capacity, text, length);
    if (cluster->length > 0)
        return cluster;
    memcpy(cluster->text, text, length);
    cluster->length = (uint8_t)length;
    cluster->cells = (int16_t)cells;
    glyphs->count++;
    make_cluster(glyphs, cluster);
    return cluster;
}

static void open_context(struct glyphs *glyphs, cairo_t *cairo, int type_tenths, bool is_bold)
{
    PangoFontDescription *description = pango_font_description_from_string(FAMILIES);
    pango_font_description_set_absolute_size(description, type_tenths * PANGO_SCALE / 10.0);
    pango_font_description_set_weight(description, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    glyphs->context = pango_cairo_create_context(cairo);
    glyphs->attributes = pango_attr_list_new();
    pango_context_set_font_description(glyphs->context, description);
    pango_context_set_language(glyphs->context, pango_language_from_string("zh-cn"));
    pango_context_set_base_dir(glyphs->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(glyphs->context, FALSE);
    pango_font_description_free(description);
}

static void measure_font(struct glyphs *glyphs)
{
    PangoFontMetrics *metrics = pango_context_get_metrics(glyphs->context, NULL, NULL);
    glyphs->ascent = points(pango_font_metrics_get_ascent(metrics));
    glyphs->descent = points(pango_font_metrics_get_descent(metrics));
    pango_font_metrics_unref(metrics);
}

/* Asked of characters that every font for Chinese has; not reported as missing one by one. */
static bool has_chinese(struct glyphs *glyphs)
{
    static const char asked[] = "\xE4\xB8\xAD\xE5\x9B\xBD"; /* 中国 */
    GList *items = pango_itemize(glyphs->context, asked, 0, (int)strlen(asked), glyphs->attributes, NULL);
    bool has = items != NULL;
    for (GList *at = items; at != NULL; at = at->next) {
        PangoItem *item = at->data;
        PangoGlyphString *string = pango_glyph_string_new();
        pango_shape(asked + item->offset, item->length, &item->analysis, string);
        for (int i = 0; i < string->num_glyphs; i++)
            has = has && !(string->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG);
        pango_glyph_string_free(string);
        pango_item_free(item);
    }
    g_list_free(items);
    return has;
}

bool glyphs_open(struct glyphs *glyphs, cairo_t *cairo, int type_tenths, bool is_bold, double cell_width, uint8_t *said,
                 struct err *err)
{
    *glyphs = (struct glyphs){.cell_width = cell_width, .said = said};
    open_context(glyphs, cairo, type_tenths, is_bold);
    if (!has_chinese(glyphs))
        return err_set(err, ERR_SYSTEM,
                       _("No font with Chinese characters is installed. On Debian: apt install fonts-wqy-microhei."));
    measure_font(glyphs);
    return true;
}

void glyphs_release(struct glyphs *glyphs)
{
    for (size_t i = 0; i < glyphs->capacity; i++)
        g_clear_object(&glyphs->clusters[i].pango_font);
    free(glyphs->clusters);
    if (glyphs->attributes != NULL)
        pango_attr_list_unref(glyphs->attributes);
    g_clear_object(&glyphs->context);
    *glyphs = (struct glyphs){0};
}
