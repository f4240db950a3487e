"""年度工作总结 goes out as a Word file over the real protocol, is edited, and comes back as the new text."""

import io
from pathlib import Path

import aiohttp
import docx

from bot.simulator.driver import Driver
from tests.e2e.test_year_on_the_wire import SHORTS
from tests.e2e.wire import Wire, open_site

CLERK = "fj-jingban-1"


async def word_file(driver: Driver, url: str) -> tuple[str, bytes]:
    """The Word file the bot sent last, with its name."""
    for _ in range(100):
        files = [one for one in await driver.messages(CLERK) if one["from"] == "bot" and one.get("url")]
        if files:
            async with aiohttp.ClientSession() as session, session.get(url + files[-1]["url"]) as answer:
                return str(files[-1]["name"]), await answer.read()
        await driver.settle()
    raise AssertionError("no file came")


async def test_a_summary_edited_in_word_replaces_the_draft(tmp_path: Path) -> None:
    async with open_site(tmp_path) as (site, driver):
        wire = Wire(driver, site.data / "kaohe.db", SHORTS, cards=True)
        await wire.says("khb-jia", "打开自评")
        await wire.says(CLERK, "总结")
        await wire.taps(CLERK, "导出总结")
        name, data = await word_file(driver, site.url)
        document = docx.Document(io.BytesIO(data))
        opening = next(one for one in document.paragraphs if one.text.startswith("2022年"))
        opening.text = "全年工作平稳有序。"
        edited = io.BytesIO()
        document.save(edited)

        await wire.taps(CLERK, "交回 Word")
        await driver.send_file(CLERK, edited.getvalue(), name)
        await driver.settle(seconds=20)
        told = await wire.says(CLERK, "总结")

    assert name.endswith("2022年度工作总结.docx")
    assert "全年工作平稳有序。" in told
    assert "用 Word 文件换过" in told
