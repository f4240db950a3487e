"""What who speaks, when, where and how changes about the meaning of a sentence. Each judge sees the scores so far."""

import re
from collections.abc import Callable

from bot.understanding.data import any_of
from bot.understanding.intents import Intent
from bot.understanding.names import Named
from bot.understanding.polarity import asks, denies_lack, holds_back, is_plain, may_agree
from bot.understanding.scene import Scene
from bot.usecases.stages import Stage
from storage.records import Role

Scores = dict[Intent, float]
Judge = Callable[[Scores, str, Scene, Named], None]
OFFICE = frozenset({Role.OFFICE, Role.CHIEF})
RUNNERS = OFFICE | {Role.LEADER}
UNIT_PEOPLE = frozenset({Role.STAFF, Role.HEAD})


CONSENT = frozenset({Intent.CONFIRM, Intent.NO_DEDUCTION, Intent.FINISH, Intent.ABSTAIN})
"""What is agreed to or given up by a word."""
NOT_FINISHED = re.compile(r"(完|好|齐)了?(几|多少)|(没|不|未|还没|没有).{0,2}(完成|好|交完|发完|传完|填完|齐|搞定|完)")
REPORT = 18
"""From how many characters on a sentence may be a report."""
BARE_SCORE = re.compile(r"[^扣]{0,12}?(给|打|评)?(\d{1,2}(\.\d{1,2})?|[七八九十](点.{1,2})?)分?半?[。!]?")
ACTING = frozenset(
    {
        Intent.CONFIRM,
        Intent.NO_DEDUCTION,
        Intent.FINISH,
        Intent.STAGE,
        Intent.SCORE,
        Intent.DEDUCT,
        Intent.DEDUCT_REQUEST,
        Intent.ADJUST,
        Intent.CLAIM_BONUS,
        Intent.ASSIGN,
        Intent.DELEGATE,
        Intent.RECORD_DECISION,
        Intent.FREEZE,
        Intent.RECUSE,
        Intent.HAND_IN,
        Intent.SELF_ASSESS,
        Intent.EXPORT,
        Intent.ABSENCE,
    }
)
"""What stores or starts something: a word before it may turn it around."""


def barred(text: str) -> frozenset[Intent]:
    """What the sentence cannot mean: agreement out of a denial, a doubt or a question; any act that is held back."""
    found: set[Intent] = set()
    if not may_agree(text):
        found.add(Intent.CONFIRM)
    if denies_lack(text):
        found.add(Intent.NO_DEDUCTION)
    if any_of("not_abstaining").search(text):
        found.add(Intent.ABSTAIN)
    if asks(text) or NOT_FINISHED.search(text):
        found.add(Intent.FINISH)
    if holds_back(text):
        found |= ACTING | {Intent.ABSTAIN}
        found |= set() if gives_back(text) else {Intent.REJECT}
    return frozenset(found)


