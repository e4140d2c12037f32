#include "commands.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "glyphs.h"
#include "page_stream.h"
#include "strokes.h"
#include <cairo-pdf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STREAM_BYTES_MOST = 64 << 20, FLUSH_BYTES = 64 << 10, TITLE_TIMES = 2 };

/* Neighbours of one font and size, drawn at once, so that the file stays small and its text whole. */
struct run {
    struct buffer text;
    cairo_scaled_font_t *font;
    cairo_glyph_t glyphs[STREAM_COLUMNS_MOST * 4];
    cairo_text_cluster_t clusters[STREAM_COLUMNS_MOST];
    int glyph_count, cluster_count;
    double stretch_x, stretch_y;
};
struct place {
    double left, base; /* points */
    double times;      /* the size */
};
struct pdf {
    struct page_stream stream;
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct glyphs plain, bold;
    uint8_t *said;
    struct strokes strokes;
    struct run run;
    double cell_width, cell_height, left, top, bottom; /* points; the lower edge of the last line */
    struct buffer output;
    bool has_failed;
    struct err *err;
    bool says_progress;
    int percent, page, pages;
};

static double points(int hundredths_mm)
{
    return hundredths_mm * 72 / 2540.0;
}

static void flush_output(struct pdf *pdf)
{
    if (!pdf->has_failed)
        pdf->has_failed = !write_all(STDOUT_FILENO, buffer_text(&pdf->output), pdf->output.length, pdf->err);
    buffer_clear(&pdf->output);
}

