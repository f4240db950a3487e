"""`kaohe run`, `demo`, `simulator`, `doctor`, `bench`: what an operator starts."""

import asyncio
import runpy
import signal
import sys
from typing import Annotated

import typer

from bot.app import Service
from bot.cli.parts import note
from bot.demo.show import run_demo
from bot.errors import BotError, SettingsError
from bot.logs import configure
from bot.settings import Settings, missing_credentials, unknown_names


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run", help="启动服务：连接钉钉，处理消息。Ctrl-C 或 SIGTERM 停止。")(run)
    app.command("demo", help="在本机演示：模拟钉钉 + 机器人，打印一个网址。")(demo)
    app.command("doctor", help="检查设置是否齐全。")(doctor)
    app.command(
        "simulator",
        help="单独启动模拟钉钉（参数见 python -m bot.simulator --help）。",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(simulator)


def run() -> None:
    """Serve until told to stop."""
    settings = Settings()
    configure(settings.log_level)
    _warn_unknown()
    missing = missing_credentials(settings)
    if missing:
        raise SettingsError(f"缺少设置：{'、'.join(missing)}。请写进环境变量或 .env 后再启动。")
    runner = _runner()
    with runner:
        runner.run(_serve(settings))


def _runner() -> asyncio.Runner:
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


async def _serve(settings: Settings) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    service = Service(settings)
    await service.start()
    told, broken = asyncio.create_task(stopping.wait()), asyncio.create_task(service.until_broken())
    await asyncio.wait({told, broken}, return_when=asyncio.FIRST_COMPLETED)
    if not told.done():
        await service.stop()
        raise BotError("服务的一个部件意外停止，已退出；原因见日志，请交由 systemd 等重新拉起。")
    broken.cancel()
    await service.stop()


def demo(
    port: Annotated[int, typer.Option("--port", help="网址的端口；被占用时用下一个空闲的。")] = 8000,
    empty: Annotated[bool, typer.Option("--empty", help="不预演上半年，从空白开始。")] = False,
) -> None:
    """Start the pretend DingTalk and the service, replay half a year, print the address."""
    configure("WARNING")
    settings = Settings()
    if settings.client_id or settings.client_secret.get_secret_value():
        raise SettingsError(
            "环境或 .env 里有真实的钉钉凭证（KAOHE_CLIENT_ID…），演示不会启动，请换一个没有凭证的终端和文件夹。"
        )
    asyncio.run(run_demo(port, replay=not empty))


def doctor() -> None:
    """Say what is missing before the service could run."""
    settings = Settings()
    _warn_unknown()
    missing = missing_credentials(settings)
    if missing:
        raise SettingsError(f"缺少设置：{'、'.join(missing)}。")
    note("设置齐全，可以运行 kaohe run。")


def simulator(context: typer.Context) -> None:
    """Hand over to the simulator, which knows nothing of us."""
    sys.argv = ["python -m bot.simulator", *context.args]
    runpy.run_module("bot.simulator", run_name="__main__")


def _warn_unknown() -> None:
    for name in unknown_names():
        note(f"不认识的设置 {name}，请核对拼写。")
