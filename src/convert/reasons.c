#include "reasons.h"
#include "gatepost/utf8.h"
#include <string.h>

/* How grave, by the end of a keyword; one without an end is an error until the printer says otherwise. */
static const struct grave {
    const char *end;
    int weight;
} graves[] = {{"-error", 3}, {"-warning", 1}, {"-report", 0}};

static int weigh(const char *keyword, char *plain, size_t size)
{
    text_copy(plain, size, keyword);
    for (size_t i = 0; i < sizeof graves / sizeof graves[0]; i++) {
        size_t length = strlen(plain), end = strlen(graves[i].end);
        if (length > end && strcmp(plain + length - end, graves[i].end) == 0) {
            plain[length - end] = '\0';
            return graves[i].weight;
        }
    }
    return strcmp(keyword, "none") == 0 ? 0 : 2;
}

bool reason_plain(const char *keyword, char *plain, size_t size)
{
    return weigh(keyword, plain, size) > 0;
}

void reasons_gravest(ipp_attribute_t *reasons, char *plain, size_t size)
{
    int gravest = 0;
    char one[128];
    text_copy(plain, size, "none");
    for (int i = 0; i < ippGetCount(reasons); i++) {
        const char *keyword = ippGetString(reasons, i, NULL);
        int weight = keyword != NULL ? weigh(keyword, one, sizeof one) : 0;
        if (weight > gravest) {
            gravest = weight;
            text_copy(plain, size, one);
        }
    }
}

void reasons_of_job(ipp_attribute_t *reasons, char *plain, size_t size)
{
    static const char *const telling[] = {"account-",
                                          "cups-held-for-authentication",
                                          "job-held-",
                                          "job-hold-",
                                          "job-password-wait",
                                          "job-release-wait",
                                          "printer-stopped",
                                          "resources-are-not-ready",
                                          NULL};
    text_copy(plain, size, "none");
    for (int i = 0; i < ippGetCount(reasons); i++)
        for (int k = 0; telling[k] != NULL; k++) {
            const char *keyword = ippGetString(reasons, i, NULL);
            if (keyword != NULL && strncmp(keyword, telling[k], strlen(telling[k])) == 0)
                text_copy(plain, size, keyword);
        }
}
