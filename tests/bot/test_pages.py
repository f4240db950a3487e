"""The small pages answer: health, and every card in its three forms."""

from contextlib import AsyncExitStack

import aiohttp

from bot.web.pages import start_pages
from cards.gallery import gallery
from tests.services import free_port


async def test_health_and_gallery_answer() -> None:
    async with AsyncExitStack() as stack, aiohttp.ClientSession() as session:
        url = await start_pages(stack, free_port(), with_gallery=True)
        async with session.get(f"{url}/health") as answer:
            assert await answer.json() == {"ok": True}
        async with session.get(f"{url}/gallery") as answer:
            text = await answer.text()

    assert all(name in text for name, _ in gallery())
    assert "dtmd://" in text


async def test_without_the_demo_there_is_no_gallery() -> None:
    async with AsyncExitStack() as stack, aiohttp.ClientSession() as session:
        url = await start_pages(stack, free_port(), with_gallery=False)
        async with session.get(f"{url}/gallery") as answer:
            assert answer.status == 404
