"""The page: a newcomer picks a person, talks, taps, sends a file, and looks behind the scenes."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.simulator import Driver
from tests.bot.simulator.conftest import Bot

LINK = "[好的](dtmd://dingtalkclient/sendMessage?content=%E5%A5%BD%E7%9A%84%20AB2CD)"


async def echo(app: Bot) -> None:
    """A tiny bot: says back what it hears, shows a card on 卡片, and writes on it what was tapped."""
    link = await app.connect()
    while True:
        frame = await link.frame(30)
        await link.ack(frame)
        data = frame["decoded"]
        if "outTrackId" in data:
            params = json.loads(data["content"])["cardPrivateData"]["params"]
            done = {"status": f"收到 {json.dumps(params, ensure_ascii=False)}", "form": "", "buttons": ""}
            await app.update(done, data["outTrackId"], cardUpdateOptions={"updateCardDataByKey": True})
        elif data["msgtype"] == "file":
            await app.send([data["senderStaffId"]], {"content": f"收到文件 {data['content']['fileName']}"})
        elif data["text"]["content"] == "卡片":
            form = {"fields": [{"name": "n", "label": "件数", "type": "NUMBER", "required": True}]}
            buttons = json.dumps([{"label": "无扣分", "code": "AAAAA", "style": "primary"}])
            shown = {"title": "自评", "body1": "满分 **5** 分<br>请选择", "buttons": buttons, "version": "1"}
            more = {"form": json.dumps(form), "form_code": "FFFFF", "form_label": "提交扣分"}
            await app.show(data["senderStaffId"], {**shown, **more})
        else:
            text = f"您说：{data['text']['content']} {LINK}"
            await app.send([data["senderStaffId"]], {"title": "回声", "text": text}, "sampleMarkdown")


@pytest.fixture
async def page(browser: Browser, app: Bot, people: Driver) -> AsyncIterator[Page]:
    answering = asyncio.create_task(echo(app))
    await people.connected()
    context = await browser.new_context(viewport={"width": 1400, "height": 860}, locale="zh-CN")
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_default_timeout(8000)
    await page.goto(app.simulator.url + "/")
    yield page
    await context.close()
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    assert wrong == []


async def say(page: Page, text: str) -> None:
    await page.get_by_label("消息内容").fill(text)
    await page.keyboard.press("Enter")


async def test_a_person_types_and_sees_the_answer(page: Page) -> None:
    await page.locator("[data-userid=jingban]").click()
    await say(page, "你好 <b>粗</b><script>alert(1)</script>")

    await expect(page.locator(".row.mine")).to_contain_text("你好 <b>粗</b>")
    answer = page.locator("[data-kind=markdown]").first
    await expect(answer).to_contain_text("您说：你好 <b>粗</b><script>alert(1)</script>")
    await page.get_by_role("button", name="好的", exact=True).click()
    await expect(page.locator(".row.mine").nth(1)).to_contain_text("好的 AB2CD")
    await expect(page.locator("[data-kind=markdown]")).to_have_count(2)


async def test_a_card_is_filled_in_and_changes(page: Page) -> None:
    await page.locator("[data-userid=jingban]").click()
    await say(page, "卡片")
    await page.get_by_role("button", name="提交扣分").click()
    await expect(page.get_by_role("alert")).to_have_text("“件数”为必填项。")
    await page.get_by_label("件数").fill("2")
    await page.wait_for_timeout(1600)
    await page.get_by_role("button", name="提交扣分").click()

    await expect(page.locator(".card .status")).to_contain_text('"form": {"n": "2"}')
    await expect(page.get_by_role("button", name="无扣分")).to_have_count(0)


async def test_somebody_else_has_something_unread(page: Page, app: Bot) -> None:
    await page.locator("[data-userid=jingban]").click()
    await app.send(["kaohe"], {"content": "请核准"})
    dot = page.locator("[data-userid=kaohe] .dot")
    await expect(dot).to_have_count(1)
    await page.locator("[data-userid=kaohe]").click()
    await expect(page.locator("#messages")).to_contain_text("请核准")
    await expect(dot).to_have_count(0)


async def test_a_file_is_sent_and_in_a_group_it_is_not(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(b"x")
    await page.locator("[data-userid=jingban]").click()
    await page.locator("#file").set_input_files(path)
    await expect(page.locator("#messages")).to_contain_text("收到文件 月报.xlsx")

    await page.get_by_role("button", name="考核工作群（4）").click()
    await expect(page.locator("#atbot")).to_be_visible()
    await page.locator("#file").set_input_files(path)
    await expect(page.get_by_role("alert")).to_contain_text("请到单聊里发")


async def test_frames_clock_and_faults_are_behind_the_scenes(page: Page, people: Driver) -> None:
    await page.locator("[data-userid=jingban]").click()
    await say(page, "你好")
    await page.get_by_role("button", name="后台").click()
    await expect(page.locator("[data-panel=frames]")).to_contain_text("/v1.0/im/bot/messages/get")

    await page.get_by_role("tab", name="时钟").click()
    before = await people.now()
    await page.get_by_role("button", name="+1 天").click()
    await expect(page.locator(".clockface")).to_be_visible()
    assert (await people.now() - before).total_seconds() >= 86400

    await page.get_by_role("tab", name="故障").click()
    await page.get_by_label("推送额度用完").check()
    await page.get_by_role("button", name="心跳").click()
    await expect(page.get_by_label("推送额度用完")).to_be_checked()
    assert (await people.get("faults"))["faults"]["over_quota"]


async def test_on_a_phone_the_list_gives_way_to_the_chat(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.locator("[data-userid=jingban]").click()
    await expect(page.locator("#cast")).to_be_hidden()
    await say(page, "你好")
    await expect(page.locator("[data-kind=markdown]")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    await page.get_by_role("button", name="回到人员表").click()
    await expect(page.locator("#cast")).to_be_visible()
