"""What any card says, in no form yet: a title, lines, a status, buttons, and what may be filled in."""

from typing import Literal

from scoring.parts import Frozen

Style = Literal["primary", "normal", "danger"]
FieldKind = Literal["TEXT", "NUMBER", "SELECT", "DATE"]


class Button(Frozen):
    """Something a person may do. The bot binds the code; without one the button is not offered.

    A button that `takes_form` sends what was filled in; on a card it is the submit button of the form.
    """

    label: str
    code: str | None = None
    style: Style = "normal"
    takes_form: bool = False

    def as_main(self) -> "Button":
        """The same button as the one main thing to do."""
        return self.model_copy(update={"style": "primary"})

    def as_danger(self) -> "Button":
        """The same button, marked as hard to take back."""
        return self.model_copy(update={"style": "danger"})

    def as_submit(self) -> "Button":
        """The same button as the one that sends the form."""
        return self.model_copy(update={"takes_form": True})


class Field(Frozen):
    """One thing to fill in. The platform checks `required` only, the server everything."""

    name: str
    label: str
    kind: FieldKind = "TEXT"
    required: bool = True
    placeholder: str = ""
    default: str = ""
    options: tuple[str, ...] = ()


class Face(Frozen):
    """One card. `body` is lines of markdown whose words from people have gone through `plain`."""

    title: str
    body: tuple[str, ...] = ()
    status: str = ""
    buttons: tuple[Button, ...] = ()
    fields: tuple[Field, ...] = ()
    foot: str = ""

    @property
    def offered(self) -> tuple[Button, ...]:
        """The buttons that can be used, in the order people see and number them."""
        return tuple(button for button in self.buttons if button.code)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do on it: a status, and no button."""
        return bool(self.status) and not self.offered

    @property
    def submit(self) -> Button | None:
        """The button that sends what was filled in."""
        return next((button for button in self.offered if button.takes_form), None)


def done(face: Face, status: str) -> Face:
    """The end state of any card: what it said stays, the buttons go, the status says who did what."""
    return face.model_copy(update={"status": status, "buttons": (), "fields": (), "foot": ""})
