"""The gateway to DingTalk: messages, cards and files through its OpenAPI."""

import json
from typing import Any

import aiohttp

from bot.gateway.dingtalk.fetching import fetch
from bot.gateway.dingtalk.openapi import OpenApi
from bot.gateway.protocol import Json, NotDelivered, Receipt, SendLater, SendRefused, TooLarge, Uncertain

LARGEST_UPLOAD = 20 * 1024 * 1024


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
        if len(data) > LARGEST_UPLOAD:
            raise TooLarge(f"{len(data)} bytes are too many for the platform")

        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("media", data, filename=name, content_type="application/octet-stream")
            return made

        media = await self._api.upload("/media/upload", form, {"type": "file"})
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

    async def show_card(
        self, to: str, card: str, params: dict[str, str], summary: str, *, anew: bool = False
    ) -> Receipt:
        """Create and deliver a card under its own id: asked twice, it is one card all the same."""
        place = self._place(to, summary)
        body: Json = {
            "cardTemplateId": self._template,
            "outTrackId": card,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": params},
            "userIdType": 1,
            **place,
        }
        try:
            answer = await self._card_call("POST", "/v1.0/card/instances/createAndDeliver", body)
        except SendRefused as refusal:
            if str(refusal) != "param.cardAlreadyExist":
                raise
            return await self._deliver(card, place) if anew else Receipt(card)
        _refuse_undelivered_card(answer.get("result"))
        return Receipt(card)

    def _place(self, to: str, summary: str) -> Json:
        """Where a card goes, in the words of the card platform."""
        kind, _, address = to.partition(":")
        space = {"supportForward": False, "lastMessageI18n": {"ZH_CN": summary}}
        if kind == "group":
            return {
                "openSpaceId": f"dtv1.card//IM_GROUP.{address}",
                "imGroupOpenSpaceModel": space,
                "imGroupOpenDeliverModel": {"robotCode": self._robot},
            }
        return {
            "openSpaceId": f"dtv1.card//IM_ROBOT.{address}",
            "imRobotOpenSpaceModel": space,
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self._robot},
        }

    async def _deliver(self, card: str, place: Json) -> Receipt:
        """Deliver a card that exists and is known not to have arrived."""
        body = {name: value for name, value in place.items() if not name.endswith("SpaceModel")}
        body |= {"outTrackId": card, "userIdType": 1}
        answer = await self._card_call("POST", "/v1.0/card/instances/deliver", body)
        _refuse_undelivered_card(answer.get("result"))
        return Receipt(card)

    async def _card_call(self, method: str, path: str, body: Json) -> Json:
        """A card has its own id, so a lost answer only means: ask again."""
        try:
            return await self._api.call(method, path, body)
        except Uncertain as problem:
            raise SendLater("card answer lost", 1.0) from problem

    async def update_card(self, card: str, params: dict[str, str]) -> Receipt:
        """Change a card for everybody who has it; what is not named stays."""
        body: Json = {
            "outTrackId": card,
            "cardData": {"cardParamMap": params},
            "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
            "userIdType": 1,
        }
        await self._card_call("PUT", "/v1.0/card/instances", body)
        return Receipt(card)

    async def download(self, code: str, limit: int) -> bytes:
        """Fetch a file that was sent to the robot; TooLarge beyond `limit` bytes, SendRefused when it is gone."""
        body = {"downloadCode": code, "robotCode": self._robot}
        answer = await self._api.call("POST", "/v1.0/robot/messageFiles/download", body)
        return await fetch(self._api.session, str(answer.get("downloadUrl")), self._api.origins.openapi, limit)


def _refuse_undelivered_card(result: Any) -> None:
    """Each place of a card tells, inside a success, whether the card arrived there."""
    places = result.get("deliverResults") if isinstance(result, dict) else result
    for place in places if isinstance(places, list) else ():
        if not place.get("success"):
            reason = str(place.get("errorMsg") or "no reason given")
            if "invalid" in reason.lower():
                raise SendRefused(f"card not delivered: {reason}")
            raise NotDelivered(f"card not delivered: {reason}", 2.0)


def _refuse_undelivered(answer: Json, userid: str) -> None:
    """Per-recipient failures come inside a success."""
    if userid in (answer.get("flowControlledStaffIdList") or ()):
        raise SendLater("flow controlled", 5.0)
    for name in ("invalidStaffIdList", "filteredStaffIdList"):
        if userid in (answer.get(name) or ()):
            raise SendRefused(name)
