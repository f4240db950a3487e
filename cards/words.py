"""Every sentence a card says, and how points, times, sizes and rules are written."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from cards.plain import clip
from scoring.parts import shown
from scoring.scheme import Kind, Marked, Rule

LOCAL = timezone(timedelta(hours=8))
NUMERALS = "零一二三四五六七八九十"

BACK, FORWARD = "上一页", "下一页"
CLEAN = "无扣分"
NOT_YET = "还没有选"
TAKEN, SELF_TAKEN = "{count} 条", "扣 {count} 条"
NOT_SCORED = "还没有打分"
NOT_ASSESSED = "还没有自评"
PROPOSED = "材料齐全，建议无扣分"
NO_PROOF = "还没有佐证"
PROVISIONAL = "以上为暂定数，以党组审定后公布的为准。"
JUDGED = "（人工裁量）"
WITHDRAW = "交错了可以撤回，撤回会留下记录。"
KEPT = "选了就已保存，提交前都可以改。"
HIDDEN = "全部交齐前，各位领导互相看不到打分。"
FINAL_STEP = "这一步不能直接撤回，请先核对再点。"

NOT_SO = "现在还没有改动；不对就换个说法再说一次。"
NONE_OF_THESE = "都不是就换个说法再说一次。"
AFTER_TAP = "点“{label}”后："
MORE_ITEMS = "等 {count} 个事项"

HANDOVER = "共 {total} 项任务，已交材料 {papers} 份，{owed}。"
HANDOVER_KEPT = "已交的材料原样保留，两个人都查得到。"
OWED = "{whose}：共 {total} 项任务，{owed}。"
OWED_COUNT = "{count} 项未交"
OWED_LATE = "{count} 项未交，其中 {late} 项已到期"
FILED, UNFILED, UNFILED_LATE, SETTLED = "已交 {count} 份", "未交", "未交，已到期", "通知印发时已办结"
EXEMPT = "免予考核"
LACKING, LACKING_MORE = "{tasks}的材料", "{tasks} 等 {count} 项任务的材料"
HAND_IN = "要交材料，直接把文件发给我就行。"
MISSING = "有 {count} 项任务还没有材料。"
MISSING_AS_OF = "截至 {at}，只发给您，群里不点名。"
AS_OF = "截至 {at}。"

WHICH_ITEM = "这份材料属于哪一项？"
WHICH_ITEM_TOO = "这份材料还归到哪一项？"
USE_AGAIN = "这份材料交过了，直接用？"
ASK_ITEM = "收到“{what}”。请选它属于哪一项："
ASK_ITEM_BY_NAME = "收到“{what}”。没找到相近的事项，请说事项名称或序号。"
ASK_ITEM_TOO = "不用再传。“{what}”还归到哪一项？"
ASK_ITEM_AGAIN = "不用再传。直接用到哪一项？"
KNOWN = "“{name}”{day}已由{by}交到“{task}”。"
RECEIVED, AMENDED = "已收到，登记好了", "已补充，登记好了"
FILED_COUNT = "这一项已交 {count} 份。"
LATE_PAPER = "过了时限才交来：算材料迟交，不算事情迟办。"
WHEN_DONE = "时限{day}已过。那之前就办结的，请说“补充 几月几日完成”。"
LINK_KEPT = "只收到链接，请保留原件。"
PAPERS = "{whose}：共 {count} 份。"
FETCH = "点“取回”，我把材料发给您本人。"

UNPRICED = "办法没有写明分值，由考核办认定"
SAME_CAUSE = "**注意** 同一件事已有记录：{same}"
RELIEF_FOOT = "同意后，这一项的得分依据里会写明文号。"
SITE_FOOT = "看一项记一项，随时可以改；都看完了出核准单。"
SORTING = "加分归口"
SORTING_FOOT = "这里只是按办法写出的建议，由考核办逐件认定。"
CLAIM_TOLD = "认定结果和理由会告诉申报单位。"

UNJUDGED = "弃权，没有评"
NOTED = "您记过，还没有登记"
STEPPED_ASIDE = "回避，由{by}代评"
UNTIL = "，{day}截止"
LEADER_LOOKS = "，看{criteria}"
SPAN = "**最高** {high}　**最低** {low}"
LEADER_SCALE = "每家 0–10 分，最多两位小数"
UNITS_LEFT = "还有 {count} 家没有打分；有扣分的，先点那家单位。"
UNITS_DONE = "都打分了，核对后提交。"
STATE_CAUSE = "事由写清文号、日期、什么事，被扣分的单位看得到。"

KEPT_UP = "本单位全年已交 {papers} 份材料。"
KEPT_UP_READY = "本单位全年已交 {papers} 份材料，{ready} 项可直接确认无扣分。"
ALL_ASSESSED = "各项都已自评，可以提交。"
STILL_OWING = "已填 {filled}/{total}，还差{owing}。"
OWING_ITEMS = "第 {items} 项"
OWING_ITEMS_OF = "第 {items} 项（{who}负责）"
HEAD_NEXT = "提交后由单位负责人确认；再要改，先请负责人退回。"
HEAD_CONFIRMS = "确认后交考核办核准，再要改须说“重开自评”；退回的，经办改好重交。"
ALL_CLEAN = "各项都没有扣分。"
UNPROVEN = "材料不全的事项：{items}。"
PENDING = "未到期、分数暂定的事项：{items}。"
SAME_AS_BEFORE = "和上次提交的一样，没有改动。"
CHANGED_SINCE = "上次提交后改了 {count} 项，其余不变："

AVOIDED = "您回避、由代评人核准的：{units}。"
TOGETHER = "下面 {count} 项有佐证、自评无扣分，可以一起核准。"
TOGETHER_OTHERS = "下面 {count} 项有佐证、自评无扣分，可以一起核准。另有 {others} 项要逐项看。"

FRAUD_EFFECT = "**确认后** 这一项由 {now}变为 0 分，{unit}取消当年评优资格。"
FRAUD_ONLY = "只认定领导小组查实的虚报、瞒报；误填成“无扣分”的按差错更正，不算弄虚作假。"
FRAUD_BY_TWO = "要考核办两位同志先后确认，第二位确认后才生效。"
VETO_EFFECT = "**确认后** {unit}取消当年评先评优资格；得分和名次不变。"

STAGES_FOOT = "阶段可以重叠，关了还能再开，每次都留记录。"
FINAL_FOOT = "集体决定与计算结果不同的，先逐家登记理由，再登记定稿。"
PARTY_EFFECT = "组长确认后，各单位能看到得分和名次，群里也能查排名。"
PUBLISH_EFFECT = "**公布后** {units} 家单位的得分和名次全部锁定，计算依据一并存档；要更正，须另有党组决定。"

CANDIDATES = "六(一)，没有取消评优资格的，按得分排；定几名由领导小组决定。"
TALKS = "六(二)1，成绩较差的，由中心领导视情谈话；几名算较差由领导小组决定。"
ANSWERS = "六(二)2，有扣分通报、一票否决或弄虚作假的，由党组研究决定："
NO_ANSWERS = "六(二)2，今年没有扣分通报、一票否决或弄虚作假的。"
LISTS_FOOT = "名单只发给考核办，定下来以前不要转发。"
CORRECTION_FOOT = "组长确认前，公布的结果不变；原来的版本一直可查。"
STILL_OWED = "还差 {count} 件，只发给考核办："
NOTHING_OWED = "什么都不差了，可以进入下一步。"
FORCE_FOOT = "强制要写理由，当时还差什么会存档；代评和领导评价不能强制。"

OVERALL = "共 {total} 项任务，{done} 项已有材料；{units} 家单位中 {complete} 家已交齐。"
RANKS_LATER = "名次和得分在党组审定以后公布。"
NOT_ELIGIBLE = "已取消当年评先评优资格。"
MORE_DEDUCTED = "另有 {count} 项有扣分。"
ASK_WHY = "想知道哪一项的分怎么来的，回复“为什么”加事项名称。"

NOT_UNDERSTOOD = "没听懂您的意思"
DID_YOU_MEAN = "没听懂，您是想…？"
WHICH_OF_THESE = "您说的是“{heard}”。是下面哪一件？"
SAY_IT_ANEW = "您说的是“{heard}”。请换个说法，或者回复“帮助”。"

GROUP_FILES = "群里的文件我收不到，请点我的头像，在私聊里把文件发给我。"
GROUP_PRIVATE = "这件事请点我的头像，在私聊里办。"

TOO_LARGE = "{what}超过平台上限：{size}，最多 {limit}。"
TOO_MANY_CHOICES = "反问最多给 {most} 个选择，现在有 {count} 个。"
TEMPLATE_LACKS = "模板缺少变量 {name}（类型 {kind}）。"
TEMPLATE_EXTRA = "模板多了变量 {name}，程序不会给它赋值，请删去或给默认值。"
TEMPLATE_TYPE = "变量 {name} 的类型应为 {kind}，模板里是 {found}。"
TEMPLATE_PRIVATE = "变量 {name} 应为公有变量，模板里设成了私有。"
NOT_A_TEMPLATE = "这不是卡片平台导出的模板文件（里面没有 editorData 和 variableList）。"


def owed(count: int, late: int) -> str:
    """How many tasks lack papers, and how many of them are due already."""
    return OWED_LATE.format(count=count, late=late) if late else OWED_COUNT.format(count=count)


OPINION = "提意见"
"""The last button of every card, and its code: it is nobody's own and changes nothing."""
OPINION_BY_WORD = f"有意见请回复“{OPINION}”。"


