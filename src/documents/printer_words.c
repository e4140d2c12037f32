#include "printer_words.h"
#include "gatepost/words.h"
#include <stddef.h>
#include <string.h>

struct printer_word {
    const char *keyword, *words;
};

static const struct printer_word reasons[] = {
    {"media-empty", N_("out of paper")},
    {"media-needed", N_("wants paper put in")},
    {"media-low", N_("paper is low")},
    {"media-jam", N_("paper jam")},
    {"input-tray-missing", N_("paper tray missing")},
    {"input-media-size-change", N_("wants paper of another size")},
    {"input-cannot-feed-size-selected", N_("cannot feed this paper size")},
    {"output-area-full", N_("output tray full")},
    {"output-area-almost-full", N_("output tray almost full")},
    {"output-tray-missing", N_("output tray missing")},
    {"toner-empty", N_("out of toner")},
    {"toner-low", N_("toner is low")},
    {"marker-supply-empty", N_("out of ink or toner")},
    {"marker-supply-missing", N_("ink or toner cartridge missing")},
    {"marker-supply-low", N_("ink or toner is low")},
    {"marker-waste-full", N_("waste toner box full")},
    {"marker-waste-almost-full", N_("waste toner box almost full")},
    {"marker-ribbon-empty", N_("ribbon used up")},
    {"developer-empty", N_("out of developer")},
    {"developer-low", N_("developer is low")},
    {"fuser-over-temp", N_("too hot, wait until it has cooled")},
    {"fuser-under-temp", N_("warming up")},
    {"opc-life-over", N_("drum worn out")},
    {"opc-near-eol", N_("drum nearly worn out")},
    {"cover-open", N_("cover open")},
    {"door-open", N_("door open")},
    {"interlock-open", N_("cover open")},
    {"interpreter-resource-unavailable", N_("too little memory in the printer")},
    {"spool-area-full", N_("takes no more data for now")},
    {"paused", N_("printer|paused")},
    {"moving-to-paused", N_("being paused")},
    {"stopped-partly", N_("partly stopped")},
    {"stopping", N_("printer|stopping")},
    {"shutdown", N_("switched off")},
    {"power-down", N_("switched off")},
    {"offline", N_("printer|offline")},
    {"connecting-to-device", N_("printer|connecting")},
    {"timed-out", N_("does not answer")},
    {"identify-printer-requested", N_("wants to be identified")},
    {"hold-new-jobs", N_("holds new jobs")},
    {"deactivated", N_("printer|deactivated")},
    {"testing", N_("testing itself")},
    {"cups-missing-filter", N_("driver incomplete")},
    {"cups-insecure-filter", N_("driver not secure, refused")},
    {"cups-waiting-for-job-completed", N_("waiting for the printer to finish")},
    /* of the job */
    {"printer-stopped", N_("printer stopped")},
    {"printer-stopped-partly", N_("partly stopped")},
    {"job-hold-until-specified", N_("held until a set time")},
    {"job-held-on-create", N_("printer|held")},
    {"job-held-for-review", N_("held for review")},
    {"job-held-for-release", N_("to be released at the printer")},
    {"job-release-wait", N_("to be released at the printer")},
    {"job-password-wait", N_("wants the password at the printer")},
    {"resources-are-not-ready", N_("wants other paper")},
    {"account-authorization-failed", N_("print account refused")},
    {"account-closed", N_("print account closed")},
    {"account-limit-reached", N_("print limit reached")},
    {"account-info-needed", N_("print account wanted")},
    {"cups-held-for-authentication", N_("wants a name and password")},
    {NULL, NULL},
};
static const struct printer_word states[] = {
    {"ready", N_("printer|idle")},
    {"busy", N_("printer|printing")},
    {"stopped", N_("printer|stopped")},
    {"refusing", N_("takes no jobs")},
    {NULL, NULL},
};

static const char *find(const struct printer_word *words, const char *keyword)
{
    while (words->keyword != NULL && strcmp(words->keyword, keyword) != 0)
        words++;
    return words->words;
}

const char *printer_reason_words(const char *keyword)
{
    const char *words = find(reasons, keyword);
    if (words != NULL)
        return words_context(words);
    return keyword[0] == '\0' || strcmp(keyword, "none") == 0 ? "" : _("look at the printer");
}

const char *printer_state_words(const char *state)
{
    const char *words = find(states, state);
    return words != NULL ? words_context(words) : "";
}
