#include "screens/person_double.h"

#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"

static const char *common(unsigned by)
{
    if (by & DOUBLE_ID)
        return N_("same ID number");
    if ((by & DOUBLE_PHONE) && (by & DOUBLE_HOME))
        return N_("same name, home and phone");
    if (by & DOUBLE_PHONE)
        return N_("same name and phone");
    return by & DOUBLE_HOME ? N_("same name and home") : N_("same phone, another name");
}

void person_double_text(const struct view *view, const struct person *other, unsigned by, char *text, size_t size)
{
    char name[NAME_BYTES];
    struct buffer words = {0};
    application_mask(application_of(view), MASK_NAME, other->name, name, sizeof name);
    buffer_format(&words, "%s%s%s%s%s", name, other->place_label[0] ? " " : "", other->place_label, _(", "),
                  _(common(by)));
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}
