"""Who answers: a code or a tap, a number, an answer that was asked for, exact words, free words, never silence."""

import copy
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.duty import Duty, Verb
from bot.conversation.feedback import GIVE, about
from bot.conversation.hearing import CHOOSE, Hearing
from bot.conversation.turn import Ask, Press, Turn
from bot.conversation.voice import ENDED
from bot.errors import BotError, Mistaken, NotAllowed
from bot.understanding.matching import squeeze
from bot.words import router as sentences
from cards.plain import clip, plain
from cards.words import OPINION, moment
from storage.records import Action, ShownCard

CODE = re.compile(r"^\s*(?:.{1,40}\s)?\s*([2-9A-HJKMNP-Z]{5})\s*$", re.IGNORECASE)
NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.、。]?\s*$")
LEAVE = re.compile(r"^\s*(退出|取消|算了|不用了)\s*[。！!]?\s*$")
LONGEST = 5000
PATIENCE = timedelta(hours=12)
"""How long a question waits for its answer."""


class Router:
    """Knows every duty and hands each turn to the one it is for."""

    def __init__(self, duties: Iterable[Duty], lost: Duty) -> None:
        self._duties = (*duties, lost)
        self._hearing = Hearing(self._duties)
        self._verbs: dict[str, tuple[Duty, Verb]] = {CHOOSE: (lost, self._hearing.choose)}
        for duty in self._duties:
            for verb, perform in duty.verbs.items():
                if verb in self._verbs:
                    raise ValueError(f"两处都登记了动作 {verb}")
                self._verbs[verb] = (duty, perform)

    def hear(self, turn: Turn, said: str) -> None:
        """Answer a message. Expected refusals become one sentence; whatever else goes wrong undoes the turn."""
        self.guard(turn, lambda: self._hear(turn, said))

    def tap(self, turn: Turn, card: str, code: str, version: int | None, form: dict[str, str]) -> None:
        """Answer a tap on a card, which then gets its next version whatever the tap came to."""
        turn.session.pop("asking", None)
        before = turn.act.desk.shown.get(card)
        self.guard(turn, lambda: self._tap(turn, before, code, version, form))
        after = turn.act.desk.shown.get(card)
        if before is not None and after is not None and after.version == before.version:
            turn.voice.keep(card)

    def perform(self, turn: Turn, press: Press) -> None:
        """Do what a button stands for."""
        duty_verb = self._verbs.get(press.verb)
        if duty_verb is None:
            raise Mistaken(sentences.OLD_BUTTON)
        self._asking(turn, press, lambda: duty_verb[1](turn, press))

    def guard(self, turn: Turn, work: Callable[[], None]) -> None:
        """Do the work; a refusal takes back everything it did and becomes one sentence."""
        before = copy.deepcopy(turn.session)
        try:
            with turn.act.desk.connection.begin_nested():
                work()
        except BotError as refusal:
            before.pop("asking", None)
            turn.session.clear()
            turn.session.update(before)
            turn.whisper(refusal.sentence)

    def _asking(self, turn: Turn, press: Press, work: Callable[[], None]) -> None:
        """Run a verb; when it needs one more line, remember what for and ask in the private chat."""
        try:
            with turn.act.desk.connection.begin_nested():
                work()
        except Ask as question:
            turn.session["asking"] = {
                "verb": press.verb,
                "args": press.args,
                "form": press.form,
                "card": press.card,
                "name": question.name,
                "question": question.sentence,
                "at": turn.act.now.timestamp(),
            }
            turn.whisper(question.sentence)

    def _hear(self, turn: Turn, said: str) -> None:
        if len(said) > LONGEST:
            raise Mistaken(sentences.TOO_LONG.format(count=len(said), most=LONGEST))
        if not plain(said):
            raise Mistaken(sentences.EMPTY)
        asked = turn.session.pop("asking", None) if turn.place.is_private else None
        if asked is not None and _is_old(turn, asked):
            self._late_answer(turn, said, asked)
            return
        button = self._button(turn, said, asked is not None)
        if button is not None:
            self._press(turn, *button, {})
        elif asked is not None and LEAVE.match(said):
            turn.say(sentences.LEFT)
        elif asked is not None and not self._is_known(said):
            form = {**asked["form"], asked["name"]: said.strip()}
            self.perform(turn, Press(asked["verb"], asked["args"], form, asked["card"]))
        else:
            self._by_words(turn, said)

    def _late_answer(self, turn: Turn, said: str, asked: dict[str, Any]) -> None:
        """An answer to a question of another day stores nothing; anything else is heard as usual."""
        if self._button(turn, said, True) or self._is_known(said):
            self._hear(turn, said)
        else:
            when = moment(datetime.fromtimestamp(asked["at"], UTC))
            raise Mistaken(sentences.OLD_QUESTION.format(when=when, question=clip(asked["question"], 20)))

    def _is_known(self, said: str) -> bool:
        return any(pattern.match(said) for duty in self._duties[:-1] for pattern, _ in duty.hears)

    def _by_words(self, turn: Turn, said: str) -> None:
        """Exact words first, then what is understood, then whoever is never silent."""
        *duties, lost = self._duties
        if not self._exact(turn, said, duties) and not self._hearing.answer(turn, said):
            self._exact(turn, said, [lost])

    def _exact(self, turn: Turn, said: str, duties: Iterable[Duty]) -> bool:
        for duty in duties:
            for pattern, answer in duty.hears:
                match = pattern.match(said)
                if match:
                    answer(turn, match)
                    return True
        return False

    def _button(self, turn: Turn, said: str, answering: bool) -> tuple[Action, str | None] | None:
        """The button that a code, a number or a button's own label stands for; numbers answer a question first."""
        if not turn.place.is_private:
            return None
        code = CODE.match(said)
        action = turn.act.desk.actions.find(code.group(1).upper()) if code else None
        latest = turn.act.desk.shown.latest(turn.mine)
        if action is not None:
            _refuse_foreign(turn, action)
            return action, latest.out_track_id if latest and action.code in latest.args["codes"] else None
        latest = None if answering else latest
        chosen = _chosen(latest, said) if latest else None
        action = turn.act.desk.actions.find(chosen) if chosen else None
        return (action, latest.out_track_id) if action and latest else None

    def _tap(self, turn: Turn, card: ShownCard | None, code: str, version: int | None, form: dict[str, str]) -> None:
        if code == OPINION and card is not None:
            self.perform(turn, Press(GIVE, {"about": about(card)}, {}, card.out_track_id))
            return
        action = turn.act.desk.actions.find(code)
        if action is None or card is None:
            raise Mistaken(sentences.OLD_CARD)
        _refuse_foreign(turn, action)
        if code not in card.args["codes"] or (version is not None and version < card.version):
            self._stale(turn, action, card.out_track_id)
        else:
            self._press(turn, action, card.out_track_id, form)

    def _press(self, turn: Turn, action: Action, card: str | None, form: dict[str, str]) -> None:
        if action.slot is not None and turn.act.version(action.slot) != (action.version or 0):
            self._stale(turn, action, card)
        else:
            self.perform(turn, Press(action.verb, action.args, form, card))

    def _stale(self, turn: Turn, action: Action, card: str | None) -> None:
        """A button of an earlier state: say so and show the present one."""
        duty, _ = self._verbs[action.verb]
        turn.whisper(sentences.CHANGED)
        again = duty.again.get(action.verb)
        if again is not None:
            again(turn, Press(action.verb, action.args, {}, card))


def _is_old(turn: Turn, asked: dict[str, Any]) -> bool:
    return turn.act.now.timestamp() - float(asked.get("at", 0)) > PATIENCE.total_seconds()


def _refuse_foreign(turn: Turn, action: Action) -> None:
    if action.person != turn.person.id:
        raise NotAllowed(sentences.NOT_YOURS)


def _chosen(card: ShownCard, said: str) -> str | None:
    """The code of the button that a number or a label typed in full names."""
    codes: list[str] = card.args["codes"]
    number = NUMBER.match(said)
    if number and card.args.get(ENDED):
        raise Mistaken(sentences.ENDED.format(title=card.args["face"]["title"], status=card.args["face"]["status"]))
    if number:
        place = int(number.group(1))
        return codes[place - 1] if 1 <= place <= len(codes) else None
    labels = [squeeze(label) for label in card.args["labels"]]
    return codes[labels.index(squeeze(said))] if labels.count(squeeze(said)) == 1 else None
