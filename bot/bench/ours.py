"""Our side of a measure, in a process of its own: `python -m bot.bench.ours accept|turn GATEWAY DATABASE FOLDER`."""

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import orjson
import structlog
import uvloop

from bot.app import WORKERS
from bot.clock import SystemClock
from bot.gateway.dingtalk.client import DingTalk
from bot.gateway.dingtalk.frames import Frame
from bot.gateway.dingtalk.intake import Intake
from bot.gateway.dingtalk.openapi import OpenApi, Origins
from bot.gateway.dingtalk.stream import Stream
from bot.gateway.dispatcher import Dispatcher, Rate
from bot.worker import Worker
from storage.desk import Desk
from storage.files import FileStore
from storage.records import InboxRow, Letter, NewEntry
from storage.store import Store

UNLIMITED = 1_000_000
OUTBOUND_AT_ONCE = 20


def turn(desk: Desk, row: InboxRow) -> None:
    """What one message costs: an entry in the journal and a reply in the outbox, in one transaction."""
    said = orjson.loads(row.body)
    desk.journal.append(
        NewEntry(
            kind="evidence.filed",
            year=2022,
            slot=f"evidence:{desk.new_id()}",
            actor=row.lane,
            unit="BGS",
            item="BGS-1",
            message=row.key,
            payload={"text": said["text"]["content"], "files": []},
        )
    )
    desk.outbox.put(
        Letter(to=f"user:{row.lane}", kind="text", body={"text": f"收到，已记入办公室第一项 {said['msgId']}"})
    )


async def serve(kind: str, gateway: str, database: str, folder: Path) -> None:
    """Accept, and with `turn` also work and answer, until killed."""
    store = await Store.open(database, clock=lambda: datetime.now(UTC))
    await store.migrate()
    intake = Intake("bench", store.clock)

    async def accept(frame: Frame) -> None:
        await store.accept([intake.arrival(frame)])

    async with aiohttp.ClientSession() as session:
        loops = [Stream(session, gateway, "bench", "bench", accept).run()]
        if kind == "turn":
            rate = Rate(UNLIMITED, time.monotonic, asyncio.sleep)
            dingtalk = _dingtalk(session, gateway)
            loops.append(Dispatcher(store, dingtalk, FileStore(folder), rate, SystemClock()).run())
            loops += [Worker(store, turn).run() for _ in range(WORKERS[database.partition(":")[0]])]
        await asyncio.gather(*loops)


def _dingtalk(session: aiohttp.ClientSession, origin: str) -> DingTalk:
    return DingTalk(OpenApi(session, Origins(origin, origin, origin), "bench", "bench"), "bench", "bench")


async def outbound(gateway: str, seconds: float, *, raw: bool) -> float:
    """Calls per second, twenty at a time: through our gateway, or bare on one shared session."""
    sent = 0
    body = {"robotCode": "bench", "userIds": ["u1"], "msgKey": "sampleText", "msgParam": '{"content":"收到"}'}
    async with aiohttp.ClientSession() as session:
        dingtalk = _dingtalk(session, gateway)
        headers = {"x-acs-dingtalk-access-token": "bench"}

        async def say() -> None:
            await dingtalk.say("user:u1", "收到")

        async def post() -> None:
            url = f"{gateway}/v1.0/robot/oToMessages/batchSend"
            async with session.post(url, json=body, headers=headers) as response:
                await response.json()

        async def keep_on() -> None:
            nonlocal sent
            while time.perf_counter() < until:
                await (post() if raw else say())
                sent += 1

        until = time.perf_counter() + seconds
        await asyncio.gather(*(keep_on() for _ in range(OUTBOUND_AT_ONCE)))
    return sent / seconds


def main() -> None:
    """Serve, or print how many calls a second went out."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    kind, gateway, *rest = sys.argv[1:]
    if kind in ("raw", "say"):
        print(uvloop.run(outbound(gateway, float(rest[0]), raw=kind == "raw")), flush=True)
    else:
        uvloop.run(serve(kind, gateway, rest[0], Path(rest[1])))


if __name__ == "__main__":
    main()
