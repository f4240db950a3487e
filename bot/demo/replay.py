"""The first half of a demo year, replayed by talking and sending files, never by writing rows."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp


@dataclass(frozen=True)
class Step:
    """Somebody sends a paper on a day and puts it where it belongs by the task's number."""

    day: str
    person: str
    name: str
    place: str


PAPERS = (
    Step("2022-04-18", "bgs-jingban-1", "年度调研工作计划.docx", "6.1"),
    Step("2022-04-20", "bgs-jingban-1", "干部教育培训计划.docx", "5.1"),
    Step("2022-04-21", "jn-jingban-1", "生活垃圾分类实施方案.pdf", "1.1"),
    Step("2022-04-22", "jn-jingban-1", "节能宣传活动方案.docx", "3.1"),
    Step("2022-04-25", "fj-jingban-1", "办公用房摸排情况表.xlsx", "3.1"),
    Step("2022-04-28", "fj-jingban-1", "五一节前用房督查通报.pdf", "4.1"),
    Step("2022-05-06", "zh-jingban-1", "采购内部制度修订稿.docx", "4.1"),
    Step("2022-05-10", "hq-jingban-2", "空调滤网清洗验收单.pdf", "2.3"),
    Step("2022-05-12", "jc-jingban-1", "2021年内控报告.pdf", "1.1"),
    Step("2022-05-18", "zc-jingban-1", "固定资产清查表.xlsx", "1.2"),
    Step("2022-05-26", "dw-jingban-1", "周一夜学签到与记录.pdf", "1.1"),
    Step("2022-06-13", "jn-jingban-1", "节能宣传周总结.docx", "3.4"),
    Step("2022-06-24", "hq-jingban-2", "上半年消防演练记录.pdf", "6.3"),
    Step("2022-06-29", "bgs-jingban-2", "来信来访办结台账.xlsx", "12.1"),
)
"""Papers of the cast, with the number of the task they prove."""


class Replay:
    """Drives the pretend DingTalk from outside, as a person at its page would."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def play(self) -> None:
        """The half-year: papers day by day, then the office opens 自评 for whoever comes to look."""
        for step in PAPERS:
            await self._post("clock", {"set": f"{step.day}T09:30:00+08:00", "followed": 2})
            await self._hand_in(step)
        await self._post("clock", {"set": "2022-07-01T09:00:00+08:00", "followed": 2})
        await self._say("bgs-jingban-1", "我的任务")
        await self._say("khb-jia", "进度")

    async def _hand_in(self, step: Step) -> None:
        """Send a file, say that this is all, and where it belongs by the number of the task."""
        heard = await self._count(step.person)
        form = aiohttp.FormData({"person": step.person, "kind": "file", "name": step.name})
        form.add_field("file", f"演示材料：{step.name}".encode(), filename="upload")
        async with self._session.post(f"{self._url}/_sim/file", data=form) as answer:
            answer.raise_for_status()
        await self._until_more(step.person, heard)
        await self._say(step.person, "完成")
        await self._say(step.person, step.place)

    async def _say(self, person: str, text: str) -> None:
        heard = await self._count(person)
        await self._post("say", {"person": person, "text": text})
        await self._until_more(person, heard)

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        async with self._session.post(f"{self._url}/_sim/{path}", json=body) as answer:
            answer.raise_for_status()

    async def _count(self, person: str) -> int:
        """How often the bot has said or changed something for a person."""
        async with self._session.get(f"{self._url}/_sim/messages", params={"person": person}) as answer:
            messages = (await answer.json())["messages"]
        return max((int(one["changed"]) for one in messages if not one["mine"]), default=0)

    async def _until_more(self, person: str, before: int) -> None:
        """Wait until the person has heard something new; the demo goes on after ten seconds all the same."""
        for _ in range(200):
            if await self._count(person) > before:
                return
            await asyncio.sleep(0.05)
