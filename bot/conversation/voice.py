"""How an answer leaves: as a card, as markdown with links, or as numbered text, always through the outbox."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from cards.face import Button, Face, done
from cards.paging import paged
from cards.render import dtmd_markdown, plain_text, template_params
from storage.desk import Desk
from storage.records import Letter, ShownCard

TURN_PAGE = "page.turn"
"""The verb of 上一页 and 下一页."""
ENDED = "ended"
"""Marks what is kept of a card that has come to its end."""

Then = Callable[[ShownCard], Button | None]
"""What an ended card still offers to the one who has it."""


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
        return self._default if chosen is Form.CARD else chosen

    def choose_form(self, to: str, form: Form) -> None:
        """Remember the recipient's choice."""
        self._desk.sessions.put(f"form:{to}", {"form": form.value})

    def say(self, to: str, text: str) -> None:
        """Send plain words."""
        self._desk.outbox.put(Letter(to=to, kind="text", body={"text": text}))

    def show(self, to: str, face: Face, subject: str) -> None:
        """Show a card, and remember it so that taps, numbers and later changes find it."""
        form, card = self.form_of(to), self._new_id()
        page = self._page(to, card, face, 1)
        kept = _kept(face, page, 1)
        self._desk.shown.add(ShownCard(out_track_id=card, to=to, kind=form.value, subject=subject, args=kept))
        self._desk.outbox.put(_letter(to, form, page, card))

    def refresh(self, to: str, card: str | None, face: Face, subject: str) -> None:
        """Put the new state on the card that was tapped; where it cannot change, show it anew."""
        shown = self._desk.shown.get(card) if card else None
        if shown is None or shown.kind != Form.CARD or shown.to != to:
            self.show(to, face, subject)
        else:
            self._desk.shown.turn_to(shown.out_track_id, subject)
            self._put_update(shown, face, min(shown.args["page"], 99))

    def turn_page(self, to: str, card: str, number: int) -> None:
        """Open another page of a long card."""
        shown = self._desk.shown.get(card)
        if shown is None:
            return
        face = Face.model_validate(shown.args["face"])
        if shown.kind == Form.CARD:
            self._put_update(shown, face, number)
            return
        page = self._page(to, card, face, number)
        self._desk.shown.bump(card, {**shown.args, **_kept(face, page, number)})
        self._desk.outbox.put(_letter(to, Form(shown.kind), page, None))

    def keep(self, card: str) -> None:
        """Give a tapped card its next version though nothing on it changed, so that the next tap is heard as new."""
        shown = self._desk.shown.get(card)
        if shown is not None:
            face, number = Face.model_validate(shown.args["face"]), shown.args["page"]
            page = self._page(shown.to, card, face, number)
            self._put_changed(self._desk.shown.keep(card, {**shown.args, **_kept(face, page, number)}), page)

    def cover(self, cards: Iterable[ShownCard], title: str) -> None:
        """Take everything off these cards but a title."""
        for shown in cards:
            self._put_update(shown, Face(title=title), 1)

    def end(self, cards: Iterable[ShownCard], status: str, by: str, then: Then) -> None:
        """End these cards with who did what, and what may still be done; only on the screen of `by` do they move up.

        A message that cannot change keeps refusing by its codes.
        """
        for shown in cards:
            face = done(Face.model_validate(shown.args["face"]), status)
            button = then(shown)
            face = face.model_copy(update={"buttons": (button,) if button else ()})
            page = self._page(shown.to, shown.out_track_id, face, shown.args["page"])
            put = self._desk.shown.bump if shown.to == by else self._desk.shown.keep
            self._put_changed(put(shown.out_track_id, {**_kept(face, page, shown.args["page"]), ENDED: True}), page)

    def _put_update(self, shown: ShownCard, face: Face, number: int) -> None:
        page = self._page(shown.to, shown.out_track_id, face, number)
        self._put_changed(self._desk.shown.bump(shown.out_track_id, _kept(face, page, number)), page)

    def _put_changed(self, shown: ShownCard, page: Face) -> None:
        if shown.kind == Form.CARD:
            body = {"card": shown.out_track_id, "params": template_params(page, shown.version)}
            self._desk.outbox.put(Letter(to=shown.to, kind="card_update", body=body))

    def _page(self, to: str, card: str, face: Face, number: int) -> Face:
        """One page of a card, with buttons for its neighbours."""

        def turn(other: int, label: str) -> Button:
            args = {"card": card, "page": other}
            return Button(label=label, code=self._desk.actions.mint(to.partition(":")[2], TURN_PAGE, args, label=label))

        return paged(face, number, turn)


def _kept(face: Face, page: Face, number: int) -> dict[str, Any]:
    """What is remembered of a shown card: the whole face, the open page, and its codes as people number them."""
    offered = [{"code": button.code, "label": button.label} for button in page.offered]
    return {
        "face": face.model_dump(mode="json"),
        "page": number,
        "codes": [one["code"] for one in offered],
        "labels": [one["label"] for one in offered],
    }


def _letter(to: str, form: Form, face: Face, card: str | None) -> Letter:
    if form is Form.CARD:
        body = {"params": template_params(face, 1), "summary": face.title}
        return Letter(to=to, kind="card", key=card, body=body)
    if form is Form.LINKS and to.startswith("user:"):
        title, text = dtmd_markdown(face)
        return Letter(to=to, kind="markdown", body={"title": title, "text": text})
    return Letter(to=to, kind="text", body={"text": plain_text(face)})
