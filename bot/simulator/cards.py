"""The cards by outTrackId: what everybody sees, what one person sees, and how updates change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.faults import Faults
from bot.simulator.refused import Json, Refused
from bot.simulator.template import Template

KEY_BYTES = 100
ID_CHARS = 100
Params = dict[str, str]


@dataclass
class Card:
    """One card: public data, private data by userid, and what callback answers showed to the one who tapped."""

    out_track_id: str
    stream: bool
    user_id_type: int
    public: Params
    private: dict[str, Params] = field(default_factory=dict)
    shown: dict[str, Params] = field(default_factory=dict)
    spaces: tuple[str, ...] = ()
    version: int = 1

    def seen_by(self, userid: str) -> Params:
        """The parameters as this person sees them."""
        return {**self.public, **self.private.get(userid, {}), **self.shown.get(userid, {})}


class Cards:
    """Every card that was created."""

    def __init__(self, template: Template, faults: Faults) -> None:
        self.template = template
        self._faults = faults
        self._cards: dict[str, Card] = {}

    def __len__(self) -> int:
        return len(self._cards)

    def find(self, out_track_id: str) -> Card | None:
        """The card of an id."""
        return self._cards.get(out_track_id)

    def existing(self, out_track_id: str) -> Card:
        """The card of an id; refused when there is none."""
        if not out_track_id:
            raise Refused("param.outTrackIdEmpty")
        card = self._cards.get(out_track_id)
        if card is None:
            raise Refused("param.cardNotExist")
        return card

    def create(self, body: Json) -> Card:
        """Keep a new card."""
        card_id = body.get("outTrackId") or ""
        if not card_id:
            raise Refused("param.outTrackIdEmpty")
        if len(card_id) > ID_CHARS:
            raise Refused("param.invalid", "outTrackId 太长")
        if not body.get("cardTemplateId"):
            raise Refused("param.cardTemplateIdEmpty")
        if body["cardTemplateId"] != self.template.id:
            raise Refused("param.templateNotExist")
        if card_id in self._cards:
            raise Refused("param.cardAlreadyExist")
        if body.get("cardData") is None:
            raise Refused("param.cardPublicDataEmpty")
        kind = callback_type(body)
        public = self.checked(_map(body.get("cardData")))
        private = {user: self.checked(_map(one)) for user, one in (body.get("privateData") or {}).items()}
        card = Card(card_id, kind == "STREAM", body.get("userIdType") or 1, public, private, spaces=_spaces(body))
        self._cards[card_id] = card
        return card

    def forget(self, card: Card) -> None:
        """Undo a creation whose delivery was refused."""
        self._cards.pop(card.out_track_id, None)

    def update(self, card: Card, body: Json) -> None:
        """Change a card: without options what is given replaces what is there, whole."""
        if body.get("cardData") is None and body.get("privateData") is None:
            raise Refused("param.cardDataAndPrivateDataBothEmpty")
        options = body.get("cardUpdateOptions") or {}
        if body.get("cardData") is not None:
            by_key = bool(options.get("updateCardDataByKey"))
            given = self.checked(_map(body["cardData"]))
            card.public = self.checked({**card.public, **given} if by_key else given)
            card.shown = {user: _without(old, given) if by_key else {} for user, old in card.shown.items()}
        for user, one in (body.get("privateData") or {}).items():
            given = self.checked(_map(one))
            keep = card.private.get(user, {}) if options.get("updatePrivateDataByKey") else {}
            card.private[user] = {**keep, **given}
        card.version += 1

    def answered(self, card: Card, userid: str, response: Mapping[str, Any]) -> None:
        """Take in the answer to a callback: both kinds of data are seen by the one who tapped, alone."""
        options = response.get("cardUpdateOptions") or {}
        for name, where, option in (
            ("cardData", card.shown, "updateCardDataByKey"),
            ("userPrivateData", card.private, "updatePrivateDataByKey"),
        ):
            if response.get(name) is not None:
                given = self.checked(_map(response[name]))
                where[userid] = {**where.get(userid, {}), **given} if options.get(option) else given
        card.version += 1

    def checked(self, params: Mapping[str, Any]) -> Params:
        """The parameters, when the template has them, they are text, and within the sizes."""
        for name, value in params.items():
            if not isinstance(value, str):
                raise Refused("param.invalid", f"卡片参数必须是文本：{name}")
            if name not in self.template.variables:
                raise Refused("param.invalid", f"模板没有变量 {name}")
            if len(name.encode()) > KEY_BYTES or len(value.encode()) > self._faults.value_bytes:
                raise Refused("param.invalid", f"卡片参数太大：{name}")
        if sum(len(name.encode()) + len(value.encode()) for name, value in params.items()) > self._faults.card_bytes:
            raise Refused("param.invalid", "整张卡片太大")
        return dict(params)


def callback_type(body: Json) -> str:
    """How taps come back: STREAM, HTTP, or nothing."""
    kind = str(body.get("callbackType") or "")
    if kind not in ("", "STREAM", "HTTP"):
        raise Refused("param.invalid", f"callbackType {kind}")
    return kind


def _map(data: Any) -> Json:
    found = data.get("cardParamMap") if isinstance(data, dict) else None
    if found is not None and not isinstance(found, dict):
        raise Refused("param.invalid", "cardParamMap 应为对象")
    return found or {}


def _spaces(body: Json) -> tuple[str, ...]:
    """The kinds of places a card may be delivered to, by the models it was created with."""
    named = {"imGroupOpenSpaceModel": "IM_GROUP", "imRobotOpenSpaceModel": "IM_ROBOT"}
    for model, kind in named.items():
        if body.get(model) is not None and kind == "IM_GROUP" and "supportForward" not in body[model]:
            raise Refused("param.invalid", "imGroupOpenSpaceModel.supportForward 必填")
    return tuple(kind for model, kind in named.items() if body.get(model) is not None)


def _without(old: Params, changed: Mapping[str, str]) -> Params:
    return {name: value for name, value in old.items() if name not in changed}
