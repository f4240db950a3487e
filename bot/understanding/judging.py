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

I = Intent  # noqa: E741 - read as a table
Scores = dict[Intent, float]
Judge = Callable[[Scores, str, Scene, Named], None]
OFFICE = frozenset({Role.OFFICE, Role.CHIEF})
RUNNERS = OFFICE | {Role.LEADER}
UNIT_PEOPLE = frozenset({Role.STAFF, Role.HEAD})


REPORT = 18
"""From how many characters on a sentence may be a report."""
BARE_SCORE = re.compile(r"[^扣]{0,12}?(给|打|评)?(\d{1,2}(\.\d{1,2})?|[七八九十](点.{1,2})?)分?半?[。!]?")
ACTING = frozenset(
    {
        I.CONFIRM, I.NO_DEDUCTION, I.FINISH, I.STAGE, I.SCORE, I.DEDUCT, I.DEDUCT_REQUEST, I.ADJUST, I.CLAIM_BONUS,
        I.ASSIGN, I.DELEGATE, I.RECORD_DECISION, I.FREEZE, I.RECUSE, I.HAND_IN, I.SELF_ASSESS, I.EXPORT, I.ABSENCE,
    }
)  # fmt: skip
"""What stores or starts something: a word before it may turn it around."""


def never_consent(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A sentence that denies, doubts, asks or puts off is not agreement."""
    if not may_agree(text):
        scores.pop(I.CONFIRM, None)
    if denies_lack(text):
        scores.pop(I.NO_DEDUCTION, None)
    if any_of("not_abstaining").search(text):
        scores.pop(I.ABSTAIN, None)
    if asks(text) or re.search(r"(没|不|未|还没|没有).{0,2}(完成|好|交完|发完|传完|填完|齐|搞定|完)", text):
        scores.pop(I.FINISH, None)


def retractions(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """先别提交, 别确认: nothing goes ahead, whatever else the sentence says."""
    if holds_back(text):
        for intent in ACTING | {I.REJECT, I.ABSTAIN}:
            scores.pop(intent, None)
        if not re.search(r"延|推迟|宽限|再|催|提醒", text):
            scores.pop(I.POSTPONE, None)


def questions(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A question stores nothing: it asks for the rule, the reason, the state."""
    if not asks(text):
        return
    for intent in (I.DEDUCT, I.DEDUCT_REQUEST, I.ADJUST, I.RECORD_DECISION):
        if intent in scores:
            scores[intent] -= 4
    if scores.get(I.HAND_IN, 0) < 7:
        scores.pop(I.HAND_IN, None)
    if I.CLAIM_BONUS in scores:
        scores[I.BONUS] = max(scores.get(I.BONUS, 0), scores.pop(I.CLAIM_BONUS))


def who_owes(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """谁, 哪家 and other units ask who is missing; 我, 我们处 asks what one owes."""
    if re.match(r".{0,6}(我|我们)(这边|这里|手里)?还?(差|剩|欠|有|缺)", text) and I.MISSING in scores:
        scores[I.OWED] = max(scores.get(I.OWED, 0), scores.pop(I.MISSING))
        return
    foreign = any(unit.code not in scene.units for unit in named.units)
    others = re.search(r"谁|哪(个|几)?(家|单位|处室|部门|位)|名单|各单位|各处|大家|全部单位|几家|多少家", text)
    if I.OWED in scores and (others or (foreign and scene.roles & RUNNERS)):
        scores[I.MISSING] = max(scores.get(I.MISSING, 0), scores.pop(I.OWED))
    if I.MISSING in scores and not others and not foreign and not scene.roles & RUNNERS:
        scores[I.OWED] = max(scores.get(I.OWED, 0), scores.pop(I.MISSING))


def why_or_how(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """What was taken is explained, what would be taken is a rule; 为什么 is never a comparison."""
    if I.EXPLAIN in scores and re.search(r"为什么|为啥|凭什么|凭啥|怎么会|怎么就|咋就|咋会", text):
        for intent in (I.COMPARE, I.UNIT_SCORE, I.RULE, I.RANKING, I.PROGRESS, I.NO_DEDUCTION, I.BONUS, I.DEDUCT):
            if intent in scores:
                scores[intent] -= 3
    if re.search(r"(比|跟|和|较)上个?月", text) and len(named.units) < 2:
        scores.pop(I.COMPARE, None)
    if I.EXPLAIN in scores and re.search(r"扣了|被扣|怎么扣的|咋扣的|扣的", text):
        scores[I.EXPLAIN] += 2
    elif I.RULE in scores and I.EXPLAIN in scores and re.search(r"规则|标准|会扣|要扣|扣多少|扣几", text):
        scores[I.RULE] += 2


def two_units(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """Two units in one sentence are compared, unless it is a ranking."""
    if len(named.units) >= 2 and (I.COMPARE in scores or (asks(text) and re.search(r"和|跟|与|比|还是|、", text))):
        scores[I.COMPARE] = max(scores.get(I.COMPARE, 0), 7) + 2
    elif I.COMPARE in scores and len(named.units) < 2 and I.RANKING in scores:
        scores[I.COMPARE] -= 2


def opens_stages(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """开始自评 is a stage for the office and one's own work for staff."""
    when = asks(text) or re.search(r"几号|哪天|几时|阶段", text)
    if I.STAGE in scores and not when and not scene.roles & OFFICE:
        scores[I.STAGE] -= 4
    elif I.STAGE in scores:
        for intent in (I.SELF_ASSESS, I.SCORE, I.CONFIRM, I.PROGRESS, I.RULE):
            if intent in scores:
                scores[intent] -= 3


def confirms_something(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """确认自评 confirms; 退回自评 returns; the word behind is only what."""
    deciding = (I.CONFIRM, I.REJECT, I.WITHDRAW, I.EXPORT, I.CORRECT, I.ADJUST, I.POSTPONE, I.PROGRESS)
    for what in (I.SELF_ASSESS, I.HAND_IN):
        if what in scores and any(decision in scores for decision in deciding):
            scores[what] -= 3
    if I.REJECT in scores:
        scores.pop(I.CONFIRM, None)
    if I.REJECT in scores and I.WITHDRAW in scores:
        scores[I.REJECT if scene.roles <= {Role.STAFF} else I.WITHDRAW] -= 2


def scores_given(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A leader who types a number scores; others do not."""
    if Stage.LEADER in scene.stages and I.ADJUST in scores and scene.roles & {Role.LEADER, Role.CHIEF}:
        scores[I.SCORE] = scores.pop(I.ADJUST) + 1
    if Role.LEADER in scene.roles and re.search(r"\d|[七八九十](点|分)", text) and may_agree(text):
        if BARE_SCORE.fullmatch(named.rest or text):
            scores[I.SCORE] = max(scores.get(I.SCORE, 0), 8)
    elif I.SCORE in scores and not scene.roles & (RUNNERS | {Role.SCORER}):
        scores[I.SCORE] -= 1
    if I.ABSTAIN in scores:
        for intent in (I.SCORE, I.RECUSE, I.LEAVE):
            if intent in scores:
                scores[intent] -= 2


def bonus_or_not(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A bonus that is claimed is not a paper handed in, nor a question."""
    if I.CLAIM_BONUS in scores and I.HAND_IN in scores:
        scores[I.HAND_IN] -= 2
    if I.CLAIM_BONUS in scores and I.BONUS in scores and not asks(text):
        scores[I.BONUS] -= 2


def deduct_requested(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A request or an adjustment of a deduction is not yet a deduction; a discussed rule is none at all."""
    if I.DEDUCT in scores and I.SELF_ASSESS in scores and not scene.roles & RUNNERS:
        scores[I.DEDUCT] -= 3
    for heavier in (I.DEDUCT_REQUEST, I.ADJUST, I.RECORD_DECISION, I.CORRECT, I.NO_DEDUCTION, I.REPORT_ABUSE):
        if heavier in scores and I.DEDUCT in scores:
            scores[I.DEDUCT] -= 2
    if I.CORRECT in scores and re.search(r"更正|不对|算错", text):
        scores[I.RECORD_DECISION] = scores.get(I.RECORD_DECISION, 0) - 5
    if scores.get(I.RECORD_DECISION, 0) > 0:
        for what in (I.CLAIM_BONUS, I.ADJUST, I.CONFIRM):
            scores[what] = scores.get(what, 0) - 3
    if I.ADJUST in scores and not scene.roles & RUNNERS:
        scores[I.ADJUST] -= 4


def reports(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """A long sentence of a unit's people about work that is done is a report, whatever else it mentions."""
    if I.HAND_IN in scores and len(text) >= REPORT and scene.roles & UNIT_PEOPLE and is_plain(text) and not asks(text):
        scores[I.HAND_IN] += 4


def finished(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """自评填完了 ends the form; 3.2做完了 is work done, to be proven."""
    if I.FINISH in scores and named.marked is not None and named.by_number:
        scores.pop(I.FINISH)
    if I.FINISH in scores:
        for what in (I.SELF_ASSESS, I.HAND_IN, I.SCORE, I.PROGRESS):
            if what in scores:
                scores[what] -= 4


def taken_back(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """What is taken back is not done: the object behind 取消 or before 撤回 counts for nothing."""
    if I.WITHDRAW in scores:
        for what in (ACTING | {I.REJECT, I.ABSTAIN}) - {I.FREEZE}:
            scores.pop(what, None)


def is_vague(intent: Intent, text: str) -> bool:
    """Whether something is to be taken back, but not what: 取消确认 must not cost anybody his paper."""
    return intent is I.WITHDRAW and "撤" not in text and bool(any_of("not_papers").search(text))


def assigns_or_delegates(scores: Scores, text: str, scene: Scene, named: Named) -> None:
    """Standing in for a while is a delegation, for good an assignment; an absence that names who stands in is one."""
    if I.DELEGATE in scores and I.ASSIGN in scores:
        scores[I.ASSIGN] -= 2
    if I.DELEGATE in scores and I.ABSENCE in scores:
        scores[I.ABSENCE] -= 1.5
    if I.ABSENCE in scores and I.DEDUCT in scores and scene.roles & (RUNNERS | {Role.SCORER}):
        scores[I.ABSENCE] -= 4
    if I.ABSENCE in scores and I.POSTPONE in scores:
        scores[I.POSTPONE] -= 2
    if I.ASSIGN in scores and I.HAND_IN in scores:
        scores[I.HAND_IN] -= 3


ADJUSTMENTS: tuple[Judge, ...] = (
    questions, who_owes, why_or_how, two_units, opens_stages, confirms_something, scores_given, bonus_or_not,
    deduct_requested, assigns_or_delegates, reports, finished, taken_back, retractions, never_consent,
)  # fmt: skip
"""Asked in this order; what must never happen is judged last."""
