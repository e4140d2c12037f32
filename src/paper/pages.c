#include "gatepost/pages.h"
#include "gatepost/words.h"
#include "pages_parts.h"
#include <stdlib.h>
#include <string.h>

const char *const paper_size_names[] = {"a4", "a4-landscape", "a5", NULL};
const char *const paper_size_labels[] = {N_("A4 upright"), N_("A4 landscape"), N_("paper|A5"), NULL};
const char *const paper_type_names[] = {"small", "medium", "large", NULL};
const char *const paper_type_labels[] = {N_("type|Small"), N_("type|Medium"), N_("type|Large, for the wall"), NULL};
const char *const paper_fit_names[] = {"flow", "one-page", "split", NULL};
const char *const paper_fit_labels[] = {N_("paper|As many pages as it takes"), N_("paper|Shrunk to one page"),
                                        N_("paper|Each group on its own sheet"), NULL};

enum { MARGIN = 1200, POINT_TENTHS_PER_INCH = 720, INCH = 2540 };

/* Sizes of type in tenths of a point with the height of a line, from the largest; the last is the smallest that can
 * still be read. The lines of print are a little tighter the larger it is. */
static const struct {
    int tenths, line;
} types[] = {{160, 660}, {140, 580}, {125, 520}, {110, 500}, {100, 460}, {90, 420}, {80, 375}, {70, 330}, {60, 285}};
enum { TYPES = sizeof types / sizeof types[0] };
static const int type_of[PAPER_TYPE_COUNT] = {[TYPE_SMALL] = 5, [TYPE_MEDIUM] = 3, [TYPE_LARGE] = 0};

static struct page_grid grid_of(enum paper_size size, int type)
{
    static const struct {
        int width, height;
    } papers[PAPER_SIZE_COUNT] = {{21000, 29700}, {29700, 21000}, {14800, 21000}};
    struct page_grid grid = {.paper_width = papers[size].width, .paper_height = papers[size].height};
    grid.type_tenths = types[type].tenths;
    grid.cell_height = types[type].line;
    grid.cell_width = types[type].tenths * INCH / POINT_TENTHS_PER_INCH / 2;
    grid.columns = (grid.paper_width - 2 * MARGIN) / grid.cell_width;
    grid.rows = (grid.paper_height - 2 * MARGIN) / grid.cell_height;
    grid.left = (grid.paper_width - grid.columns * grid.cell_width) / 2;
    grid.top = (grid.paper_height - grid.rows * grid.cell_height) / 2;
    return grid;
}

/* Lays it out in this type. */
static enum body_end lay_out(struct pages *pages, const struct document *document, const struct paper *paper, int type,
                             int pages_most)
{
    struct page_frame frame;
    pages->grid = grid_of(paper->size, type);
    pages->count = pages->cut = 0;
    free(pages->lines);
    pages->lines = NULL;
    buffer_clear(&pages->text);
    buffer_add_byte(&pages->text, '\0');
    frame_make(pages, document, paper->signature, &frame);
    enum body_end end = body_make(pages, document, &frame, paper->fit, pages_most);
    if (end == BODY_DONE)
        frame_number(pages, document);
    return end;
}

/* Too many rows for a page of this type, however they are laid out: then nothing is measured in vain. */
static bool is_hopeless(const struct document *document, enum paper_size size, int type)
{
    struct page_grid grid = grid_of(size, type);
    int64_t lines = 0;
    for (int64_t i = 0; i < document->row_count && lines <= grid.rows; i++)
        lines += document->rows[i].kind != DOCUMENT_GROUP;
    return lines > grid.rows;
}

bool pages_layout(struct pages *pages, const struct document *document, const struct paper *paper, struct err *err)
{
    *pages = (struct pages){0};
    enum body_end end = BODY_LONG;
    int type = type_of[paper->type];
    for (; paper->fit == FIT_ONE_PAGE && type < TYPES && end != BODY_DONE; type++)
        if (!is_hopeless(document, paper->size, type))
            end = lay_out(pages, document, paper, type, 1);
    if (end != BODY_DONE) {
        pages->too_big = paper->fit == FIT_ONE_PAGE;
        end = lay_out(pages, document, paper, pages->too_big ? TYPES - 1 : type, PAGES_MOST);
    }
    if (end == BODY_DONE)
        return true;
    pages_release(pages);
    if (end == BODY_TIGHT)
        return err_field(err, ERR_INPUT, "type",
                         _("Titles and footnotes leave no room on this paper: choose larger paper or smaller type."));
    return err_field(err, ERR_INPUT, "type", _("That is more than %d pages: ask for less, or take smaller type."),
                     (int)PAGES_MOST);
}

const char *pages_line(const struct pages *pages, int page, int line, enum page_line_style *style)
{
    const struct page_line *at = &pages->lines[page * pages->grid.rows + line];
    *style = at->style;
    return pages->text.bytes + at->text;
}

void pages_release(struct pages *pages)
{
    free(pages->lines);
    buffer_release(&pages->text);
    *pages = (struct pages){0};
}
