"""The Stream connection under everything the platform does to it."""

import asyncio
import time
from contextlib import suppress

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot.gateway.dingtalk.frames import Frame
from bot.gateway.dingtalk.stream import Pause, Stream
from bot.simulator import Driver, Simulator
from tests.bot.gateway.conftest import QUICK, Heard, until

ROBOT = "/v1.0/im/bot/messages/get"


async def test_a_message_is_accepted_and_then_acked(
    stream: Stream, people: Driver, heard: Heard, simulator: Simulator
) -> None:
    await people.say("jingban", "我的任务")

    await until(lambda: simulator.world.record.counts["acks"] == 1)
    assert "我的任务" in heard.words
    assert await people.problems() == []


async def test_without_acceptance_there_is_no_ack_and_the_message_comes_again(
    stream: Stream, people: Driver, heard: Heard, simulator: Simulator
) -> None:
    refusals = [RuntimeError("disk full")]

    async def fail_once(frame: Frame) -> None:
        if refusals:
            raise refusals.pop()

    heard.work = fail_once
    await people.faults(redeliver_after=0.1)
    await people.say("jingban", "进度")

    await until(lambda: simulator.world.record.counts["acks"] == 1, 6)
    assert stream.counts["not_accepted"] == 1
    assert len(heard.frames) == 1


async def test_a_ping_is_answered_with_its_own_words(stream: Stream, people: Driver, simulator: Simulator) -> None:
    await people.happen("ping")

    await until(lambda: simulator.world.record.counts["acks"] == 1)
    assert await people.problems() == []


async def test_told_to_leave_it_connects_anew_first_and_loses_nothing(
    stream: Stream, people: Driver, heard: Heard, simulator: Simulator
) -> None:
    slow = asyncio.Event()

    async def wait(frame: Frame) -> None:
        await slow.wait()

    await asyncio.sleep(1.1)
    heard.work = wait
    await people.say("jingban", "交在旧连接上")
    await asyncio.sleep(0.05)
    await people.faults(leave_after=3.0)
    await people.happen("disconnect")
    await until(lambda: stream.opened == 2)
    links = [line["what"] for line in simulator.world.record.since(0) if line["way"] == "link"]
    assert links == ["connected", "connected"]
    slow.set()
    await people.say("jingban", "交在新连接上")

    await until(lambda: simulator.world.record.counts["acks"] == 2)
    assert await people.problems() == []
    await until(lambda: simulator.world.record.counts["connections gone"] == 1)


async def test_a_deaf_connection_is_replaced(
    simulator: Simulator, session: aiohttp.ClientSession, people: Driver, heard: Heard
) -> None:
    settings = simulator.settings
    stream = Stream(
        session, simulator.url, settings.client_id, settings.client_secret, heard.accept, pause=QUICK, idle=0.3
    )
    running = asyncio.create_task(stream.run())
    await people.connected()
    await people.happen("mute")

    await until(lambda: stream.opened >= 2)
    await until(lambda: simulator.world.record.counts["connections gone"] >= 1)
    await people.say("jingban", "还在吗")
    await until(lambda: heard.frames)
    await stream.stop()
    await running


