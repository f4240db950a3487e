"""A simulator in the test's own process, somebody's hands in it, and a bot that does exactly what a test says."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.simulator import Driver, Simulator
from bot.simulator.frames import CARD, ROBOT

Json = dict[str, Any]
BOTH = [{"type": "CALLBACK", "topic": ROBOT}, {"type": "CALLBACK", "topic": CARD}]
WITH_EVENTS = [*BOTH, {"type": "EVENT", "topic": "*"}]
HEADER = "x-acs-dingtalk-access-token"


class Link:
    """One Stream connection of the bot."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def raw(self, seconds: float = 3.0) -> aiohttp.WSMessage:
        return await self.socket.receive(timeout=seconds)

    async def frame(self, seconds: float = 3.0) -> Json:
        """The next frame, with its data decoded beside it."""
        message = await self.raw(seconds)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        frame: Json = json.loads(message.data)
        return {**frame, "decoded": json.loads(frame["data"])}

    async def silent(self, seconds: float = 0.2) -> bool:
        try:
            await self.socket.receive(timeout=seconds)
        except TimeoutError:
            return True
        return False

    async def ack(self, frame: Json, data: Any = None, code: int = 200) -> None:
        headers = {"messageId": frame["headers"]["messageId"], "contentType": "application/json"}
        answer = {"response": None} if data is None else data
        await self.socket.send_str(
            json.dumps({"code": code, "headers": headers, "message": "OK", "data": json.dumps(answer)})
        )


class Bot:
    """What an app does on the platform, call by call."""

    def __init__(self, simulator: Simulator, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self.settings = simulator.settings
        self.session = session
        self.links: list[Link] = []
        self.token = ""

    async def call(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Json]:
        headers = {HEADER: self.token} if self.token else {}
        async with self.session.request(
            method, self.simulator.url + path, json=body, headers=headers, **options
        ) as answer:
            return answer.status, await answer.json()

    async def old(self, path: str, body: Any = None, **options: Any) -> Json:
        status, answer = await self.call("POST", path, body, params={"access_token": self.token}, **options)
        assert status == 200
        return answer

    async def open(self, topics: list[Json] | None = None, **changes: Any) -> tuple[int, Json]:
        body = {"clientId": self.settings.client_id, "clientSecret": self.settings.client_secret}
        more = {"subscriptions": BOTH if topics is None else topics, "ua": "test/1", **changes}
        return await self.call("POST", "/v1.0/gateway/connections/open", {**body, **more})

    async def connect(self, topics: list[Json] | None = None) -> Link:
        status, told = await self.open(topics)
        assert status == 200, told
        link = Link(await self.session.ws_connect(told["endpoint"], params={"ticket": told["ticket"]}, max_msg_size=0))
        self.links.append(link)
        return link

    async def log_in(self) -> None:
        body = {"appKey": self.settings.client_id, "appSecret": self.settings.client_secret}
        status, told = await self.call("POST", "/v1.0/oauth2/accessToken", body)
        assert status == 200, told
        self.token = told["accessToken"]

    async def send(self, userids: list[str], param: Any, key: str = "sampleText", **changes: Any) -> tuple[int, Json]:
        body = {"robotCode": self.settings.robot_code, "userIds": userids, "msgKey": key, "msgParam": json.dumps(param)}
        return await self.call("POST", "/v1.0/robot/oToMessages/batchSend", {**body, **changes})

    async def group(self, group: str, param: Any, key: str = "sampleText") -> tuple[int, Json]:
        body = {"robotCode": self.settings.robot_code, "openConversationId": group, "msgKey": key}
        return await self.call("POST", "/v1.0/robot/groupMessages/send", {**body, "msgParam": json.dumps(param)})

    def card(self, to: str, params: Json, card_id: str = "card-1", **changes: Any) -> Json:
        """The body of createAndDeliver to somebody privately."""
        return {
            "cardTemplateId": self.settings.template.id,
            "outTrackId": card_id,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": params},
            "userIdType": 1,
            "openSpaceId": f"dtv1.card//IM_ROBOT.{to}",
            "imRobotOpenSpaceModel": {"supportForward": False},
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self.settings.robot_code},
            **changes,
        }

    async def show(self, to: str, params: Json, card_id: str = "card-1", **changes: Any) -> tuple[int, Json]:
        body = self.card(to, params, card_id, **changes)
        return await self.call("POST", "/v1.0/card/instances/createAndDeliver", body)

    async def update(self, params: Json | None, card_id: str = "card-1", **changes: Any) -> tuple[int, Json]:
        data = {} if params is None else {"cardData": {"cardParamMap": params}}
        return await self.call("PUT", "/v1.0/card/instances", {"outTrackId": card_id, **data, **changes})


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator()
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def people(simulator: Simulator) -> AsyncIterator[Driver]:
    async with Driver(simulator.url) as driver:
        yield driver


@pytest.fixture
async def app(simulator: Simulator) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        bot = Bot(simulator, session)
        await bot.log_in()
        yield bot
        for link in bot.links:
            await link.socket.close()


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 3.0) -> None:
    """Wait until a check says yes."""
    end = asyncio.get_running_loop().time() + seconds
    while not await check():
        if asyncio.get_running_loop().time() > end:
            raise TimeoutError
        await asyncio.sleep(0.02)