def reply_by_number(example: str) -> str:
    """How to answer where nothing can be tapped."""
    return f"回复数字，或回复“{example}”："


def asked_after(label: str, wanted: str) -> str:
    """What follows a button whose form cannot be shown."""
    return f"选“{label}”后，我会接着问您：{wanted}。"


def page_title(title: str, here: int, count: int) -> str:
    """The title of one page of a long card."""
    return f"{clip(title, 48)}（{here}/{count}）"


def points(amount: Decimal) -> str:
    """An amount of points: 7.5 分."""
    return f"{shown(amount)} 分"


def signed(amount: Decimal) -> str:
    """A movement of points with its sign: +5, −2."""
    return f"+{shown(amount)}" if amount > 0 else f"−{shown(-amount)}" if amount < 0 else "0"


def span(low: Decimal, high: Decimal) -> str:
    """A range of points, ends included; from 0 means more than 0 (the paper prints no range there)."""
    return f"{shown(low)}–{shown(high)}" if low else f"不超过 {shown(high)}"


def price(rule: Rule, marked: Marked) -> str:
    """What a rule costs, as short as it can be said: −2, 每次 −1, 视情 1–4, 扣完."""
    if rule.kind is Kind.ALL:
        return "扣完"
    amount = span(*marked.limits(rule)) if rule.amount is None else signed(-rule.amount)
    if rule.kind in (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK):
        amount = f"每{rule.per or '项'} {amount}"
    elif rule.has_range:
        amount = f"{rule.degree or '酌情'} {amount}"
    return amount if rule.cap is None else f"{amount}，最多 {signed(-rule.cap)}"