async def test_clean_closes_are_followed_by_growing_pauses(
    simulator: Simulator, session: aiohttp.ClientSession, heard: Heard, people: Driver
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    await people.faults(close_on_connect=5)
    pause = Pause(first=1.0, most=8.0, chance=lambda low, high: high)
    settings = simulator.settings
    stream = Stream(
        session, simulator.url, settings.client_id, settings.client_secret, heard.accept, pause=pause, sleep=sleep
    )
    running = asyncio.create_task(stream.run())
    await until(lambda: stream.opened == 6)
    await stream.stop()
    await running

    assert waits == [1.0, 2.0, 4.0, 8.0, 8.0]


async def test_pauses_have_jitter() -> None:
    assert len({Pause().before(5) for _ in range(20)}) > 1
    assert 15.0 <= Pause().before(40) <= 30.0


async def test_a_cut_connection_is_opened_again(stream: Stream, people: Driver, heard: Heard) -> None:
    await people.happen("abort")

    await until(lambda: stream.opened == 2)
    await people.say("jingban", "又连上了")
    await until(lambda: heard.frames)


@pytest.mark.parametrize("nonsense", ["not_json", "unknown_topic", "unknown_type", "data_not_json", "empty_data"])
async def test_nonsense_on_the_wire_is_survived(stream: Stream, people: Driver, heard: Heard, nonsense: str) -> None:
    await people.happen(nonsense)
    await people.say("jingban", "还好吗")

    await until(lambda: "还好吗" in heard.words)
    assert stream.opened == 1


async def test_an_unknown_topic_is_acked_as_unknown(stream: Stream, people: Driver, simulator: Simulator) -> None:
    await people.happen("unknown_topic")

    await until(lambda: stream.counts["unknown_topic"] == 1)
    acks = [line["body"] for line in simulator.world.record.since(0) if line["what"] == "ack"]
    await until(lambda: any('"code":404' in str(line.get("body")) for line in simulator.world.record.since(0)))
    assert len(acks) <= 1


async def test_a_frame_above_a_mebibyte_is_taken(stream: Stream, people: Driver, heard: Heard) -> None:
    await people.happen("big_frame")

    await until(lambda: heard.frames)
    assert len(heard.frames[0].data) > 400_000
    assert stream.opened == 1


async def test_a_frame_beyond_all_measure_costs_one_connection_not_a_storm(
    stream: Stream, people: Driver, simulator: Simulator
) -> None:
    big = "x" * (5 * 1024 * 1024)
    for connection in list(simulator.world.streams.connections):
        with suppress(ConnectionError):
            await connection.socket.send_str(big)

    await until(lambda: stream.opened == 2)
    assert stream.counts["broken"] == 1
    await asyncio.sleep(0.3)
    assert stream.opened == 2


@pytest.mark.parametrize(
    ("fault", "told"), [("unauthorized", "KAOHE_CLIENT_SECRET"), ("unavailable", "HTTP 503"), ("not_json", "HTTP 502")]
)
async def test_a_refused_and_an_unavailable_gateway_are_told_apart(
    simulator: Simulator, session: aiohttp.ClientSession, people: Driver, heard: Heard, fault: str, told: str
) -> None:
    await people.faults(answers=[{"kind": fault, "path": "connections/open", "times": 2}])
    settings = simulator.settings
    stream = Stream(session, simulator.url, settings.client_id, settings.client_secret, heard.accept, pause=QUICK)
    with structlog.testing.capture_logs() as logs:
        running = asyncio.create_task(stream.run())
        await until(lambda: stream.opened == 1)
        await stream.stop()
        await running

    failures = [log["error"] for log in logs if log["event"] == "stream.open_failed"]
    assert len(failures) == 2
    assert all(told in failure for failure in failures)
    assert settings.client_secret not in str(logs)


async def test_a_gateway_that_never_answers_does_not_freeze_the_rest(
    simulator: Simulator, session: aiohttp.ClientSession, people: Driver, heard: Heard
) -> None:
    await people.faults(answers=[{"kind": "hang", "path": "connections/open", "times": 99}])
    settings = simulator.settings
    stream = Stream(session, simulator.url, settings.client_id, settings.client_secret, heard.accept)
    running = asyncio.create_task(stream.run())
    ticks = 0
    for _ in range(20):
        await asyncio.sleep(0.01)
        ticks += 1

    assert ticks == 20
    started = time.monotonic()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert time.monotonic() - started < 1


async def test_one_cancel_is_enough_and_closes_the_connection(
    simulator: Simulator, session: aiohttp.ClientSession, people: Driver, heard: Heard
) -> None:
    settings = simulator.settings
    stream = Stream(session, simulator.url, settings.client_id, settings.client_secret, heard.accept)
    running = asyncio.create_task(stream.run())
    await people.connected()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    await until(lambda: simulator.world.record.counts["connections gone"] == 1)


async def test_at_most_so_many_frames_are_in_work_at_once(
    stream: Stream, people: Driver, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_room", asyncio.Semaphore(2))
    at_once, most = 0, 0
    go_on = asyncio.Event()

    async def count(frame: Frame) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await go_on.wait()
        at_once -= 1

    heard.work = count
    await people.happen("abort")
    await until(lambda: stream.opened == 2)
    for number in range(6):
        await people.say("jingban", f"第 {number} 条")
    await asyncio.sleep(0.2)
    assert most == 2
    go_on.set()
    await until(lambda: len(heard.frames) == 6)
    assert most == 2


async def test_stop_accepts_and_acks_what_was_received_and_opens_nothing_new(
    stream: Stream, people: Driver, heard: Heard, simulator: Simulator
) -> None:
    async def slowly(frame: Frame) -> None:
        await asyncio.sleep(0.3)

    heard.work = slowly
    for number in range(20):
        await people.say("jingban", f"第 {number} 条")
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await stream.stop(3.0)

    assert time.monotonic() - started < 2
    assert len(heard.frames) == 20
    await until(lambda: simulator.world.record.counts["acks"] == 20)
    await asyncio.sleep(0.3)
    assert stream.opened == 1


async def test_stop_takes_no_more_than_five_seconds_with_a_gateway_that_has_gone_silent(
    session: aiohttp.ClientSession, heard: Heard
) -> None:
    async def opened(request: web.Request) -> web.Response:
        return web.json_response({"endpoint": f"http://{request.host}/connect", "ticket": "t"})

    async def never_reads(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=False)
        await socket.prepare(request)
        await released.wait()
        return socket

    released = asyncio.Event()
    app = web.Application()
    app.add_routes([web.post("/v1.0/gateway/connections/open", opened), web.get("/connect", never_reads)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    stream = Stream(session, f"http://{host}:{port}", "id", "secret", heard.accept)
    running = asyncio.create_task(stream.run())
    await until(lambda: stream.opened == 1)

    started = time.monotonic()
    await stream.stop(1.0)
    await running
    assert time.monotonic() - started < 3
    released.set()
    await runner.cleanup()


async def test_a_bad_ticket_is_a_failure_of_the_websocket_and_is_never_logged(
    session: aiohttp.ClientSession, heard: Heard
) -> None:
    async def opened(request: web.Request) -> web.Response:
        return web.json_response({"endpoint": f"http://{request.host}/connect", "ticket": "geheim-4711"})

    async def refuses(request: web.Request) -> web.Response:
        return web.Response(status=400)

    app = web.Application()
    app.add_routes([web.post("/v1.0/gateway/connections/open", opened), web.get("/connect", refuses)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    stream = Stream(session, f"http://{host}:{port}", "id", "secret", heard.accept, pause=QUICK)
    with structlog.testing.capture_logs() as logs:
        running = asyncio.create_task(stream.run())
        await until(lambda: stream.counts["open_failed HTTP 400 at the websocket"] >= 2)
        await stream.stop()
        await running
    await runner.cleanup()

    assert "geheim-4711" not in str(logs)
