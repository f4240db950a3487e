"""分工: who answers for what in a unit; names the paper prints count once the head has confirmed them."""

from dataclasses import replace

import pytest

from scoring import Scheme
from tests.bot.chat import Chat
from tests.bot.conversation.duties import charge_of, entries, holder, roster
from tests.bot.conversation.test_assign import CLERK, HEAD, LI, OFFICE, TASK, ZHOU, moves, office

__all__ = ["office"]
NAMES = {
    "FJ-1": {"responsible": ["小周"], "helpers": ["全体"]},
    "FJ-2": {"responsible": ["李建国", "房基处经办"], "helpers": []},
    "FJ-3": {"responsible": ["王五"], "helpers": ["李建国"]},
    "FJ-4": {"responsible": ["班子成员"], "helpers": []},
}


@pytest.fixture
async def named(office: Chat) -> Chat:
    """A chat whose method prints names for 房基处."""
    plain = office.scheme.model_dump(by_alias=True)
    for item in (one for unit in plain["unit"] for section in unit["section"] for one in section["item"]):
        item |= NAMES.get(item["id"], {})
    office.scheme = Scheme.model_validate(plain)
    office.hub = replace(office.hub, scheme=office.scheme)
    return office


async def test_everybody_of_a_unit_can_read_who_does_what(office: Chat) -> None:
    await moves(office)
    told = await office.says(CLERK, "分工")

    assert "3.1 用房全面摸排：责任人 房基处经办" in told
    assert "3.2 可调剂用房清单：责任人 房基处小周" in told
    assert "按通知" not in str(office.cards(CLERK)[-1]["buttons"])


async def test_the_office_reads_any_unit_and_a_clerk_only_his_own(office: Chat) -> None:
    assert "分工·房产基建处" in await office.says(OFFICE, "分工 房基处")
    assert "只能看本单位" in await office.says(CLERK, "分工 节能处")
    assert "请写明单位" in await office.says("zuzhang", "分工")
    assert "私聊" in await office.says(HEAD, "分工", group="cid")


async def test_printed_names_are_matched_and_count_once_the_head_confirms(named: Chat) -> None:
    told = await named.says(HEAD, "分工")
    assert "通知写的是房基处小周" in told
    assert "“王五”没有对上名册" in told
    assert await holder(named, "FJ-1-M1") == CLERK

    await named.taps(HEAD, "按通知里的名字安排")

    charge = await charge_of(named, "FJ-1-M1")
    assert charge.responsible is not None
    assert charge.responsible.userid == "fj-zhou"
    assert {one.userid for one in charge.helpers} == {HEAD, CLERK, "fj-li"}
    assert await holder(named, "FJ-2-M1") == "fj-li"
    assert await holder(named, "FJ-4-M1") == HEAD
    assert await holder(named, TASK) == CLERK
    assert "由您负责" in named.last("user:fj-zhou")


async def test_printed_names_never_undo_what_was_arranged_since(named: Chat) -> None:
    await moves(named, "第一项给李建国", "fj-li")
    assert "通知写的是房基处小周" not in await named.says(HEAD, "分工")
    await named.taps(HEAD, "按通知里的名字安排")

    assert await holder(named, "FJ-1-M1") == "fj-li"


async def test_confirming_twice_assigns_once(named: Chat) -> None:
    await named.says(HEAD, "分工")
    await named.says(HEAD, "分工")
    first, second = named.cards(HEAD)[-2:]
    await named.taps(HEAD, "按通知里的名字安排")
    before = len(await entries(named, "task.assigned"))
    await named.says(HEAD, "分工")

    assert first["id"] != second["id"]
    assert "按通知" not in str(named.cards(HEAD)[-1]["buttons"])
    assert len(await entries(named, "task.assigned")) == before


async def test_a_clerk_sees_the_printed_names_and_cannot_confirm_them(named: Chat) -> None:
    assert "通知写的是" in await named.says(CLERK, "分工")
    assert "按通知" not in str(named.cards(CLERK)[-1]["buttons"])
    await roster(named, more=f"{ZHOU}\n{LI}")
    assert not await entries(named, "task.assigned")


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (CLERK, "3.2谁负责", "3.2 可调剂用房清单：责任人 房基处小周"),
        (CLERK, "第3项是谁负责的？", "3.1 用房全面摸排：责任人 房基处经办"),
        (HEAD, "谁负责第一项", "第1项 办公用房一键通平台：责任人 房基处经办"),
        (OFFICE, "房基处3.2谁负责", "责任人 房基处小周"),
        (CLERK, "节能处第3项谁负责", "只能看本单位"),
        (CLERK, "谁负责", "请写明哪一项"),
    ],
)
async def test_who_answers_for_one_task_is_told_in_a_line(office: Chat, who: str, said: str, answer: str) -> None:
    await moves(office)

    assert answer in await office.says(who, said)