def rule_label(rule: Rule, marked: Marked) -> str:
    """What stands on the button of a rule: what happened and what it costs."""
    return f"{clip(rule.label, 20)} {price(rule, marked)}"


def set_to(count: int, per: str = "") -> str:
    """What stands on a button that sets a count: 记为 3 次."""
    return f"记为 {count} {per or '次'}"


def rest_clean(count: int) -> str:
    """What stands on the button that settles all units left: 其余七家均无扣分."""
    number = NUMERALS[count] if count < len(NUMERALS) else str(count)
    return f"其余{number}家均无扣分"


def moment(at: datetime) -> str:
    """A time as people here write it: 11月23日 20:34."""
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def day_of(when: date) -> str:
    """A day of this year: 12月20日."""
    return f"{when.month}月{when.day}日"


def day(when: date) -> str:
    """A day in full: 2022年12月20日."""
    return f"{when.year}年{when.month}月{when.day}日"


def stamp(who: str, at: datetime, did: str, old: str = "", new: str = "") -> str:
    """The end state of a card: who, when, what, old → new."""
    change = f" {old}→{new}" if old or new else ""
    return f"✔ {who} {moment(at)} {did}{change}"


def file_size(count: int) -> str:
    """The size of a file: 823 字节, 12.3 KB, 4.0 MB."""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