static cairo_status_t take_output(void *context, const unsigned char *bytes, unsigned int length)
{
    struct pdf *pdf = context;
    buffer_add_bytes(&pdf->output, (const char *)bytes, length);
    if (pdf->output.length >= FLUSH_BYTES)
        flush_output(pdf);
    return pdf->has_failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_font(struct pdf *pdf, const struct run *run)
{
    cairo_matrix_t matrix;
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_scaled_font_get_font_matrix(run->font, &matrix);
    cairo_scaled_font_get_font_options(run->font, options);
    cairo_matrix_scale(&matrix, run->stretch_x, run->stretch_y);
    cairo_set_font_face(pdf->cairo, cairo_scaled_font_get_font_face(run->font));
    cairo_set_font_matrix(pdf->cairo, &matrix);
    cairo_set_font_options(pdf->cairo, options);
    cairo_font_options_destroy(options);
}

static void flush_run(struct pdf *pdf)
{
    struct run *run = &pdf->run;
    if (run->glyph_count > 0) {
        set_font(pdf, run);
        cairo_show_text_glyphs(pdf->cairo, buffer_text(&run->text), (int)run->text.length, run->glyphs,
                               run->glyph_count, run->clusters, run->cluster_count, 0);
    }
    buffer_clear(&run->text);
    run->glyph_count = run->cluster_count = 0;
}

/* The cluster with its cells' left edge at x and its base line at y, so many times its size. */
static void draw_cluster(struct pdf *pdf, const struct glyph_cluster *cluster, double x, double y, double times)
{
    struct run *run = &pdf->run;
    double stretch_x = (double)cluster->stretch_x * times, stretch_y = (double)cluster->stretch_y * times;
    bool is_alike = run->font == cluster->font && !(run->stretch_x < stretch_x) && !(run->stretch_x > stretch_x) &&
                    !(run->stretch_y < stretch_y) && !(run->stretch_y > stretch_y);
    if (cluster->glyph_count == 0)
        return;
    if (!is_alike || run->cluster_count == STREAM_COLUMNS_MOST ||
        run->glyph_count + cluster->glyph_count > STREAM_COLUMNS_MOST * 4)
        flush_run(pdf);
    run->font = cluster->font;
    run->stretch_x = stretch_x;
    run->stretch_y = stretch_y;
    x += (double)cluster->shift * times;
    for (int i = 0; i < cluster->glyph_count; i++)
        run->glyphs[run->glyph_count++] =
            (cairo_glyph_t){cluster->glyphs[i].index, x + (double)cluster->glyphs[i].x * stretch_x,
                            y + (double)cluster->glyphs[i].y * stretch_y};
    run->clusters[run->cluster_count++] = (cairo_text_cluster_t){cluster->length, cluster->glyph_count};
    buffer_add_bytes(&run->text, cluster->text, cluster->length);
}

/* Whether a blank, or nothing more, is behind a symbol of one cell. Letters never need it. */
static bool has_room(const char *text, size_t length, size_t at, size_t bytes, int cells)
{
    bool is_symbol = (unsigned char)text[at] >= 0xE2; /* from U+2000 on */
    return is_symbol && cells == 1 && (at + bytes == length || text[at + bytes] == ' ');
}

/* The text with each cluster on its cells. Arms of table lines are kept for later, but not those of a title. */
static void draw_text(struct pdf *pdf, struct glyphs *glyphs, const char *text, size_t length, struct place place)
{
    int cells = 0, column = 0;
    for (size_t at = 0, bytes; at < length; at += bytes, column += cells) {
        const char *cluster = text + at, *next = cluster;
        bytes = cluster_next(cluster, length - at, &cells);
        uint8_t arms = place.times > 1 ? 0 : strokes_arms(utf8_next(&next, cluster + bytes));
        if (arms != 0)
            pdf->strokes.arms[column] = arms;
        else if (cells > 0) /* marks beyond those a cluster can have are left out */
            draw_cluster(pdf, glyphs_find(glyphs, cluster, bytes, cells, has_room(text, length, at, bytes, cells)),
                         place.left + column * pdf->cell_width * place.times, place.base, place.times);
    }
    flush_run(pdf);
}

static size_t length_without_blanks(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

/* From the upper edge of a line to its base line. */
static double base_line(const struct glyphs *glyphs, double height, double times)
{
    return (height - times * (glyphs->ascent + glyphs->descent)) / 2 + times * glyphs->ascent;
}

static void draw_title(struct pdf *pdf, const char *text, double top)
{
    struct buffer trimmed = {0};
    text_trim(&trimmed, text);
    int width = text_width(buffer_text(&trimmed)), columns = pdf->stream.columns;
    double times = TITLE_TIMES * width > columns ? (double)columns / width : TITLE_TIMES;
    struct place place = {
        .left = pdf->left + (columns - times * width) / 2 * pdf->cell_width,
        .base = top + base_line(&pdf->bold, TITLE_TIMES * pdf->cell_height, times),
        .times = times,
    };
    draw_text(pdf, &pdf->bold, buffer_text(&trimmed), trimmed.length, place);
    buffer_release(&trimmed);
}

static void draw_line(struct pdf *pdf, char style, const char *text)
{
    double top = pdf->top + (pdf->stream.row - 1) * pdf->cell_height;
    struct glyphs *glyphs = style == '*' ? &pdf->bold : &pdf->plain;
    if (style == '=' && text[strspn(text, " ")] != '\0')
        draw_title(pdf, text, top);
    else
        draw_text(pdf, glyphs, text, length_without_blanks(text),
                  (struct place){pdf->left, top + base_line(glyphs, pdf->cell_height, 1), 1});
    strokes_row(&pdf->strokes, pdf->stream.columns, top, pdf->cell_height, pdf->left, pdf->cell_width);
    pdf->bottom = top + pdf->cell_height;
}

static void end_page(struct pdf *pdf)
{
    int percent = (int)((int64_t)++pdf->page * 100 / pdf->pages);
    strokes_draw(&pdf->strokes, pdf->cairo, pdf->bottom, pdf->left, pdf->cell_width);
    cairo_show_page(pdf->cairo);
    if (pdf->says_progress && percent > pdf->percent)
        fprintf(stderr, "%d%%\n", pdf->percent = percent);
}

/* cairo keeps the region it has drawn on, and hundreds of pieces a page take a third of the whole time there. White all
 * over makes it one piece from the beginning. */
static void begin_page(struct pdf *pdf)
{
    cairo_set_source_rgb(pdf->cairo, 1, 1, 1);
    cairo_paint(pdf->cairo);
    cairo_set_source_rgb(pdf->cairo, 0, 0, 0);
}

static bool draw_pages(struct pdf *pdf, struct err *err)
{
    enum page_event event = PAGE_BEGINS;
    char style = ' ';
    const char *text = "";
    while (event != PAGES_END) {
        if (!page_stream_next(&pdf->stream, &event, &style, &text, err))
            return false;
        if (event == PAGE_LINE)
            draw_line(pdf, style, text);
        else if (event == PAGES_END || pdf->stream.page > 1)
            end_page(pdf);
        if (event == PAGE_BEGINS)
            begin_page(pdf);
        if (pdf->has_failed)
            return false; /* err says why already */
    }
    return true;
}

static bool refuse(cairo_status_t status, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("The PDF could not be made: %s."), cairo_status_to_string(status));
}

/* The same pages give the same file: no moment of its making stands in it, and nobody's name. */
static bool open_surface(struct pdf *pdf, struct err *err)
{
    const struct page_stream *stream = &pdf->stream;
    pdf->cell_width = points(stream->cell_width);
    pdf->cell_height = points(stream->cell_height);
    pdf->left = points(stream->left);
    pdf->top = points(stream->top);
    pdf->surface = cairo_pdf_surface_create_for_stream(take_output, pdf, points(stream->paper_width),
                                                       points(stream->paper_height));
    pdf->cairo = cairo_create(pdf->surface);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, stream->title);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
    cairo_status_t status = cairo_status(pdf->cairo);
    return (status == CAIRO_STATUS_SUCCESS || refuse(status, err)) &&
           glyphs_open(&pdf->plain, pdf->cairo, stream->type_tenths, false, pdf->cell_width, pdf->said, err) &&
           glyphs_open(&pdf->bold, pdf->cairo, stream->type_tenths, true, pdf->cell_width, pdf->said, err);
}

