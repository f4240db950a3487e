"""`kaohe demo`: the pretend DingTalk and the service on this machine, one address, gone with Ctrl-C."""

import asyncio
import shutil
import signal
import socket
import sys
from contextlib import AsyncExitStack, suppress
from importlib.resources import as_file, files
from pathlib import Path

import aiohttp

from bot.app import Service
from bot.cli.parts import note
from bot.clock import SystemClock
from bot.demo.replay import Replay
from bot.errors import BotError
from bot.settings import Settings
from bot.web.pages import start_pages
from scoring import load_scheme
from storage.roster import import_roster
from storage.store import Store

STATE = Path(".demo")
CLIENT_ID, CLIENT_SECRET = "dingsimulator", "simulator-secret"
TEMPLATE_ID = "kaohe-universal-1.schema"
START = "2022-04-18T09:00:00+08:00"


async def run_demo(port: int, *, replay: bool) -> None:
    """Run until Ctrl-C; the address is the last line printed."""
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with AsyncExitStack() as stack:
        url = await start_simulator(stack, free_port(port))
        settings = demo_settings(url, STATE)
        await prepare(settings)
        service = Service(settings)
        await service.start()
        stack.push_async_callback(service.stop)
        async with asyncio.timeout(20):
            await service.stream.connected.wait()
        gallery = await start_pages(stack, free_port(port + 1), with_gallery=True)
        if replay:
            note("正在预演上半年，请稍候……")
            async with aiohttp.ClientSession() as session:
                await Replay(session, url).play()
        print(f"卡片样张：{gallery}/gallery", flush=True)
        print("想看没有卡片时的样子，对考核助手说“显示方式 链接”或“显示方式 文字”。", flush=True)
        print("打开下面的网址，在左边选一个人，就可以替他说话、点卡片、发文件；Ctrl-C 结束。", flush=True)
        print(f"{url}/", flush=True)
        await stopping.wait()


def free_port(wanted: int) -> int:
    """The wanted port, or the next free one on the loopback."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise BotError(f"{wanted} 起的 100 个端口都被占用，请用 --port 换一个。")


async def start_simulator(stack: AsyncExitStack, port: int) -> str:
    """Start the pretend DingTalk as a process of its own; it ends with the demo."""
    template = stack.enter_context(as_file(files("cards") / "template.json"))
    people = stack.enter_context(as_file(files("bot") / "demo" / "roster-demo.csv"))
    groups = stack.enter_context(as_file(files("bot") / "demo" / "groups.json"))
    arguments = ["--port", str(port), "--template", str(template), "--people", str(people), "--start", START]
    arguments += ["--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET]
    arguments += ["--groups", str(groups), "--qps", "0"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.simulator", *arguments, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    stack.push_async_callback(_end, process)
    assert process.stdout is not None
    async with asyncio.timeout(20):
        line = (await process.stdout.readline()).decode().strip()
    if not line.startswith("http://127.0.0.1:"):
        raise BotError("模拟钉钉没有启动成功，请看上面的提示。")
    return line.rstrip("/")


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(3):
            await process.wait()
    except TimeoutError:
        process.kill()


def demo_settings(url: str, state: Path) -> Settings:
    """The settings of a site that lives on the pretend DingTalk at `url`, with a fresh data folder."""
    shutil.rmtree(state, ignore_errors=True)
    return Settings.model_validate(
        {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "card_template_id": TEMPLATE_ID,
            "gateway_url": url,
            "token_url": url,
            "openapi_url": url,
            "oapi_url": url,
            "data_dir": state,
            "database_url": f"sqlite:///{(state / 'kaohe.db').resolve()}",
            "files_url": str(state / "files"),
            "scheme": "2022",
            "clock_url": f"{url}/_sim/now",
            "qps": 200,
        }
    )


async def prepare(settings: Settings) -> None:
    """Migrate the database and bring the cast in."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = await Store.open(settings.database, clock=SystemClock().now)
    try:
        await store.migrate()
        roster = (files("bot") / "demo" / "roster-demo.csv").read_bytes()
        scheme = load_scheme(settings.scheme)
        await import_roster(store, roster, name="roster-demo.csv", scheme=scheme, apply=True, replace=False)
    finally:
        await store.close()
