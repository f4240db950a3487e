"""Every measure side by side in one run, in interleaved rounds; medians are told."""

import asyncio
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from bot.bench.processes import Pair, first_line, pair, postgres, process
from bot.bench.report import Measure
from bot.bench.scores import MANY, seconds_for_eight, seconds_for_many

LEVELS = (100, 1000)
TURNS_IN_FLIGHT = 100
Results = dict[tuple[str, int], list[dict[str, float]]]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def run(rounds: int, seconds: float, told: Callable[[str], None]) -> list[Measure]:
    """Measure everything; `told` hears what is going on."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kaohe-bench-")))
        server = await stack.enter_async_context(postgres())
        if server is None:
            told("没有安装 PostgreSQL，只量 SQLite（make deps 可以安装）。")
        pairs = await _pairs(stack, folder, server)
        results: Results = defaultdict(list)
        for number in range(rounds):
            told(f"第 {number + 1} 轮，共 {rounds} 轮……")
            for name, one in pairs.items():
                await _round(results, name, one, seconds)
        outbound = {kind: await _outbound(kind, seconds) for kind in ("raw", "say")}
    return [*_frames(results), *_turns(results), *_sending(outbound), *await asyncio.to_thread(_scoring)]


async def _pairs(stack: AsyncExitStack, folder: Path, server: str | None) -> dict[str, Pair]:
    pairs = {"sdk": await stack.enter_async_context(pair(["bot.bench.sdk_echo"], sdk=True))}
    for kind in ("accept", "turn"):
        databases = {"sqlite": f"sqlite:///{folder / kind}.db"}
        if server is not None:
            databases["postgresql"] = await _database(server, kind)
        for name, url in databases.items():
            client = ["bot.bench.ours", kind, "{url}", url, str(folder)]
            pairs[f"{kind} {name}"] = await stack.enter_async_context(pair(client))
    return pairs


async def _database(server: str, name: str) -> str:
    """A database of its own for each kind of measure."""
    import asyncpg

    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE bench_{name}")
    finally:
        await connection.close()
    return server.replace("/postgres", f"/bench_{name}")


async def _round(results: Results, name: str, one: Pair, seconds: float) -> None:
    if name.startswith("turn"):
        results[name, TURNS_IN_FLIGHT].append(await one.measure(TURNS_IN_FLIGHT, seconds, by_reply=True))
        return
    for level in LEVELS:
        results[name, level].append(await one.measure(level, seconds))


async def _outbound(kind: str, seconds: float) -> float:
    async with process(["bot.bench.load"]) as gateway:
        url = await first_line(gateway)
        async with process(["bot.bench.ours", kind, url, str(seconds)]) as client:
            return float(await first_line(client))


def _median(results: Results, name: str, level: int, value: str) -> float:
    return statistics.median(one[value] for one in results[name, level])


def _frames(results: Results) -> list[Measure]:
    """The bare SDK's echo, and our durable accept beside it."""
    told = []
    for level in LEVELS:
        echo = _median(results, "sdk", level, "rate")
        for name in ("sdk", "accept sqlite", "accept postgresql"):
            if (name, level) not in results:
                continue
            rate = _median(results, name, level, "rate")
            title = "官方 SDK 空回执" if name == "sdk" else f"落盘后回执 {NAMES[name.split()[1]]}"
            ratio = [
                one["rate"] / base["rate"]
                for one, base in zip(results[name, level], results["sdk", level], strict=True)
            ]
            told.append(Measure(f"{title} 在途 {level}", rate, "帧/秒", statistics.median(ratio) if echo else None))
            told += [
                Measure(f"{title} 在途 {level} {value}", _median(results, name, level, value), "毫秒")
                for value in ("p50", "p99")
            ]
    return told


def _turns(results: Results) -> list[Measure]:
    told = []
    for name in ("turn sqlite", "turn postgresql"):
        if (name, TURNS_IN_FLIGHT) in results:
            title = f"整轮（收下→台账→答复送出）{NAMES[name.split()[1]]}"
            told.append(Measure(title, _median(results, name, TURNS_IN_FLIGHT, "rate"), "轮/秒"))
            told.append(Measure(f"{title} p99", _median(results, name, TURNS_IN_FLIGHT, "p99"), "毫秒"))
    return told


def _sending(outbound: dict[str, float]) -> list[Measure]:
    raw, say = outbound["raw"], outbound["say"]
    return [
        Measure("发送 裸会话 20 路", raw, "次/秒", 1.0),
        Measure("发送 本服务 20 路", say, "次/秒", say / raw),
    ]


def _scoring() -> list[Measure]:
    return [
        Measure("计分并说明 8 个单位", seconds_for_eight() * 1000, "毫秒"),
        Measure(f"计分并排名 {MANY} 个单位", seconds_for_many(), "秒"),
    ]
