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

/* Asked when the first font has a character and nothing is drawn: WenQuanYi Micro Hei is blank at ℃ and at ǎ ǐ ǒ ǔ. */
#define OTHER_FAMILIES "DejaVu Sans Mono,Liberation Mono,Noto Sans Mono,FreeMono"

enum { CAPACITY_FIRST = 1024, SAME_AS_MOST = 3 };
/* Fonts are wider than their cells: a Latin letter of 0.6 instead of 0.5 is condensed like its neighbours; what is
 * wider still is fitted by what is seen of it, and below `narrowest` gets lower too. */
static const double width_spare = 1.02, condensed_most = 1.26, squeezed_part = 0.94, narrowest = 0.7;

/* One cluster as shaped, before it is fitted. Sizes in points. */
struct shape {
    PangoFont *font; /* owned */
    int count;
    struct {
        uint32_t index;
        double x, y;
    } glyphs[CLUSTER_GLYPHS_MOST];
    double advance, ink_left, ink_width, ink_height;
    int32_t missing[CLUSTER_GLYPHS_MOST];
    int missing_count;
    bool has_base; /* the first character has a glyph */
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

static void add_missing(struct shape *shape, int32_t code_point)
{
    if (shape->missing_count < CLUSTER_GLYPHS_MOST)
        shape->missing[shape->missing_count++] = code_point;
}

/* Takes over what has a glyph; a mark that has none is left out. */
static void take_glyphs(struct shape *shape, const PangoGlyphString *string)
{
    int at = 0;
    shape->has_base = true;
    for (int i = 0; i < string->num_glyphs; i++) {
        const PangoGlyphInfo *glyph = &string->glyphs[i];
        if (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            add_missing(shape, (int32_t)(glyph->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
            shape->has_base = shape->has_base && i > 0;
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

/* Of what needs a second font, which can be marks alone, nothing is drawn. */
static void leave_out(struct shape *shape, const char *text, const PangoItem *item)
{
    const char *at = text + item->offset, *end = at + item->length;
    while (at < end)
        add_missing(shape, utf8_next(&at, end));
}

static void shape_item(struct shape *shape, const char *text, PangoItem *item)
{
    PangoGlyphString *string = pango_glyph_string_new();
    PangoRectangle ink, logical;
    item->analysis.level = 0; /* each cluster stands in its cell, whichever way its script runs */
    pango_shape(text + item->offset, item->length, &item->analysis, string);
    take_glyphs(shape, string);
    pango_glyph_string_extents(string, item->analysis.font, &ink, &logical);
    shape->font = g_object_ref(item->analysis.font);
    shape->advance = points(logical.width);
    shape->ink_left = points(ink.x);
    shape->ink_width = points(ink.width);
    shape->ink_height = points(ink.height);
    pango_glyph_string_free(string);
}

static void shape_text(struct glyphs *glyphs, struct shape *shape, const char *text, size_t length,
                       PangoAttrList *attributes)
{
    g_clear_object(&shape->font);
    *shape = (struct shape){0};
    GList *items = pango_itemize(glyphs->context, text, 0, (int)length, attributes, NULL);
    for (GList *at = items; at != NULL; at = at->next) {
        PangoItem *item = at->data;
        if (shape->font == NULL && item->analysis.font != NULL) /* NULL: no font is installed at all */
            shape_item(shape, text, item);
        else
            leave_out(shape, text, item);
        pango_item_free(item);
    }
    g_list_free(items);
}

/* There is a glyph and nothing in it. A synthetic bold makes a speck of nothing. */
static bool is_blank(const struct glyphs *glyphs, const struct shape *shape)
{
    return shape->ink_width < glyphs->speck && shape->ink_height < glyphs->speck;
}

static bool is_drawn(const struct glyphs *glyphs, const struct shape *shape)
{
    return shape->has_base && !is_blank(glyphs, shape);
}

/* What Unicode says is the same in other characters: °C for ℃. */
static void shape_same(struct glyphs *glyphs, struct shape *shape, const struct glyph_cluster *cluster)
{
    char *same = g_utf8_normalize(cluster->text, cluster->length, G_NORMALIZE_NFKC);
    bool is_other = same != NULL && (strlen(same) != cluster->length || memcmp(same, cluster->text, strlen(same)) != 0);
    if (is_other && g_utf8_strlen(same, -1) <= SAME_AS_MOST)
        shape_text(glyphs, shape, same, strlen(same), glyphs->attributes);
    g_free(same);
}

static void shape_cluster(struct glyphs *glyphs, struct shape *shape, const struct glyph_cluster *cluster)
{
    const char *at = cluster->text;
    int32_t base = utf8_next(&at, cluster->text + cluster->length);
    shape_text(glyphs, shape, cluster->text, cluster->length, glyphs->attributes);
    if (g_unichar_isspace((gunichar)base))
        return;
    if (shape->has_base && is_blank(glyphs, shape))
        shape_text(glyphs, shape, cluster->text, cluster->length, glyphs->other_attributes);
    if (!is_drawn(glyphs, shape))
        shape_same(glyphs, shape, cluster);
    for (int i = 0; i < shape->missing_count; i++)
        report_missing(glyphs, shape->missing[i]);
    if (is_drawn(glyphs, shape))
        return;
    report_missing(glyphs, base);
    shape_text(glyphs, shape, GETA, strlen(GETA), glyphs->attributes);
}

static void fit_cluster(struct glyph_cluster *cluster, const struct shape *shape, double width)
{
    double stretch = 1;
    if (cluster->has_room && shape->ink_width * narrowest > width * squeezed_part)
        width *= 2;
    cluster->stretch_x = cluster->stretch_y = 1;
    if (shape->advance > width * width_spare && shape->advance <= width * condensed_most) {
        cluster->stretch_x = (float)(width / shape->advance);
        return;
    }
    if (shape->advance <= width * width_spare) {
        cluster->shift = (float)((width - shape->advance) / 2);
        return;
    }
    if (shape->ink_width > width * squeezed_part) {
        stretch = width * squeezed_part / shape->ink_width;
        cluster->stretch_x = (float)stretch;
        cluster->stretch_y = (float)(stretch < narrowest ? stretch / narrowest : 1);
    }
    cluster->shift = (float)((width - shape->ink_width * stretch) / 2 - shape->ink_left * stretch);
}

static void make_cluster(struct glyphs *glyphs, struct glyph_cluster *cluster)
{
    struct shape shape = {0};
    shape_cluster(glyphs, &shape, cluster);
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
                                        size_t length, bool has_room)
{
    uint32_t hash = 2166136261u + has_room;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    for (size_t at = hash & (capacity - 1);; at = (at + 1) & (capacity - 1)) {
        struct glyph_cluster *cluster = &clusters[at];
        if (cluster->length == 0 ||
            (cluster->length == length && cluster->has_room == has_room && memcmp(cluster->text, text, length) == 0))
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
            *find_place(clusters, capacity, old->text, old->length, old->has_room) = *old;
    }
    free(glyphs->clusters);
    glyphs->clusters = clusters;
    glyphs->capacity = capacity;
}

const struct glyph_cluster *glyphs_find(struct glyphs *glyphs, const char *text, size_t length, int cells,
                                        bool has_room)
{
    if (2 * glyphs->count >= glyphs->capacity)
        grow(glyphs);
    struct glyph_cluster *cluster = find_place(glyphs->clusters, glyphs->capacity, text, length, has_room);
    if (cluster->length > 0)
        return cluster;
    memcpy(cluster->text, text, length);
    cluster->length = (uint8_t)length;
    cluster->cells = (int16_t)cells;
    cluster->has_room = has_room;
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
    glyphs->other_attributes = pango_attr_list_new();
    pango_attr_list_insert(glyphs->other_attributes, pango_attr_family_new(OTHER_FAMILIES));
    glyphs->speck = type_tenths / 10.0 / 20;
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

/* Asked of a character that every font for Chinese has. */
static bool has_chinese(struct glyphs *glyphs)
{
    static const char asked[] = "\xE5\x9B\xBD"; /* 国 */
    struct shape shape = {0};
    shape_text(glyphs, &shape, asked, strlen(asked), glyphs->attributes);
    bool has = shape.font != NULL && is_drawn(glyphs, &shape);
    g_clear_object(&shape.font);
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
    g_clear_pointer(&glyphs->attributes, pango_attr_list_unref);
    g_clear_pointer(&glyphs->other_attributes, pango_attr_list_unref);
    g_clear_object(&glyphs->context);
    *glyphs = (struct glyphs){0};
}
