"""The gateway to DingTalk: messages, cards and files through its OpenAPI."""

import json
from urllib.parse import urlsplit

import aiohttp

from bot.gateway.dingtalk.openapi import OpenApi
from bot.gateway.protocol import Json, Receipt, SendLater, SendRefused, Uncertain

CHUNK = 65536
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class DingTalk:
    """Implements `Gateway`. Field names are those of the official models (see tests)."""

    def __init__(self, api: OpenApi, robot_code: str, template_id: str) -> None:
        self._api = api
        self._robot = robot_code
        self._template = template_id

    async def say(self, to: str, text: str) -> Receipt:
        """Send plain words."""
        return await self._message(to, "sampleText", {"content": text})

    async def show_markdown(self, to: str, title: str, text: str) -> Receipt:
        """Send markdown; its dtmd links are tappable in the private chat."""
        return await self._message(to, "sampleMarkdown", {"title": title, "text": text})

    async def send_file(self, to: str, data: bytes, name: str) -> Receipt:
        """Upload a file and send it."""
        form = aiohttp.FormData()
        form.add_field("media", data, filename=name, content_type="application/octet-stream")
        media = await self._api.call_old("/media/upload", data=form, params={"type": "file"})
        kind = name.rpartition(".")[2].lower()
        return await self._message(to, "sampleFile", {"mediaId": media["media_id"], "fileName": name, "fileType": kind})

    async def _message(self, to: str, key: str, param: Json) -> Receipt:
        kind, _, address = to.partition(":")
        body: Json = {"robotCode": self._robot, "msgKey": key, "msgParam": json.dumps(param, ensure_ascii=False)}
        if kind == "group":
            answer = await self._api.call(
                "POST", "/v1.0/robot/groupMessages/send", {**body, "openConversationId": address}
            )
        else:
            answer = await self._api.call("POST", "/v1.0/robot/oToMessages/batchSend", {**body, "userIds": [address]})
            _refuse_undelivered(answer, address)
        return Receipt(str(answer.get("processQueryKey", "")))

    async def show_card(self, to: str, card: str, params: dict[str, str], summary: str) -> Receipt:
        """Create and deliver a card under its own id: asked twice, it is one card all the same."""
        kind, _, address = to.partition(":")
        body: Json = {
            "cardTemplateId": self._template,
            "outTrackId": card,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": params},
            "userIdType": 1,
        }
        space = {"supportForward": False, "lastMessageI18n": {"ZH_CN": summary}}
        if kind == "group":
            body |= {
                "openSpaceId": f"dtv1.card//IM_GROUP.{address}",
                "imGroupOpenSpaceModel": space,
                "imGroupOpenDeliverModel": {"robotCode": self._robot},
            }
        else:
            body |= {
                "openSpaceId": f"dtv1.card//IM_ROBOT.{address}",
                "imRobotOpenSpaceModel": space,
                "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self._robot},
            }
        return await self._deliver(card, body)

    async def _deliver(self, card: str, body: Json) -> Receipt:
        try:
            answer = await self._api.call("POST", "/v1.0/card/instances/createAndDeliver", body)
        except SendRefused as refusal:
            if str(refusal) != "param.cardAlreadyExist":
                raise
            return Receipt(card)
        except Uncertain as problem:
            raise SendLater("card answer lost", 1.0) from problem
        results = answer.get("result", {}).get("deliverResults", [])
        failed = [str(one.get("errorMsg")) for one in results if not one.get("success")]
        if failed:
            raise SendRefused(f"card not delivered: {failed[0]}")
        return Receipt(card)

    async def update_card(self, card: str, params: dict[str, str]) -> Receipt:
        """Change a card for everybody who has it; what is not named stays."""
        body: Json = {
            "outTrackId": card,
            "cardData": {"cardParamMap": params},
            "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
            "userIdType": 1,
        }
        try:
            await self._api.call("PUT", "/v1.0/card/instances", body)
        except Uncertain as problem:
            raise SendLater("card answer lost", 1.0) from problem
        return Receipt(card)

    async def download(self, code: str, limit: int) -> bytes:
        """Fetch a file that was sent to the robot; SendRefused when it is larger than `limit` bytes or gone."""
        body = {"downloadCode": code, "robotCode": self._robot}
        answer = await self._api.call("POST", "/v1.0/robot/messageFiles/download", body)
        url = str(answer["downloadUrl"])
        self._refuse_inward(url)
        try:
            async with self._api.session.get(url, allow_redirects=False) as response:
                if response.status != 200:
                    raise SendLater(f"file HTTP {response.status}", 2.0)
                return await _bounded(response, limit)
        except (TimeoutError, aiohttp.ClientError) as problem:
            raise SendLater(type(problem).__name__, 2.0) from problem

    def _refuse_inward(self, url: str) -> None:
        """A link may not lead into this machine unless the platform itself (the simulator) lives here."""
        parts = urlsplit(url)
        home = urlsplit(self._api.origins.openapi).hostname in LOOPBACK
        if parts.scheme not in ("http", "https") or (parts.hostname in LOOPBACK and not home):
            raise SendRefused("download link leads inward")


async def _bounded(response: aiohttp.ClientResponse, limit: int) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        data += chunk
        if len(data) > limit:
            raise SendRefused("too large")
    return bytes(data)


def _refuse_undelivered(answer: Json, userid: str) -> None:
    """Per-recipient failures come inside a success."""
    if userid in (answer.get("flowControlledStaffIdList") or ()):
        raise SendLater("flow controlled", 5.0)
    for name in ("invalidStaffIdList", "filteredStaffIdList"):
        if userid in (answer.get(name) or ()):
            raise SendRefused(name)
