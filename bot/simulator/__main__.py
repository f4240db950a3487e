"""Start the pretend DingTalk from a shell: `python -m bot.simulator --port 9000`."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.simulator.people import BadPeople, Group, read_people
from bot.simulator.server import Simulator
from bot.simulator.settings import NotLoopback, Settings
from bot.simulator.template import BadTemplate, Template


def settings_from(arguments: Sequence[str]) -> Settings:
    """What was asked for on the command line."""
    defaults = Settings()
    parser = argparse.ArgumentParser(
        prog="python -m bot.simulator", description="本机上的模拟钉钉，供开发、测试和演示。"
    )
    parser.add_argument("--port", type=int, default=0, help="端口，0 为任意空闲端口")
    parser.add_argument("--host", default=defaults.host, help="只能是本机地址")
    parser.add_argument("--template", type=Path, help="互动卡片模板的说明（JSON）")
    parser.add_argument("--people", type=Path, help="人员表（CSV：姓名,userid,单位,角色）")
    parser.add_argument("--groups", type=Path, help='群（JSON：[{"id","title","members":[userid…]}]）')
    parser.add_argument("--client-id", default=defaults.client_id)
    parser.add_argument("--client-secret", default=defaults.client_secret)
    parser.add_argument("--robot-code", help="缺省同 client-id")
    parser.add_argument("--corp-id", default=defaults.corp_id)
    parser.add_argument("--start", type=datetime.fromisoformat, help="从这个时间开始走，如 2022-01-04T09:00+08:00")
    parser.add_argument("--qps", type=int, default=defaults.qps, help="每个接口每秒最多几次，0 不限，缺省同平台")
    given = parser.parse_args(arguments)
    return Settings(
        port=given.port,
        host=given.host,
        client_id=given.client_id,
        client_secret=given.client_secret,
        robot_code=given.robot_code or given.client_id,
        corp_id=given.corp_id,
        template=Template.read(given.template) if given.template else Template(),
        people=read_people(given.people) if given.people else (),
        groups=_groups(given.groups) if given.groups else (),
        start=given.start,
        qps=given.qps,
    )


def _groups(path: Path) -> tuple[Group, ...]:
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Group(str(one["id"]), str(one["title"]), tuple(one.get("members", ()))) for one in made)
    except (KeyError, TypeError, ValueError):
        raise BadPeople(f"群的文件 {path.name} 读不了。") from None


async def serve(settings: Settings) -> None:
    """Run until told to end, by a signal."""
    ending = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    simulator = Simulator(settings)
    await simulator.start()
    print(f"{simulator.url}/", flush=True)
    await ending.wait()
    await simulator.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Start it; the exit code."""
    try:
        asyncio.run(serve(settings_from(sys.argv[1:] if arguments is None else arguments)))
    except (BadPeople, BadTemplate, NotLoopback, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
