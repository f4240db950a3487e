"""Plain cards: a question back, a notification, and the confirmation of what cannot be taken back."""

from cards import words
from cards.errors import CardError
from cards.face import Button, Face
from cards.parts import danger, duties, given, main
from cards.plain import plain, plain_line
from cards.views import Duty
from scoring.parts import Frozen

CHOICES = 3


class ChoiceView(Frozen):
    """What was not understood, and the likeliest things it may have meant."""

    heard: str
    options: tuple[Button, ...]


def choice_card(view: ChoiceView) -> Face:
    """Ask back with at most three choices."""
    if len(view.options) > CHOICES:
        raise CardError(words.TOO_MANY_CHOICES.format(most=CHOICES, count=len(view.options)))
    asked = words.WHICH_OF_THESE if view.options else words.SAY_IT_ANEW
    return Face(
        title=words.DID_YOU_MEAN if view.options else words.NOT_UNDERSTOOD,
        body=(asked.format(heard=plain(view.heard)),),
        buttons=given(*(main(one) for one in view.options[:1]), *view.options[1:]),
        foot=words.NONE_OF_THESE if view.options else "",
    )


class NoticeView(Frozen):
    """Something a person should know, line by line, with what can be done about it."""

    title: str
    lines: tuple[str, ...]
    duty: Duty = Duty()
    buttons: tuple[Button, ...] = ()
    status: str = ""
    foot: str = ""


def notice_card(view: NoticeView) -> Face:
    """Tell a person something."""
    return Face(
        title=view.title,
        body=(*(plain_line(line) for line in view.lines), *duties(view.duty)),
        status=view.status,
        buttons=view.buttons,
        foot=plain_line(view.foot),
    )


class ConfirmView(Frozen):
    """Something that cannot be taken back, and what exactly it does."""

    title: str
    effects: tuple[str, ...]
    duty: Duty = Duty()
    yes: Button
    no: Button | None = None


def confirm_card(view: ConfirmView) -> Face:
    """Ask once more, saying exactly what will happen."""
    asked = words.AFTER_TAP.format(label=plain(view.yes.label))
    return Face(
        title=f"请再确认：{view.title}",
        body=(asked, *(f"· {plain(effect)}" for effect in view.effects), *duties(view.duty)),
        buttons=given(danger(view.yes), view.no),
        foot=words.FINAL_STEP,
    )