static bool close_surface(struct pdf *pdf, struct err *err)
{
    cairo_surface_finish(pdf->surface);
    cairo_status_t status = cairo_surface_status(pdf->surface);
    flush_output(pdf);
    return !pdf->has_failed && (status == CAIRO_STATUS_SUCCESS || refuse(status, err));
}

static void release(struct pdf *pdf)
{
    glyphs_release(&pdf->plain);
    glyphs_release(&pdf->bold);
    cairo_destroy(pdf->cairo);
    cairo_surface_destroy(pdf->surface);
    pango_cairo_font_map_set_default(NULL);
    strokes_release(&pdf->strokes);
    page_stream_release(&pdf->stream);
    buffer_release(&pdf->run.text);
    buffer_release(&pdf->output);
    free(pdf->said);
    free(pdf);
}

static int count_pages(const struct buffer *text)
{
    static const char begin[] = "\npage\n";
    const char *at = buffer_text(text), *end = at + text->length;
    int count = 0;
    while ((at = memmem(at, (size_t)(end - at), begin, strlen(begin))) != NULL) {
        at += strlen(begin) - 1; /* its line end begins the next as well */
        count++;
    }
    return count;
}

static bool draw(const struct buffer *text, FILE *file, bool says_progress, struct err *err)
{
    struct pdf *pdf = memory_new(1, sizeof *pdf);
    pdf->said = memory_new(BLOCK, 1);
    pdf->err = err;
    pdf->says_progress = says_progress;
    pdf->pages = count_pages(text);
    bool done = page_stream_open(&pdf->stream, file, err) && open_surface(pdf, err) && draw_pages(pdf, err) &&
                close_surface(pdf, err);
    /* What cairo still writes when it is released is of no use to anybody. */
    pdf->has_failed = true;
    release(pdf);
    return done;
}

/* All is read before anything is written: how many pages there are is said of them, and two full pipes would wait for
 * each other. */
bool pdf_write(bool says_progress, struct err *err)
{
    struct buffer text = {0};
    bool done = read_input(&text, STREAM_BYTES_MOST, _("The pages are larger than %d MiB."), err);
    if (done) {
        FILE *file = fmemopen((char *)buffer_text(&text), text.length > 0 ? text.length : 1, "r");
        done = file != NULL ? draw(&text, file, says_progress, err) : err_set(err, ERR_SYSTEM, "%s", strerror(errno));
        if (file != NULL)
            fclose(file);
    }
    buffer_release(&text);
    return done;
}
