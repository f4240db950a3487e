"""How an answer leaves: as a card, as markdown with links, or as numbered text, always through the outbox."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from cards.face import Face, done
from cards.render import dtmd_markdown, plain_text, template_params
from storage.desk import Desk
from storage.records import Letter, ShownCard


class Form(StrEnum):
    """The three ways a card reaches a person (DESIGN §4); the value is what people type to choose it."""

    CARD = "卡片"
    LINKS = "链接"
    TEXT = "文字"


class Voice:
    """Puts what is said and shown into the outbox of the open transaction, in the form each recipient gets."""

    def __init__(self, desk: Desk, default: Form, new_id: Callable[[], str]) -> None:
        self._desk = desk
        self._default = default
        self._new_id = new_id

    def form_of(self, to: str) -> Form:
        """The recipient's own choice, else the site's; a site without a template never shows cards."""
        chosen = Form(self._desk.sessions.get(f"form:{to}").get("form", self._default))
        return Form.LINKS if chosen is Form.CARD and self._default is not Form.CARD else chosen

    def choose_form(self, to: str, form: Form) -> None:
        """Remember the recipient's choice."""
        self._desk.sessions.put(f"form:{to}", {"form": form.value})

    def say(self, to: str, text: str) -> None:
        """Send plain words."""
        self._desk.outbox.put(Letter(to=to, kind="text", body={"text": text}))

    def send_file(self, to: str, sha256: str, name: str) -> None:
        """Send a stored file."""
        self._desk.outbox.put(Letter(to=to, kind="file", body={"sha256": sha256, "name": name}))

    def show(self, to: str, face: Face, subject: str) -> None:
        """Show a card, and remember it so that taps, numbers and later changes find it."""
        form = self.form_of(to)
        shown = ShownCard(
            out_track_id=self._new_id(), to=to, kind=form.value, subject=subject, args=_kept(face), version=1
        )
        self._desk.shown.add(shown)
        self._desk.outbox.put(_letter(to, form, face, shown.out_track_id))

    def refresh(self, to: str, card: str | None, face: Face, subject: str) -> None:
        """Put the new state on the card that was tapped; where it cannot change, show it anew."""
        shown = self._desk.shown.get(card) if card else None
        if shown is None or shown.kind != Form.CARD:
            self.show(to, face, subject)
            return
        self._put_update(shown, face)

    def keep(self, card: str) -> None:
        """Give a tapped card its next version though nothing on it changed, so that the next tap is heard as new."""
        shown = self._desk.shown.get(card)
        if shown is not None:
            self._put_update(shown, Face.model_validate(shown.args["face"]))

    def settle(self, subject: str, status: str) -> None:
        """End every copy of the cards about `subject`; messages that cannot change keep refusing by their codes."""
        for shown in self._desk.shown.of(subject):
            if shown.args["codes"] or shown.args["face"]["fields"]:
                self._put_update(shown, done(Face.model_validate(shown.args["face"]), status))

    def _put_update(self, shown: ShownCard, face: Face) -> None:
        version = self._desk.shown.bump(shown.out_track_id, _kept(face)).version
        if shown.kind == Form.CARD:
            body = {"card": shown.out_track_id, "params": template_params(face, version)}
            self._desk.outbox.put(Letter(to=shown.to, kind="card_update", body=body))


def _kept(face: Face) -> dict[str, Any]:
    """What is remembered of a shown card: its face, and its codes in the order people see and number them."""
    return {"face": face.model_dump(mode="json"), "codes": [button.code for button in face.buttons if button.code]}


def _letter(to: str, form: Form, face: Face, card: str) -> Letter:
    if form is Form.CARD:
        return Letter(
            to=to, kind="card", key=card, body={"params": template_params(face, 1), "summary": face.title}
        )
    if form is Form.LINKS and to.startswith("user:"):
        title, text = dtmd_markdown(face)
        return Letter(to=to, kind="markdown", body={"title": title, "text": text})
    return Letter(to=to, kind="text", body={"text": plain_text(face)})
