"""Links to files: for one person, one file, ten minutes; whatever else is tried gets one sentence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.errors import BotError
from bot.usecases.act import Act
from bot.usecases.evidence import Paper, file_evidence, withdraw_evidence
from bot.web.links import BadLink, Links, OldLink
from bot.web.serving import Pages, serve
from storage.desk import Desk
from storage.files import FileStore
from storage.records import Person, StoredFile
from tests.bot.chat import Chat, open_chat
from tests.services import free_port

CLERK, LEADER, FOREIGN = "fj-jingban-1", "lingdao-yi", "jn-jingban-1"
DATA = "节前督查通报".encode()


class ChatClock(SystemClock):
    """The chat's own time."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def now(self) -> datetime:
        return self._chat.times[0]


@dataclass
class Site:
    """A running site with one paper of 房基处 on it."""

    chat: Chat
    links: Links
    session: aiohttp.ClientSession
    people: dict[str, Person]
    paper: str
    sha256: str
    files: FileStore

    async def opens(self, url: str) -> tuple[int, str, dict[str, str]]:
        async with self.session.get(url) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    def link(self, userid: str) -> str:
        return self.links.to(self.people[userid].id, self.paper, self.sha256, self.chat.times[0])

    async def act(self, userid: str, work: str) -> None:
        """Withdraw the paper, or leave the roster."""

        def go(desk: Desk) -> None:
            person = self.people[userid]
            if work == "withdraw":
                withdraw_evidence(Act(desk, self.chat.scheme, person, "test"), self.paper)
            else:
                desk.people.put(person.model_copy(update={"active": False}))

        await self.chat.store.write(go)


@pytest.fixture
async def site(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Site]:
    port, files = free_port(), FileStore(tmp_path)
    links = Links("app secret", f"http://127.0.0.1:{port}/")
    async with open_chat(sqlite_database) as chat, aiohttp.ClientSession() as session:
        file = StoredFile(sha256=await files.put(DATA), size=len(DATA), mime="application/pdf", name="督查 通报.pdf")
        people = await chat.store.read(lambda desk: {one.userid: one for one in desk.people.all()})

        def hand_in(desk: Desk) -> str:
            desk.files.add(file, people[CLERK].id)
            return file_evidence(Act(desk, chat.scheme, people[CLERK], "test"), "FJ-4-M1", Paper(files=(file,))).slot

        paper = await chat.store.write(hand_in)
        pages = Pages(chat.store, files, links, chat.scheme, ChatClock(chat))
        runner = await serve(pages, f"127.0.0.1:{port}")
        yield Site(chat, links, session, people, paper, file.sha256, files)
        await runner.cleanup()


async def test_a_link_gives_the_file_under_its_name_and_nothing_is_kept_or_run(site: Site) -> None:
    status, text, headers = await site.opens(site.link(CLERK))

    assert (status, text) == (200, DATA.decode())
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E7%9D%A3%E6%9F%A5%20%E9%80%9A%E6%8A%A5.pdf"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


async def test_a_look_through_a_link_at_another_units_paper_is_written_down(site: Site) -> None:
    await site.opens(site.link(CLERK))
    await site.opens(site.link(LEADER))

    looks = await site.chat.store.read(lambda desk: desk.journal.entries(2022, prefix="viewed:"))

    assert [(one.actor, one.payload["how"]) for one in looks] == [(site.people[LEADER].id, "link")]


async def test_a_link_is_over_after_ten_minutes(site: Site) -> None:
    url = site.link(CLERK)
    await site.chat.later(seconds=601)

    status, text, _ = await site.opens(url)

    assert (status, text) == (410, "这个链接已经过了 10 分钟，打不开了；请回到钉钉里再点一次“取回”。\n")


@pytest.mark.parametrize("ending", ["", "x", "!"])
async def test_a_changed_link_opens_nothing(site: Site, ending: str) -> None:
    status, text, _ = await site.opens(site.link(CLERK)[:-2] + ending)

    assert status == 403
    assert "不完整或被改动过" in text


async def test_a_link_made_for_somebody_who_may_not_see_the_paper_opens_nothing(site: Site) -> None:
    status, text, _ = await site.opens(site.link(FOREIGN))

    assert status == 403
    assert "不是您能看的" in text


async def test_a_paper_withdrawn_meanwhile_is_closed_to_those_who_may_not_see_withdrawn_ones(site: Site) -> None:
    url, own = site.link(LEADER), site.link(CLERK)
    await site.act(CLERK, "withdraw")

    assert (await site.opens(url))[0] == 403
    assert (await site.opens(own))[0] == 200


async def test_who_has_left_the_roster_opens_nothing(site: Site) -> None:
    url = site.link(CLERK)
    await site.act(CLERK, "leave")

    status, text, _ = await site.opens(url)

    assert status == 403
    assert "已不在考核名册" in text


async def test_a_link_to_another_file_than_the_papers_opens_nothing(site: Site) -> None:
    url = site.links.to(site.people[CLERK].id, site.paper, "0" * 64, site.chat.times[0])

    assert (await site.opens(url))[0] == 410


async def test_a_file_that_is_gone_from_the_disk_is_said_to_be_missing(site: Site) -> None:
    site.files.path_of(site.sha256).unlink()

    status, text, _ = await site.opens(site.link(CLERK))

    assert (status, text) == (404, "这份文件在本机找不到了，请联系系统管理员。\n")


async def test_the_site_says_that_it_lives(site: Site) -> None:
    status, text, _ = await site.opens(site.link(CLERK).split("/files/")[0] + "/healthz")

    assert (status, text) == (200, "ok\n")


async def test_in_chat_a_link_comes_in_place_of_the_file_where_the_site_serves_links(site: Site) -> None:
    object.__setattr__(site.chat.hub, "links", site.links)
    await site.chat.says(CLERK, "我交过什么")

    await site.chat.taps(CLERK, "取回 1")

    (told,) = [text for text in site.chat.told(CLERK) if "10 分钟内有效" in text]
    assert (await site.opens(told.split()[-1]))[1] == DATA.decode()


def test_a_link_of_another_secret_is_refused_and_an_old_one_is_old() -> None:
    now = datetime.fromisoformat("2022-05-09T01:00:00+00:00")
    ours, theirs = Links("a", "http://x"), Links("b", "http://x")
    token = theirs.to("p", "evidence:1", "0" * 64, now).rpartition("/")[2]

    with pytest.raises(BadLink):
        ours.read(token, now)
    with pytest.raises(OldLink):
        theirs.read(token, now + timedelta(minutes=11))


async def test_a_listening_address_that_is_wrong_or_taken_gets_one_sentence(site: Site) -> None:
    pages = Pages(site.chat.store, site.files, site.links, site.chat.scheme, SystemClock())
    taken = site.link(CLERK).split("/")[2]

    with pytest.raises(BotError, match="应写成 地址:端口"):
        await serve(pages, "8080")
    with pytest.raises(BotError, match="换一个端口"):
        await serve(pages, taken)