def never_consent(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A sentence that denies, doubts, asks or puts off is not agreement."""
    for intent in barred(text) & CONSENT:
        scores.pop(intent, None)


def kinds_of_stage(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """自评还开着吗 and 共性评分关掉 are about the stage, whatever is done in it."""
    if re.search(
        r"(窗口|阶段|通道|入口)|(开着|关掉|关了|开放|开始了|结束了|截止了|能.{0,4}(自评|打分)了?)(吗|没|么|吧|$)", text
    ):
        for what in (Intent.SELF_ASSESS, Intent.SCORE, Intent.POSTPONE):
            if what in scores and Intent.STAGE in scores:
                scores[what] -= 4


def tables_out(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """Whatever a table shows, who wants it as a file exports."""
    if Intent.EXPORT in scores and re.search(r"导|下载|打印|表格|一份.{0,6}表|excel", text):
        for what in (Intent.RANKING, Intent.UNIT_SCORE, Intent.EXPLAIN, Intent.SELF_ASSESS):
            if what in scores:
                scores[what] -= 3


def changed_into(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """由无扣分改为扣0.5 changes a value; the values it names are neither declared nor entered."""
    if re.search(r"(改|调|核)(为|成|定|到)|不是\d|调一下|核为|改判|下调|上调", text) and scene.roles & RUNNERS:
        named_values = [scores.pop(what, 0) for what in (Intent.NO_DEDUCTION, Intent.DEDUCT)]
        if any(named_values):
            scores[Intent.ADJUST] = max(scores.get(Intent.ADJUST, 0), 8)


def gives_back(text: str) -> bool:
    """Whether one clause orders a return by itself: 先别确认，数字不对，退回去."""
    clauses = re.split(r"[，,。；;！!]", text)
    return any(re.search(r"退回|退给|打回|驳回", one) and not holds_back(one) and not asks(one) for one in clauses)


def retractions(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """先别提交, 别确认: nothing goes ahead, whatever else the sentence says."""
    if holds_back(text):
        given_back = scores.get(Intent.REJECT) if gives_back(text) else None
        for intent in ACTING | {Intent.REJECT, Intent.ABSTAIN}:
            scores.pop(intent, None)
        if given_back:
            scores[Intent.REJECT] = given_back
        if not re.search(r"延|推迟|宽限|再|催|提醒", text):
            scores.pop(Intent.POSTPONE, None)


def questions(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A question stores nothing: it asks for the rule, the reason, the state."""
    if not asks(text):
        return
    for intent in (Intent.DEDUCT, Intent.DEDUCT_REQUEST, Intent.ADJUST, Intent.RECORD_DECISION):
        if intent in scores:
            scores[intent] -= 4
    if scores.get(Intent.HAND_IN, 0) < 7:
        scores.pop(Intent.HAND_IN, None)
    if Intent.CLAIM_BONUS in scores:
        scores[Intent.BONUS] = max(scores.get(Intent.BONUS, 0), scores.pop(Intent.CLAIM_BONUS))


def who_owes(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """谁, 哪家 and other units ask who is missing; 我, 我们处 asks what one owes."""
    if re.match(r".{0,6}(我|我们)(这边|这里|手里)?还?(差|剩|欠|有|缺)", text) and Intent.MISSING in scores:
        scores[Intent.OWED] = max(scores.get(Intent.OWED, 0), scores.pop(Intent.MISSING))
        return
    foreign = any(unit.code not in scene.units for unit in named.units)
    others = re.search(r"谁|哪(个|几)?(家|单位|处室|部门|位)|名单|各单位|各处|大家|全部单位|几家|多少家", text)
    if Intent.OWED in scores and (others or (foreign and scene.roles & RUNNERS)):
        scores[Intent.MISSING] = max(scores.get(Intent.MISSING, 0), scores.pop(Intent.OWED))
    if Intent.MISSING in scores and not others and not foreign and not scene.roles & RUNNERS:
        scores[Intent.OWED] = max(scores.get(Intent.OWED, 0), scores.pop(Intent.MISSING))


def why_or_how(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """What was taken is explained, what would be taken is a rule; 为什么 is never a comparison."""
    if Intent.EXPLAIN in scores and re.search(r"为什么|为啥|凭什么|凭啥|怎么会|怎么就|咋就|咋会", text):
        for intent in (
            Intent.COMPARE,
            Intent.UNIT_SCORE,
            Intent.RULE,
            Intent.RANKING,
            Intent.PROGRESS,
            Intent.NO_DEDUCTION,
            Intent.BONUS,
            Intent.DEDUCT,
        ):
            if intent in scores:
                scores[intent] -= 3
    if re.search(r"(比|跟|和|较)上个?月", text) and len(named.units) < 2:
        scores.pop(Intent.COMPARE, None)
    if Intent.EXPLAIN in scores and re.search(r"扣了|被扣|怎么扣的|咋扣的|扣的", text):
        scores[Intent.EXPLAIN] += 2
    elif Intent.RULE in scores and Intent.EXPLAIN in scores and re.search(r"规则|标准|会扣|要扣|扣多少|扣几", text):
        scores[Intent.RULE] += 2


def two_units(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """Two units in one sentence are compared, unless it is a ranking."""
    if len(named.units) >= 2 and (Intent.COMPARE in scores or (asks(text) and re.search(r"和|跟|与|比|还是|、", text))):
        scores[Intent.COMPARE] = max(scores.get(Intent.COMPARE, 0), 7) + 2
    elif Intent.COMPARE in scores and len(named.units) < 2 and Intent.RANKING in scores:
        scores[Intent.COMPARE] -= 2


def opens_stages(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """开始自评 is a stage for the office and one's own work for staff."""
    when = asks(text) or re.search(r"几号|哪天|几时|阶段", text)
    if Intent.STAGE in scores and not when and not scene.roles & OFFICE:
        scores[Intent.STAGE] -= 4
    elif Intent.STAGE in scores:
        for intent in (Intent.SELF_ASSESS, Intent.SCORE, Intent.CONFIRM, Intent.PROGRESS, Intent.RULE):
            if intent in scores:
                scores[intent] -= 3


def confirms_something(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """确认自评 confirms; 退回自评 returns; the word behind is only what."""
    deciding = (
        Intent.CONFIRM,
        Intent.REJECT,
        Intent.WITHDRAW,
        Intent.EXPORT,
        Intent.CORRECT,
        Intent.ADJUST,
        Intent.POSTPONE,
        Intent.PROGRESS,
    )
    for what in (Intent.SELF_ASSESS, Intent.HAND_IN):
        if what in scores and any(decision in scores for decision in deciding):
            scores[what] -= 3
    if Intent.REJECT in scores:
        scores.pop(Intent.CONFIRM, None)
    if Intent.REJECT in scores and Intent.WITHDRAW in scores:
        scores[Intent.REJECT if scene.roles <= {Role.STAFF} else Intent.WITHDRAW] -= 2


def scores_given(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A leader who types a number scores; others do not."""
    if Stage.LEADER in scene.stages and Intent.ADJUST in scores and scene.roles & {Role.LEADER, Role.CHIEF}:
        scores[Intent.SCORE] = scores.pop(Intent.ADJUST) + 1
    if Role.LEADER in scene.roles and re.search(r"\d|[七八九十](点|分)", text) and may_agree(text):
        if Intent.RULE not in scores and BARE_SCORE.fullmatch(named.rest or text):
            scores[Intent.SCORE] = max(scores.get(Intent.SCORE, 0), 8)
            for what in (Intent.DEDUCT, Intent.DEDUCT_REQUEST, Intent.ASSIGN):
                scores.pop(what, None)
    elif Intent.SCORE in scores and not scene.roles & (RUNNERS | {Role.SCORER}):
        scores[Intent.SCORE] -= 1
    if Intent.ABSTAIN in scores:
        for intent in (Intent.SCORE, Intent.RECUSE, Intent.LEAVE):
            if intent in scores:
                scores[intent] -= 2


def bonus_or_not(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A bonus that is claimed is not a paper handed in, nor a question."""
    if Intent.CLAIM_BONUS in scores and Intent.HAND_IN in scores:
        scores[Intent.HAND_IN] -= 2
    if Intent.CLAIM_BONUS in scores and Intent.BONUS in scores and not asks(text):
        scores[Intent.BONUS] -= 2


def deduct_requested(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A request or an adjustment of a deduction is not yet a deduction; a discussed rule is none at all."""
    if Intent.DEDUCT in scores and Intent.SELF_ASSESS in scores and not scene.roles & RUNNERS:
        scores[Intent.DEDUCT] -= 3
    for heavier in (
        Intent.DEDUCT_REQUEST,
        Intent.ADJUST,
        Intent.RECORD_DECISION,
        Intent.CORRECT,
        Intent.NO_DEDUCTION,
        Intent.REPORT_ABUSE,
    ):
        if heavier in scores and Intent.DEDUCT in scores:
            scores[Intent.DEDUCT] -= 2
    if Intent.CORRECT in scores and re.search(r"更正|不对|算错", text):
        scores[Intent.RECORD_DECISION] = scores.get(Intent.RECORD_DECISION, 0) - 5
    if scores.get(Intent.RECORD_DECISION, 0) > 0:
        for what in (Intent.CLAIM_BONUS, Intent.ADJUST, Intent.CONFIRM):
            scores[what] = scores.get(what, 0) - 3
    if Intent.ADJUST in scores and not scene.roles & RUNNERS:
        scores[Intent.ADJUST] -= 4


def reports(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A long sentence of a unit's people about work that is done is a report, whatever else it mentions."""
    if (
        Intent.HAND_IN in scores
        and len(text) >= REPORT
        and scene.roles & UNIT_PEOPLE
        and is_plain(text)
        and not asks(text)
    ):
        scores[Intent.HAND_IN] += 4


def finished(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """自评填完了 ends the form; 3.2做完了 is work done, to be proven."""
    if Intent.FINISH in scores and named.marked is not None and named.by_number:
        scores.pop(Intent.FINISH)
    if Intent.FINISH in scores:
        for what in (Intent.SELF_ASSESS, Intent.HAND_IN, Intent.SCORE, Intent.PROGRESS):
            if what in scores:
                scores[what] -= 4


def taken_back(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """What is taken back is not done: the object behind 取消 or before 撤回 counts for nothing."""
    if Intent.WITHDRAW in scores:
        for what in (ACTING | {Intent.REJECT, Intent.ABSTAIN}) - {Intent.FREEZE}:
            scores.pop(what, None)


def is_vague(intent: Intent, text: str) -> bool:
    """Whether something is to be taken back, but not what: 取消确认 must not cost anybody his paper."""
    return intent is Intent.WITHDRAW and "撤" not in text and bool(any_of("not_papers").search(text))


def assigns_or_delegates(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """Standing in for a while is a delegation, for good an assignment; an absence that names who stands in is one."""
    if Intent.DELEGATE in scores and Intent.ASSIGN in scores:
        scores[Intent.ASSIGN] -= 2
    if Intent.DELEGATE in scores and Intent.ABSENCE in scores:
        scores[Intent.ABSENCE] -= 1.5
    if Intent.ABSENCE in scores and Intent.DEDUCT in scores and scene.roles & (RUNNERS | {Role.SCORER}):
        scores[Intent.ABSENCE] -= 4
    if Intent.ABSENCE in scores and Intent.POSTPONE in scores:
        scores[Intent.POSTPONE] -= 2
    if Intent.ASSIGN in scores and Intent.HAND_IN in scores:
        scores[Intent.HAND_IN] -= 3


ADJUSTMENTS: tuple[Judge, ...] = (
    questions,
    who_owes,
    why_or_how,
    two_units,
    opens_stages,
    confirms_something,
    scores_given,
    bonus_or_not,
    deduct_requested,
    assigns_or_delegates,
    reports,
    finished,
    taken_back,
    kinds_of_stage,
    tables_out,
    changed_into,
    retractions,
    never_consent,
)
"""Asked in this order; what must never happen is judged last."""
