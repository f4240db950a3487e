"""Small pages on the loopback: whether the service is well, and every card with its three forms."""

import html
from contextlib import AsyncExitStack

from aiohttp import web

from cards.face import Face
from cards.gallery import gallery
from cards.paging import page_count, paged
from cards.render import dtmd_markdown, plain_text

STYLE = (
    "body{font:15px/1.6 sans-serif;margin:2em auto;max-width:72em;background:#f4f5f7;color:#222}"
    "section{background:#fff;border-radius:8px;padding:1em 1.4em;margin:1em 0}"
    "pre{white-space:pre-wrap;font:13px/1.6 monospace;background:#f8f9fb;padding:.8em;border-radius:6px}"
    ".forms{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1em}.primary{background:#1677ff;color:#fff}"
    ".button{display:inline-block;border:1px solid #8aa;border-radius:4px;padding:0 .7em;margin:.2em .3em .2em 0}"
    ".danger{color:#c00}"
)
HEAD = f"<!doctype html><meta charset=utf-8><title>卡片样张</title><style>{STYLE}</style><h1>卡片样张</h1>"


def build_pages(*, with_gallery: bool) -> web.Application:
    """The application with its routes."""
    app = web.Application()
    app.router.add_get("/health", _health)
    if with_gallery:
        app.router.add_get("/gallery", _gallery)
    return app


async def start_pages(stack: AsyncExitStack, port: int, *, with_gallery: bool) -> str:
    """Serve on the loopback until the stack closes; returns the address."""
    runner = web.AppRunner(build_pages(with_gallery=with_gallery))
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return f"http://127.0.0.1:{port}"


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def _gallery(_: web.Request) -> web.Response:
    sections = "".join(_section(name, face) for name, face in gallery())
    return web.Response(text=HEAD + sections, content_type="text/html")


def _section(name: str, face: Face) -> str:
    """One card in its three forms; of a long card its first page."""
    first = paged(face, 1, lambda _, label: face.offered[0].model_copy(update={"label": label}))
    pages = f"（共 {page_count(face)} 页，这里是第 1 页）" if page_count(face) > 1 else ""
    told = [f"<pre>{html.escape(text)}</pre>" for text in (dtmd_markdown(first)[1], plain_text(first))]
    forms = "".join(f"<div>{form}</div>" for form in (_card(first), *told))
    return f"<section><h2>{html.escape(name)}{pages}</h2><div class=forms>{forms}</div></section>"


def _card(face: Face) -> str:
    lines = "<br>".join(html.escape(line).replace("**", "") for line in face.body)
    buttons = "".join(f"<span class='button {one.style}'>{html.escape(one.label)}</span>" for one in face.offered)
    fields = "".join(f"<p>{html.escape(one.label)}：______</p>" for one in face.fields)
    status = html.escape(face.status)
    return f"<b>{html.escape(face.title)}</b><p>{lines}</p>{fields}<p>{buttons}</p><small>{status}</small>"
