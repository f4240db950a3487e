"""Everything the simulator holds, and what people do in it: talk, tap, send files."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from bot.simulator import frames
from bot.simulator.cards import Card, Cards
from bot.simulator.chats import BOT, PRIVATE, Chats, Message, conversation_id, private_with
from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.files import Blob, Files
from bot.simulator.forms import submitted
from bot.simulator.people import Cast, Group, Person
from bot.simulator.pushes import Push
from bot.simulator.record import Record
from bot.simulator.refused import NoSuch, Refused
from bot.simulator.settings import Settings
from bot.simulator.stream import Streams
from bot.simulator.template import Tap
from bot.simulator.tokens import Tokens
from bot.simulator.trouble import Trouble

Json = dict[str, Any]


class World:
    """One pretend DingTalk with one app in it."""

    def __init__(self, settings: Settings, faults: Faults | None = None) -> None:
        self.settings = settings
        self.url = ""
        self.faults = faults or Faults(qps=settings.qps)
        self.clock = SimulatedClock(settings.start)
        self.record = Record()
        self.cast = Cast(settings.people, settings.groups)
        self.chats = Chats()
        self.cards = Cards(settings.template, self.faults)
        self.streams = Streams(self.clock, self.faults, self.record)
        self.trouble = Trouble(self.streams, self.clock, self.faults)
        self.tokens = Tokens(self.clock, self.faults)
        self.files = Files(self.clock, self.faults)
        self.webhooks: dict[str, tuple[str, int]] = {}
        self.todos: dict[str, Json] = {}
        self.pushes: dict[str, Push] = {}

    # what people do

    def person(self, userid: str) -> Person:
        """Somebody of the cast."""
        try:
            return self.cast.people[userid]
        except KeyError:
            raise NoSuch(f"没有这个人：{userid}。") from None

    def conversation(self, person: Person, named: str) -> tuple[str, Group | None]:
        """The conversation a person means: the private one, or a group they are in."""
        if named in ("", PRIVATE):
            return private_with(person.userid), None
        group = self.cast.groups.get(named)
        if group is None or person.userid not in self.cast.members(group):
            raise NoSuch(f"{person.name}不在群 {named} 里。")
        return group.id, group

    def say(
        self, userid: str, text: str, conversation: str = PRIVATE, *, at_bot: bool = True, external: bool = False
    ) -> Message:
        """Somebody types something. In a group the bot hears it only when it is @-ed."""
        person = Person(userid, userid) if external else self.person(userid)
        where, group = (
            (conversation, self.cast.groups.get(conversation)) if external else self.conversation(person, conversation)
        )
        if external and group is None:
            where = private_with(userid)
        mention = f"@{self.settings.robot_name} " if group and at_bot else ""
        message = self.chats.add(where, userid, "text", {"text": mention + text}, self.clock.ms())
        if group is None or at_bot:
            heard = f" {text}" if group else text
            self._hear(message, person, group, {"msgtype": "text", "text": {"content": heard}}, external)
        return message

    def send_file(
        self, userid: str, blob: Blob, kind: str = "file", conversation: str = PRIVATE, words: str = ""
    ) -> Message:
        """Somebody sends a file, a picture or a voice message to the bot; in a group only pictures can be."""
        person = self.person(userid)
        where, group = self.conversation(person, conversation)
        if group and kind != "picture":
            raise NoSuch("群里不能把文件或语音发给机器人，请到单聊里发。")
        code = self.files.sent_by_person(blob)
        content: Json = {"downloadCode": code}
        if kind == "file":
            content |= {"fileName": blob.name, "fileId": str(uuid4().int)[:12], "spaceId": str(uuid4().int)[:10]}
        elif kind == "picture":
            content |= {"pictureDownloadCode": f"pic{code}"}
        elif kind == "audio":
            content |= {"recognition": words, "duration": 4000}
        else:
            raise NoSuch(f"没有这种文件消息：{kind}。")
        shown = {"name": blob.name, "size": blob.size, "url": self.files.link(code) or "", "text": words}
        message = self.chats.add(where, userid, kind, shown, self.clock.ms())
        self._hear(message, person, group, {"msgtype": kind, "content": content})
        return message

    def _hear(self, message: Message, person: Person, group: Group | None, said: Json, external: bool = False) -> None:
        data = {**self._envelope(message, person, group), **said}
        if external:
            for name in ("senderStaffId", "isAdmin", "senderUnionId"):
                data.pop(name, None)
        if self.faults.over_quota:
            data = frames.over_quota(data)
        push = Push("CALLBACK", frames.ROBOT, frames.text(data))
        self.pushes[message.id] = push
        self.streams.push(push)

    def _envelope(self, message: Message, person: Person, group: Group | None) -> Json:
        session = uuid4().hex
        self.webhooks[session] = (message.conversation, message.at + frames.WEBHOOK_MS)
        settings = self.settings
        made = {
            "senderPlatform": "Mac",
            "conversationId": conversation_id(message.conversation),
            "chatbotCorpId": settings.corp_id,
            "chatbotUserId": "$:LWCP_v1:$simulatedBot==",
            "msgId": message.id,
            "senderNick": person.name,
            "isAdmin": False,
            "senderStaffId": person.userid,
            "sessionWebhookExpiredTime": message.at + frames.WEBHOOK_MS,
            "createAt": message.at,
            "senderCorpId": settings.corp_id,
            "conversationType": "2" if group else "1",
            "senderId": person.sender_id,
            "sessionWebhook": f"{self.url}/robot/sendBySession?session={session}",
            "robotCode": settings.robot_code,
        }
        if group is None:
            return made
        named = {"conversationTitle": group.title, "isInAtList": True, "senderUnionId": person.unionid}
        return {**made, **named, "atUsers": [{"dingtalkId": "$:LWCP_v1:$simulatedBot=="}]}

    def redeliver(self, message_id: str) -> None:
        """Push a person's message once more: a new messageId, the same msgId."""
        push = self.pushes.get(message_id)
        if push is None:
            raise NoSuch(f"没有推送过这条消息：{message_id}。")
        self.streams.push(push)

    def tap(
        self, userid: str, card_id: str, *, code: str = "", label: str = "", form: Mapping[str, Any] | None = None
    ) -> Tap:
        """Somebody taps a button of a card they see, or submits its form."""
        person = self.person(userid)
        card, message = self._card_of(person, card_id)
        params = card.seen_by(userid)
        found = [
            one
            for one in self.cards.template.taps(params)
            if (code and one.code == code) or (label and one.label == label)
        ]
        if not found:
            raise NoSuch(f"这张卡片上没有按钮“{label or code}”。")
        tap = found[0]
        content: Json = {"actionIds": [tap.component], "params": dict(tap.params)}
        if tap.takes_form or form:
            content["params"]["form"] = submitted(self.cards.template.form_fields(params), form or {})
        self._called_back(person, card, message, content)
        return tap

    def forge(self, userid: str, card_id: str, params: Json) -> None:
        """Send a tap nobody could make on a real card: a stale or foreign one."""
        content: Json = {"actionIds": ["button"], "params": params}
        data = frames.card_callback(
            self.settings.corp_id, userid, card_id, conversation_id(private_with(userid)), {"cardPrivateData": content}
        )
        self.streams.push(Push("CALLBACK", frames.CARD, frames.text(data)))

    def _card_of(self, person: Person, card_id: str) -> tuple[Card, Message]:
        card = self.cards.find(card_id)
        places = self.chats.of_card(card_id)
        seen = [one for one in places if self.sees(person.userid, one) and not one.recalled]
        if card is None or not seen:
            raise NoSuch(f"{person.name}没有这张卡片：{card_id}。")
        return card, seen[-1]

    def _called_back(self, person: Person, card: Card, message: Message, content: Json) -> None:
        if not card.stream:
            self.record.count("taps without a callback")
            return
        userid = person.unionid if card.user_id_type == 2 else person.userid
        data = frames.card_callback(
            self.settings.corp_id,
            userid,
            card.out_track_id,
            conversation_id(message.conversation),
            {"cardPrivateData": content},
        )
        data["userIdType"] = card.user_id_type

        def answered(answer: Json) -> None:
            response = answer.get("response")
            if isinstance(response, dict):
                self._show_answer(card, person.userid, response)

        self.streams.push(Push("CALLBACK", frames.CARD, frames.text(data), on_answer=answered))

    def _show_answer(self, card: Card, userid: str, response: Json) -> None:
        """An answer that the platform would refuse changes nothing and is counted."""
        try:
            self.cards.answered(card, userid, response)
        except Refused as refusal:
            self.record.problem("answer refused", self.clock.ms(), why=str(refusal))
            return
        for message in self.chats.of_card(card.out_track_id):
            self.chats.touch(message)

    def sees(self, userid: str, message: Message) -> bool:
        """Whether a message is in front of this person."""
        if message.only and userid not in message.only:
            return False
        group = self.cast.groups.get(message.conversation)
        return userid in self.cast.members(group) if group else message.conversation == private_with(userid)

    def happened(self, event: str, data: Json) -> None:
        """Something happened in the organisation: an EVENT for whoever subscribed to events."""
        headers = frames.event_headers(event, self.settings.corp_id, self.clock.ms())
        self.streams.push(Push("EVENT", "*", frames.text(data), headers=headers))

    # what the bot shows

    def show(self, conversation: str, kind: str, body: Json, *, key: str = "", only: tuple[str, ...] = ()) -> Message:
        """The bot puts something into a conversation."""
        self.record.count(f"shown {kind}")
        return self.chats.add(conversation, BOT, kind, body, self.clock.ms(), key=key, only=only)
