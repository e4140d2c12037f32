#include "evening_rows.h"

#define CALLS "F9 (=Calls after release) Enter [=Calls after release] "

const char evening_round[] = "the round";

const struct passage evening_rows[] = {
    /* What has been standing is acknowledged: what comes is seen. */
    {"18:00", "F8 F8 F8 F8 F8 F8 Esc {check quiet} {rung 0}", ""},
    {">18:00", "{check quiet} {rung 0}", ""},
    {"18:00", evening_round, ""},

    /* Every desk hears of the fever. */
    {">18:09", "[=Abnormal reading] [$story $fever 37.6] {rung 1}", ""},

    {"18:25", "{rung 1} [=Incident without a step] F8 F8 F8 F8 F8 Esc {check quiet}", ""},

    /* Somebody under observation at the gate: what is said before anything is saved; denied. */
    {">18:30",
     "F7 ($gate $story) [!$maynot] Enter [不得外出] [$call] [$gateterm] "
     "{check nothing logged} 365 Enter [(*)劝返|(*)Turned away] {check nothing logged} Enter [=Turned away] "
     "{check denied} {rung 0}",
     ""},
    /* Let out with a reason: every desk hears of it. */
    {">18:31",
     "($gate $story) Enter 365 Enter Left Enter Enter {check denied} (急诊透析) Enter [特批放行|admitted although "
     "denied] "
     "[=Observed person out] [南门 $story $gate (张志远): 急诊透析] Esc {check let out} {rung 1}",
     ""},
    {"18:32",
     "[=Observed person out] [南门 $story $gate (张志远): 急诊透析] {rung 1} {check contradicts out} F8 F8 Esc "
     "[^急诊透析] {check noted}",
     ""},
    {">18:33", "[^(张志远): 急诊透析] {check noted}", ""},
    {">18:40", "F7 ($gate $story) Enter [居家观察期间外出过|Was out while under home observation] 364 Enter [=In] Esc",
     ""},
    {"18:41", "{check contradicts nothing}", ""},

    /* The household's whole story: two things are added to it from there, and it is read. */
    {"18:45",
     "2 F4 ($gate) Enter # [=Booklet] [$story] 2 F7 (医务人员) Tab Tab Tab Tab (咽痛，已嘱多喝水) Ctrl-S "
     "[已保存|Saved] 3 F7 (第一小组) Tab Tab (体温偏高) Tab (退热贴) Ctrl-S [已保存|Saved]",
     ""},
    {"18:46", "1 {check chart fever} Down {check chart gate} 6 {size 99x110} {check story} {size 120x40} Esc Esc 1",
     ""},

    /* One more is taken under observation: the gates know it at once, for all who live there. */
    {"18:50",
     "2 F7 ($new) Enter [=! Saving flags the household: nobody of it goes out any more.] Tab Tab Tab (密接同事) Ctrl-S "
     "[已保存|Saved] "
     "{check new} {check pane} 1",
     ""},
    {">18:50",
     "{check pane} F7 ($mate $newroom) [!$maynot] Enter [居家观察中|under home observation] [$newterm] 365 Enter Enter "
     "[=Turned away] {check mate} Esc",
     ""},

    /* What contradicts itself is said before it is saved where that can be known, and rings at the other desk. */
    {"19:01", "{rung 0} 2 F7 ($out) Enter [外出未归|Out according to the gates since] Esc 1", ""},
    {"19:01",
     "F9 (=People) Enter F4 ($moved) Enter F2 Tab Tab Ctrl-U ($outroom) Enter [已保存|Saved] [=Observed elsewhere] Esc "
     "Esc",
     ""},
    {">19:01", "[=Observed elsewhere] [$movedroom $moved → $outroom] {rung 1}", ""},
    {">19:02",
     "Ctrl-V F7 ($vacantroom) Enter (丁一凡) [正在居家观察：请访客|is under observation] Ctrl-S [已保存|Saved] "
     "[=Visitor expected] Esc",
     ""},
    {"19:02", "[=Visitor expected] [$vacantroom 丁一凡] {rung 2}", ""},
    {"19:03",
     "2 F4 ($vacant) Enter # F2 Tab Tab Tab Tab Tab Tab Tab Tab Right Right [=Vacant] Ctrl-S [已保存|Saved] [=Vacant, "
     "observed]",
     ""},
    {">19:03", "[=Vacant, observed] [$vacantroom $vacant] {rung 2}", ""},
    {"19:04",
     "* ($helper) Enter [那一户也在居家观察中|which is under observation itself] Ctrl-S [已保存|Saved] {check helper} "
     "[=Helper is observed]",
     ""},
    {">19:04", "[=Helper is observed] [$helperroom $helper → $vacantroom] {rung 1}", ""},
    {"19:05", "{check contradicts four} Ctrl-Z [已撤销|Undone] Ctrl-Z [已撤销|Undone] Esc Esc Ctrl-Z [已撤销|Undone] 1",
     ""},
    {">19:06",
     "Ctrl-V F4 (丁一凡) Enter Delete (不来了) Enter [已作废|Voided] Esc Esc [^=Observed elsewhere] "
     "[^=Visitor expected] [^=Helper is observed] [^=Vacant, observed]",
     ""},
    {"19:07", "{check contradicts nothing} [^=Observed elsewhere] [^=Visitor expected]", ""},

    /* An incident that took somebody away contradicts the observation until that ends, too; the household's flag stays
       while another is observed there. */
    {"19:08", "Ctrl-B F4 ($fever) Enter 6 Right Down (市一医院收治) Ctrl-S [已保存|Saved] Esc Esc Esc", ""},
    {">19:08", "[=Taken, still observed] [$story $fever] {rung 2}", ""},
    {"19:09",
     "{check contradicts taken} F9 (=Home observation) Enter F4 ($fever) Enter 3 Tab (市一医院收治) Enter "
     "{check left} "
     "{check contradicts nothing} Esc Esc {check pane}",
     ""},

    /* Nothing is left to be done tonight. */
    {"19:10", "= [>$newroom ] 365 Enter [$rounddone] Esc", ""},
    {"20:05", "F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 Esc {check quiet}", ""},
    {"22:05", "F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 F8 Esc {check quiet}", ""},
    {">23:59", "{check pane}", ""},

    /* The term that ended at midnight asks for its release at every desk, and nothing ends by itself. */
    {"24:01", "[=Term complete] [$endsroom $ends] {check pane} {check asks} {check not ended}", ""},
    {">24:02",
     "[=Term complete] [$endsroom $ends] {check pane} F7 ($ends $endsroom) [!$maynot] Enter "
     "[$endsterm] 365 Enter Enter [劝返|Turned "
     "away] "
     "{check not ended} Esc",
     ""},
    /* Released with its papers; readings that are missing are listed and ask for a reason. */
    {"24:05",
     "F9 (=awaiting) Enter Tab [=Awaiting release] {check awaits} F4 ($ends) Enter Ctrl-G {check "
     "missing} "
     "(网格员 谢文斌) Enter (陈大夫) Enter (刘建明) Enter (望江解099号) Enter [请写原因|Write the reason] {check "
     "missing} "
     "{check not ended} (电话补问无异常) Enter [已保存|Saved] {check released} Esc Esc Esc [^$endsroom $ends] {check "
     "pane}",
     ""},
    {">24:06",
     "[^$endsroom $ends] F7 ($ends $endsroom) [^$maynot] Enter [^居家观察中|under home observation] 365 Enter "
     "{check went} "
     "Esc",
     ""},

    /* Called on the days after the release that the settings say, and on no others. */
    {"33:00", CALLS "{check no call} Esc", ""},
    {"57:00", CALLS "{check call 1} End Enter Ctrl-S [已保存|Saved] {check no call} Esc", ""},
    {"81:00", CALLS "{check call 2} End Enter Ctrl-S [已保存|Saved] {check no call} Esc", ""},
    {"105:00", CALLS "{check call 3} End Enter Ctrl-S [已保存|Saved] {check no call} Esc", ""},
    {"129:00", CALLS "{check no call} Esc", ""},
    {"201:00", CALLS "{check call 7} End Enter Ctrl-S [已保存|Saved] {check no call} Esc", ""},
    {"225:00", CALLS "{check no call} Esc", ""},
    {"369:00", CALLS "{check call 14} End Enter Ctrl-S [已保存|Saved] {check no call} Esc", ""},
    {"393:00", CALLS "{check no call} Esc", ""},
};
const int evening_row_count = sizeof evening_rows / sizeof evening_rows[0];
