#include "workbook.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

enum { RELATIONS_MOST = 4096, SHEETS_MOST = 1024 };

/* ---- relations: a part's links to others (ECMA-376 part 2) ---- */

struct relation {
    char *id, *type, *part;
};
struct relations {
    const char *folder; /* of the part whose links they are, with its slash, or "" */
    struct relation *list;
    size_t count;
};

/* Adds the segments of path, `.` and `..` resolved. */
static void add_segments(struct buffer *out, const char *path)
{
    while (*path != '\0') {
        size_t length = strcspn(path, "/\\");
        if (length == 2 && memcmp(path, "..", 2) == 0) {
            const char *slash = out->length > 0 ? memrchr(out->bytes, '/', out->length - 1) : NULL;
            out->length = slash != NULL ? (size_t)(slash + 1 - out->bytes) : 0;
        } else if (length > 0 && !(length == 1 && path[0] == '.')) {
            buffer_add_bytes(out, path, length);
            if (path[length] != '\0')
                buffer_add_byte(out, '/');
        }
        path += length + (path[length] != '\0');
    }
}

/* Where a target stands: from the root with a slash before it, else from the folder of the part that names it. */
static char *resolve(const char *folder, const char *target)
{
    struct buffer path = {0};
    if (target[0] != '/')
        add_segments(&path, folder);
    add_segments(&path, target);
    buffer_add(&path, "");
    path.bytes[path.length] = '\0';
    return buffer_take(&path);
}

static bool start_relation(void *context, const char *name, const char **attributes, struct err *err)
{
    struct relations *relations = context;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    (void)err;
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return true;
    if (relations->count == RELATIONS_MOST)
        return true;
    relations->list = memory_resize(relations->list, relations->count + 1, sizeof *relations->list);
    relations->list[relations->count++] =
        (struct relation){memory_copy(id), memory_copy(type), resolve(relations->folder, target)};
    return true;
}

static bool relations_read(struct relations *relations, struct archive *archive, const char *part, struct err *err)
{
    static const struct xml_handler handler = {.start = start_relation};
    const char *slash = strrchr(part, '/');
    size_t folder = slash != NULL ? (size_t)(slash + 1 - part) : 0;
    struct buffer path = {0}, links = {0};
    buffer_add_bytes(&path, part, folder);
    buffer_format(&links, "%s_rels/%s.rels", buffer_text(&path), part + folder);
    *relations = (struct relations){.folder = buffer_text(&path)};
    bool done = xml_read(archive, buffer_text(&links), &handler, relations, err);
    buffer_release(&path);
    buffer_release(&links);
    return done;
}

static void relations_release(struct relations *relations)
{
    for (size_t i = 0; i < relations->count; i++) {
        free(relations->list[i].id);
        free(relations->list[i].type);
        free(relations->list[i].part);
    }
    free(relations->list);
}

/* Types are addresses; the usual and the strict form of OOXML differ in all but their last word. */
static bool is_of_type(const struct relation *relation, const char *word)
{
    const char *slash = strrchr(relation->type, '/');
    return slash != NULL && strcmp(slash + 1, word) == 0;
}

static const char *part_of_type(const struct relations *relations, const char *word)
{
    for (size_t i = 0; i < relations->count; i++)
        if (is_of_type(&relations->list[i], word))
            return relations->list[i].part;
    return NULL;
}

/* ---- the workbook ---- */

struct frame {
    struct workbook *workbook;
    const struct relations *relations;
    int sheets; /* said, whether they are there or not: each looks through the relations */
};

static bool add_sheet(struct frame *frame, const char **attributes, struct err *err)
{
    struct workbook *workbook = frame->workbook;
    const char *name = xml_attribute(attributes, "name"), *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");
    if (frame->sheets++ == SHEETS_MOST)
        return err_set(err, ERR_INPUT, _("The workbook has more than %d sheets. Save the list alone."), SHEETS_MOST);
    for (size_t i = 0; name != NULL && id != NULL && i < frame->relations->count; i++) {
        const struct relation *relation = &frame->relations->list[i];
        if (strcmp(relation->id, id) != 0 || !is_of_type(relation, "worksheet"))
            continue;
        workbook->sheets = memory_resize(workbook->sheets, workbook->count + 1, sizeof *workbook->sheets);
        workbook->sheets[workbook->count++] = (struct workbook_sheet){memory_copy(name), memory_copy(relation->part),
                                                                      state != NULL && strcmp(state, "visible") != 0};
        break;
    }
    return true;
}

static bool start_frame(void *context, const char *name, const char **attributes, struct err *err)
{
    struct frame *frame = context;
    if (strcmp(name, "workbookPr") == 0)
        frame->workbook->is_1904 = xml_is_true(xml_attribute(attributes, "date1904"));
    return strcmp(name, "sheet") != 0 || add_sheet(frame, attributes, err);
}

/* A zip file that is no workbook, by a part that only its kind has. */
static bool refuse_other_kind(const struct archive *archive, struct err *err)
{
    static const struct {
        const char *part, *name;
    } kinds[] = {
        {"word/document.xml", N_("a Word document")},         {"ppt/presentation.xml", N_("a presentation")},
        {"xl/workbook.bin", N_("a binary workbook (.xlsb)")}, {"content.xml", N_("an OpenDocument file (.ods)")},
        {"Index/Document.iwa", N_("a Numbers document")},     {"AndroidManifest.xml", N_("a program")},
    };
    const char *name = N_("a packed archive; unpack it first");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (archive_has(archive, kinds[i].part)) {
            name = kinds[i].name;
            break;
        }
    return err_set(err, ERR_INPUT,
                   _("This file is no list: it seems to be %s. Save the list as .xlsx or CSV in the program it comes "
                     "from."),
                   _(name));
}

/* Where the workbook's own part stands; NULL when it is none. */
static char *find_workbook_part(struct archive *archive, struct err *err)
{
    struct relations relations = {0};
    char *part = NULL;
    if (archive_has(archive, "_rels/.rels")) {
        if (relations_read(&relations, archive, "", err))
            part = memory_copy(part_of_type(&relations, "officeDocument"));
        else
            part = memory_copy("");
        relations_release(&relations);
    }
    if (part == NULL)
        part = memory_copy("xl/workbook.xml");
    return part;
}

bool workbook_read(struct workbook *workbook, struct archive *archive, struct err *err)
{
    static const struct xml_handler handler = {.start = start_frame};
    struct relations relations = {0};
    *workbook = (struct workbook){0};
    char *part = find_workbook_part(archive, err);
    bool done = part[0] != '\0';
    if (done && (!archive_has(archive, part) || strstr(part, ".xml") == NULL || strncmp(part, "word/", 5) == 0 ||
                 strncmp(part, "ppt/", 4) == 0))
        done = refuse_other_kind(archive, err);
    if (done) {
        struct frame frame = {.workbook = workbook, .relations = &relations};
        done = relations_read(&relations, archive, part, err) && xml_read(archive, part, &handler, &frame, err);
        workbook->strings_part = memory_copy(part_of_type(&relations, "sharedStrings"));
        workbook->styles_part = memory_copy(part_of_type(&relations, "styles"));
    }
    relations_release(&relations);
    free(part);
    return done;
}

void workbook_release(struct workbook *workbook)
{
    for (size_t i = 0; i < workbook->count; i++) {
        free(workbook->sheets[i].name);
        free(workbook->sheets[i].part);
    }
    free(workbook->sheets);
    free(workbook->strings_part);
    free(workbook->styles_part);
    *workbook = (struct workbook){0};
}
