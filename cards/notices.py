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
        raise CardError(f"反问最多给 {CHOICES} 个选择，现在有 {len(view.options)} 个。")
    asked = "您是想办下面哪一件？" if view.options else "请换个说法，或者回复“帮助”。"
    return Face(
        title="没听懂，您是想…？",
        body=(f"您说的是“{plain(view.heard)}”。{asked}",),
        buttons=given(*(main(one) for one in view.options[:1]), *view.options[1:]),
        foot="都不是的话，换个说法再说一次就行。" if view.options else "",
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
    return Face(
        title=f"请再确认：{view.title}",
        body=("点确认后：", *(f"· {plain(effect)}" for effect in view.effects), *duties(view.duty)),
        buttons=given(danger(view.yes), view.no),
        foot=words.FINAL_STEP,
    )
