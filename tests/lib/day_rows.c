#include "day_rows.h"

const struct passage day_rows[] = {
    /* The duty officer comes, reads what is new, and hands the desk to the guard. */
    {"05:50", "[您是谁|Who are you] wxy Enter [密码|PIN] 2468 Enter [接班查看|Shift start] Enter", ""},
    {"05:52",
     "[未读公告 1|Notices to read 1] F9 (公告|Notices) Enter Enter [还没读：王秀英|Not read yet: 王秀英] Enter "
     "[已读：今晚|Read: 今晚] Esc",
     ""},
    {"05:55", "F12 ln Enter 1357 Enter [值班:李娜|On duty: 李娜] F7 !李娜", ""},

    /* Eight keys. Once a household in two days; the next is told so before anything is saved. */
    {"06:01",
     "fbl [余1次|1 left] Enter [今天还可外出1人次|1 of 1 left] 365 Enter #8 [已登记 06:01 出 冯波丽|Saved 06:01 Out "
     "冯波丽]",
     "out resident 冯波丽 1-1-101 36.5 admitted"},
    {"06:03", "hjj Enter 364 Enter #8 [已登记 06:03 出 黄娟建|Saved 06:03 Out 黄娟建]",
     "out resident 黄娟建 1-2-202 36.4 admitted"},
    {"06:10",
     "flc [!限|!used] Enter [已用完|Exit quota used] 365 Enter [劝返请按回车|Enter turns] Enter [劝返|Turned away]",
     "out resident 冯兰春 1-1-101 36.5 turned_away reason=(外出限次已用完|exit quota used)"},
    {"06:15", "hgj [!限|!used] Enter 366 Enter Left Enter (急诊就医) Enter [特批放行|admitted although denied]",
     "out resident 黄刚佳 1-2-202 36.6 admitted because=急诊就医"},
    {"06:16", "[黄刚佳 (李娜): 急诊就医] F8 F8 Esc [^黄刚佳 (李娜)]", ""},
    {"06:20", "hgj Enter [(*)进|(*)In] 366 Enter", "in resident 黄刚佳 1-2-202 36.6 admitted"},

    /* Who is observed stays at home; who is looked for is pointed out. */
    {"07:01", "lxy [!不得外出|!May not go out] Enter [居家观察第3天] [排查组] 365 Enter [原因|Reason] Enter",
     "out resident 刘霞英 1-1-301 36.5 turned_away reason=(居家观察|Observation)"},
    {"07:05", "lfx Enter 365 Enter Left Enter (透析) Enter [特批放行|admitted although denied]",
     "out resident 刘芳欣 1-1-301 36.5 admitted because=透析"},
    {"07:06", "[刘芳欣 (李娜): 透析] F8 F8 Esc [^刘芳欣 (李娜)]", ""},
    {"07:11", "zqg Enter [! 排查组找此人核对行程] 363 Enter [再按一次回车|Enter once more] Enter [已登记|Saved]",
     "out resident 张强国 1-2-402 36.3 admitted"},

    /* Passes: void, lost. Of several who live there it is asked who it is. */
    {"07:21",
     "A-0005 Enter [请选是谁|Who is it?] Enter [已作废|was voided] [居委会] 362 Enter Enter [劝返|Turned away]",
     "out tenant 赵春勇 2-1-101 36.2 turned_away pass=A-0005 reason=(出入证已作废|pass is void)"},
    {"07:23", "A-0006 Enter Enter [已挂失|reported lost] 362 Enter Enter [劝返|Turned away]",
     "out resident 郑兰伟 2-2-202 36.2 turned_away pass=A-0006 reason=(出入证已挂失|pass reported lost)"},
    {"07:25",
     "A-0006 Enter Enter [已挂失|reported lost] 362 Enter Left Enter (本人认识) Enter [特批放行|admitted although "
     "denied]",
     "out resident 郑兰伟 2-2-202 36.2 admitted pass=A-0006 because=本人认识"},
    {"07:27", "[郑兰伟 (李娜): 本人认识] F8 F8 Esc [^郑兰伟 (李娜)]", ""},

    /* Back again: too late is said, out of an observed household too. A courier by four digits in nine keys. */
    {"08:01", "hjj Enter [(*)进|(*)In] 364 Enter", "in resident 黄娟建 1-2-202 36.4 admitted"},
    {"08:03", "6011 Enter 365 Enter #9 [周远航]", "in courier 周远航 - 36.5 admitted plate=粤E86011"},
    {"08:10", "lfx Enter [! 居家观察第3天] 365 Enter", "in resident 刘芳欣 1-1-301 36.5 admitted"},
    {"08:13", "6011 Enter 365 Enter", "out courier 周远航 - 36.5 admitted plate=粤E86011"},
    {"08:21", "6012 Enter 365 Enter", "in courier 马远航 - 36.5 admitted plate=粤E86012"},
    {"08:33", "6012 Enter 366 Enter", "out courier 马远航 - 36.6 admitted plate=粤E86012"},
    {"08:35", "6013 Enter 365 Enter", "in courier 孙远航 - 36.5 admitted plate=粤E86013"},
    {"08:39", "6013 Enter 365 Enter", "out courier 孙远航 - 36.5 admitted plate=粤E86013"},

    /* Fever: a harmless second reading; a confirmed one is held and followed step by step. */
    {"08:41", "sjf Enter 374 Enter [复测|Retest] 368 Enter [36.8]", "out resident 孙军芳 3-2-402 37.4/36.8 admitted"},
    {"08:45", "xhl Enter 376 Enter 375 [发热 37.6/37.5|fever 37.6/37.5] Enter [请把人留住|keep the person here]",
     "out resident 徐红兰 3-1-301 37.6/37.5 held reason=(发热 37.6/37.5|fever 37.6/37.5)"},
    {"08:46", "[徐红兰 37.5 (李娜)] F8 F8 Esc Esc Ctrl-B [徐红兰] 1 (南门留观帐篷) Enter [已隔离|isolated] Esc F7", ""},
    {"08:48", "xhl Enter [应在 南门留观帐篷|should be isolated] 365 Enter Enter [劝返|Turned away]",
     "out resident 徐红兰 3-1-301 36.5 turned_away reason=(应在隔离|should be isolated)"},
    {"08:50",
     "Esc Ctrl-B 2 (社区医院) Enter [已上报|reported] 3 [已叫救护车|ambulance called] ~30 4 (粤E120) Enter "
     "[已到|ambulance here] 5 (市一医院) Enter [已移交|handed over] "
     "6 [只有值班长或登记员|Only a duty officer or a clerk] Esc F7",
     ""},

    {"09:01", "6021 Enter 365 Enter", "in service 何远航 - 36.5 admitted plate=粤E86021"},
    {"09:02", "[外出超时|Out past the limit] bell:5 F8 F8 Esc", ""},
    {"09:04", "zlw Enter 365 Enter", "in resident 郑兰伟 2-2-202 36.5 admitted"},

    /* Visitors: whom they visit is asked; an observed household; turned away; announced. */
    {"09:05", "(贺知秋) Enter Enter [请填|Fill in the room] 3-1-301 Enter 364 Enter [贺知秋]",
     "in visitor 贺知秋 3-1-301 36.4 admitted"},
    {"09:08", "(贺秋白) Enter 1-1-301 Enter [东西放门口|under observation: leave things] 364 Enter [贺秋白]",
     "in visitor 贺秋白 1-1-301 36.4 admitted"},
    {"09:12", "(贺双卿) Enter 3-1-301 Enter 364 Ctrl-G Right Enter (来自疫区) Enter [劝返|Turned away]",
     "in visitor 贺双卿 3-1-301 36.4 turned_away reason=来自疫区"},
    {"09:31", "qdd [预约|expected] Enter 365 Enter #8 [钱多多]",
     "in visitor 钱多多 3-2-402 36.5 admitted purpose=探亲"},
    {"09:40", "fbl [超时|over: out] Enter [已出3小时39分|Out 3 h 39 min] 365 Enter",
     "in resident 冯波丽 1-1-101 36.5 admitted"},
    {"09:51", "qdd Enter 365 Enter", "out visitor 钱多多 3-2-402 36.5 admitted"},
    {"09:52", "[事件超时未处置|Incident without a step] F8 F8 Esc", ""},
    {"09:58", "zqg Enter 363 Enter Enter", "in resident 张强国 1-2-402 36.3 admitted"},
    {"10:04", "6011 [今日1/2趟|trips 1/2] Enter 365 Enter", "in courier 周远航 - 36.5 admitted plate=粤E86011"},
    {"10:13", "6011 Enter 365 Enter", "out courier 周远航 - 36.5 admitted plate=粤E86011"},
    {"10:17", "zyx Enter 365 Tab Tab Tab Tab 6041 Ctrl-S", "out tenant 赵英霞 2-1-101 36.5 admitted plate=粤E86041"},
    {"10:19", "sjf Enter 365 Enter", "in resident 孙军芳 3-2-402 36.5 admitted"},
    {"11:05", "qdd [^预约|expected] Enter 3-2-402 Enter 365 Enter", "in visitor 钱多多 3-2-402 36.5 admitted"},

    /* A parcel comes, is spoken of and handed out. What a guard may not do is said. */
    {"11:32", "Esc F9 (快递|Parcel) Enter F7 3-1-101 Enter Enter [已保存|Saved] Esc Esc F7", ""},
    {"11:35", "(zjg 3-1-101) Enter [快递货架上有 1 件|On the parcel shelf: 1] 365 Enter",
     "out resident 周军刚 3-1-101 36.5 admitted"},
    {"11:41", "Esc F9 (快递|Parcel) Enter Enter [周军刚] Enter [已领取|Collected] Esc F7", ""},
    {"11:44", "(zjg 3-1-101) Enter [^快递货架上有|On the parcel shelf] 365 Enter",
     "in resident 周军刚 3-1-101 36.5 admitted"},
    {"11:50", "Esc F9 (出入证|Passes) Enter F7 [只有值班长或登记员|Only a duty officer or a clerk] Esc F7", ""},
    {"12:02", "[预约未到|Did not come] F8 F8 Esc", ""},

    /* Too many trips; the locked desk rings and tells no names; the change of officer keeps what is half typed. */
    {"13:02", "6011 [!今日2/2趟|!trips 2/2] Enter [今天已进2趟|has come in 2 times] 365 Enter Enter [劝返|Turned away]",
     "in courier 周远航 - 36.5 turned_away plate=粤E86011 reason=(超过每天趟数|too many trips)"},
    {"13:05", "6011 Enter 365 Enter Left Enter (送药) Enter [特批放行|admitted although denied]",
     "in courier 周远航 - 36.5 admitted plate=粤E86011 because=送药"},
    {"13:06", "[周远航 (李娜): 送药] F8 F8 Esc [^周远航 (李娜)]", ""},
    {"13:16",
     "syj [> 孙燕建] Ctrl-\\ [已锁定|Locked] [^孙燕建] ~70 [外出超时|Out past the limit] [^赵英霞] 1357 Enter [> "
     "孙燕建] "
     "Ctrl-U F8 F8 Esc",
     ""},
    {"13:26",
     "A-0005 Enter Enter [已作废|was voided] 365 Enter Left Enter (住户本人) Enter [特批放行|admitted although denied]",
     "in tenant 赵英霞 2-1-101 36.5 admitted pass=A-0005 because=住户本人"},
    {"13:29", "[赵英霞 (李] F8 F8 Esc [^赵英霞 (李]", ""},
    {"14:01",
     "xym Enter 36 F12 wxy Enter 2468 Enter !王秀英 [值班:王秀英|On duty: 王秀英] [徐勇明 3-1-301] [36 ] 5 Enter",
     "out resident 徐勇明 3-1-301 36.5 admitted"},
    {"14:04", "Esc Ctrl-B 6 Right Down (市一医院收治) Ctrl-S [已保存|Saved] Esc F7", ""},
    {"14:32", "xym Enter 365 Enter", "in resident 徐勇明 3-1-301 36.5 admitted"},

    /* The other gate logs meanwhile. */
    {"16:02", "lhg [> 李海国]", ""},
    {"16:02", "@gate.add 何芳佳 in 36.5", "in resident 何芳佳 5-2-202 36.5 admitted by 李娜 at 东门"},
    {"16:02", "[> 李海国] Enter 365 Enter [李海国]", "out resident 李海国 2-1-301 36.5 admitted"},
    {"16:32", "lhg Enter 365 Enter", "in resident 李海国 2-1-301 36.5 admitted"},

    /* For an hour passes are asked for. */
    {"19:41", "@setting.set pass.asked residents", ""},
    {"19:41",
     "wml Enter [出入证|Pass] Enter [没有出示填|where none is shown] - Enter [无证不得出入|nobody goes through] 364 "
     "Enter Enter [劝返|Turned away]",
     "out tenant 吴明兰 3-2-202 36.4 turned_away pass=- reason=(无出入证|no pass)"},
    {"19:44", "wjf Enter A-0011 Enter [出入证A-0011是3-1-301的|belongs to 3-1-301] 364 Enter",
     "out tenant 吴佳峰 3-2-202 36.4 admitted pass=A-0011"},
    {"19:47", "chj Enter - Enter 364 Enter Left Enter (买药) Enter [特批放行|admitted although denied]",
     "out resident 陈辉佳 2-2-402 36.4 admitted pass=- because=买药"},
    {"19:48", "[陈辉佳 (王秀英): 买药] F8 F8 Esc [^陈辉佳 (王秀英)]", ""},
    {"19:50", "@setting.set pass.asked no", ""},
    {"20:10", "wjf Enter 365 Enter", "in tenant 吴佳峰 3-2-202 36.5 admitted"},
    {"20:12", "chj Enter 365 Enter", "in resident 陈辉佳 2-2-402 36.5 admitted"},
    {"20:15", "(贺知秋) Enter 365 Enter [已登记|Saved] Ctrl-Z [已撤销|Undone]", ""},

    /* The curfew: closed by hand, taken back and done again as one; whoever is written down late is closed by the
       clock. */
    {"22:01", "[过门禁仍在内|Inside past curfew] F8 F8 Esc", ""},
    {"22:02",
     "Esc F12 ln Enter 1357 Enter Ctrl-W 2 Ctrl-G [只有值班长或登记员|Only a duty officer or a clerk] "
     "F12 wxy Enter 2468 Enter Esc F7",
     ""},
    {"22:05",
     "Esc Ctrl-W 2 {presence} Ctrl-G Enter [系统已关闭15条|15 entries closed] Ctrl-Z [超时 15|over 15] Ctrl-Y "
     "[^超时|over] #closed",
     ""},
    {"22:06", "2 {presence} Esc F7", ""},
    {"22:20", "(贺晚归) Enter 3-1-301 Enter 365 Tab Tab Tab Tab Tab Tab Tab Tab 21:50 Ctrl-S [贺晚归]",
     "21:50 in visitor 贺晚归 3-1-301 36.5 admitted"},
    {"22:22", "[过门禁仍在内|Inside past curfew] F8 F8 Esc Esc Ctrl-W 2 {presence} Esc F7", ""},
    {"24:01", "Esc Ctrl-W 2 #closed {presence} Esc", ""},
    {"24:05", "F9 (检查点|Post) Enter Ctrl-Left {day} Esc", ""},
    {"24:10",
     "F7 (贺知秋) Enter [系统已关闭其进入|closed by the system] F6 [现在才真正离开|leaves only now] Enter 365 Enter "
     "[贺知秋]",
     "out visitor 贺知秋 3-1-301 36.5 admitted"},
    {"24:30", "Esc F8 F8 F8 F8 Esc [无未处理告警|No open alarms] bell:13 Ctrl-W {presence} Esc", ""},
};
const int day_row_count = sizeof day_rows / sizeof day_rows[0];

const char day_alarms[] = "curfew 16,expected 1,fever 1,incident 1,overdue 2,override 6";
const char day_parcels[] = "周军刚 collected";
