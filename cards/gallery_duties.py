"""The gallery's cards about who does what: tasks, what is owed, progress, who has not handed in."""

from collections.abc import Iterator

from cards import words
from cards.assign import (
    ChangeView,
    DivisionItem,
    DivisionView,
    HandoverView,
    change_card,
    division_card,
    handover_card,
)  # fmt: skip
from cards.face import Face, done
from cards.papers import PaperGroup, PaperLine, PapersView, papers_card
from cards.samples import AT, BUDGET, DIGITAL, DUTY, EPIDEMIC, LATER, REVISIT, button
from cards.tasks import (
    MissingLine,
    MissingView,
    OwedView,
    ProgressLine,
    ProgressView,
    TaskGroup,
    TaskLine,
    TasksView,
    missing_card,
    my_tasks_card,
    owed_card,
    progress_card,
)  # fmt: skip
from cards.views import Duty

LATE_TASK = TaskLine(label="1.2 整改报告与佐证台账", due="2月底", overdue=True)


def duty_cards() -> Iterator[tuple[str, Face]]:
    """The cards by name."""
    yield from _tasks()
    yield from _papers()
    yield from _owing()
    yield from _everybody()
    yield from _changing()


def _tasks() -> Iterator[tuple[str, Face]]:
    revisit = (
        TaskLine(label="整改方案起草", due="1月", filed=2),
        TaskLine(label="整改报告与佐证台账", due="2月底", overdue=True),
        TaskLine(label="回访资料归档", due="3月初", note="已批准延期到4月"),
        TaskLine(label="上年整改销号", settled=True),
        TaskLine(label="现场回访", exempt=True),
    )
    groups = (
        TaskGroup(item=REVISIT, tasks=revisit),
        TaskGroup(item=DIGITAL, tasks=(TaskLine(label="系统上线", due="全年"),)),
    )
    view = TasksView(owner="办公室经办", groups=groups, duty=DUTY, buttons=(button("开始自评"),))
    yield "我的任务", my_tasks_card(view)
    yield "我的任务·没有到期", my_tasks_card(TasksView(owner="办公室", groups=groups[1:], title="本单位任务"))


def _owing() -> Iterator[tuple[str, Face]]:
    tasks = (LATE_TASK, TaskLine(label="2.1 系统上线", due="全年", note="配合办公室经办乙"))
    waiting = ("办公室自评还差 3 项，回复“自评”。",)
    view = OwedView(
        owner="办公室经办",
        total=11,
        lacking=8,
        late=2,
        tasks=tasks,
        waiting=waiting,
        buttons=(button("看全部"), button("开始自评")),
    )
    yield "先办这几件", owed_card(view)
    yield "先办这几件·都交了", owed_card(OwedView(owner="办公室经办", total=11, lacking=0, buttons=view.buttons[:1]))
    yield "先办这几件·只有阶段事项", owed_card(OwedView(owner="办公室经办", total=0, lacking=0, waiting=waiting))


def _everybody() -> Iterator[tuple[str, Face]]:
    lines = (
        ProgressLine(name="办公室", done=12, total=15),
        ProgressLine(name="资产中心", done=4, total=4, note="负责人已确认"),
    )
    yield "进度", progress_card(ProgressView(what="全部单位", stage="自评", lines=lines, at=AT, duty=DUTY))
    people = (
        MissingLine(name="办公室经办甲", lacking=5, late=2, first=("1.2 整改报告与佐证台账", "2.1 系统上线")),
        MissingLine(name="办公室经办乙", lacking=1, first=("9.1 档案移交",)),
    )
    yield "谁没交", missing_card(MissingView(what="办公室", lines=people, at=AT))
    units = (MissingLine(name="办公室", lacking=6, late=2), MissingLine(name="计财处", lacking=4))
    buttons = (button("看办公室是谁"), button("看计财处是谁"))
    yield "谁没交·各单位", missing_card(MissingView(what="2022 年", lines=units, at=AT, buttons=buttons))


def _changing() -> Iterator[tuple[str, Face]]:
    effects = (
        "1.2 整改报告与佐证台账：办公室经办甲 → 办公室经办乙",
        "办公室经办甲点“移交”、办公室经办乙点“接收”以后才算数；在那以前仍由办公室经办甲负责。",
    )
    yes, no = button("就这样办"), button("不改")
    one = ChangeView(title="换责任人", items=(REVISIT,), effects=effects, duty=DUTY, yes=yes, no=no)
    yield "换责任人", change_card(one)
    many = ChangeView(title="换责任人", items=(REVISIT, DIGITAL, EPIDEMIC, BUDGET), effects=effects[:1], yes=yes)
    yield "换责任人·好几项", change_card(many)
    tasks = (TaskLine(label="1.1 整改方案起草", due="1月", filed=2), LATE_TASK)
    view = HandoverView(
        unit="办公室",
        old="办公室经办甲",
        new="办公室经办乙",
        groups=(TaskGroup(item=REVISIT, tasks=tasks),),
        since="两个人都点完的当天起由办公室经办乙负责；这天以前的扣分由办公室经办甲说明。",
        duty=Duty(who="办公室经办甲点“移交”，办公室经办乙点“接收”"),
        yes=button("移交"),
        no=button("取消"),
    )
    yield "任务交接", handover_card(view)
    last = done(handover_card(view), words.stamp("办公室经办乙", LATER, "接收", "办公室经办甲", "办公室经办乙"))
    yield "任务交接·办完", last
    clean = (TaskGroup(item=DIGITAL, tasks=(TaskLine(label="2.1 系统上线", due="全年"),)),)
    yield "任务交接·没有到期", handover_card(view.model_copy(update={"groups": clean, "yes": None, "no": None}))
    items = (
        DivisionItem(item=REVISIT, lines=("责任人 办公室经办甲，配合 办公室经办乙",), note="通知写的是办公室经办乙"),
        DivisionItem(item=DIGITAL, lines=("2.1 系统上线：责任人 办公室经办甲", "2.2 数据归集：责任人 办公室经办乙")),
    )
    hint = "要换人请说“1.1 给某某”（写姓名）。"
    yes = button("按通知里的名字安排")
    yield "分工", division_card(DivisionView(unit="办公室", items=items, hint=hint, yes=yes))
    yield "分工·只能看", division_card(DivisionView(unit="办公室", items=items[1:]))


def _papers() -> Iterator[tuple[str, Face]]:
    line = PaperLine(number=1, task="1.2 整改报告与佐证台账", names=("整改报告.pdf",), by="办公室经办甲", at=AT)
    many = line.model_copy(
        update={
            "number": 2,
            "names": ("一.jpg", "二.jpg", "三.jpg", "四.jpg"),
            "document_on": AT.date(),
            "done_on": AT.date(),
            "fetch": button("取回 2"),
        }
    )
    gone = line.model_copy(update={"number": 3, "link_only": True, "withdrawn": True, "fetch": button("取回 3")})
    view = PapersView(
        owner="办公室经办甲",
        total=7,
        groups=(
            PaperGroup(item=REVISIT, papers=(line.model_copy(update={"fetch": button("取回 1")}), many)),
            PaperGroup(item=DIGITAL, papers=(gone,)),
        ),
        place="（1/2）",
        buttons=(button("更早的"), button("看本单位的")),
    )
    yield "papers", papers_card(view)
    unit = view.model_copy(
        update={"remark": "您自己还没有交过；下面是办公室交的。", "title": "办公室交过什么", "place": ""}
    )
    yield "papers_of_unit", papers_card(unit)
