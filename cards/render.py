"""A face in the three forms it can reach a person: template parameters, markdown with links, numbered text."""

import json
from typing import Any
from urllib.parse import quote

from cards import words
from cards.errors import TooLarge
from cards.face import Button, Face, Field
from cards.limits import BLOCKS, BREAK, blocks, checked_message, checked_params
from cards.plain import clip, plain

LINK = "dtmd://dingtalkclient/sendMessage?content="
NEW_LINE = "  \n  "
TITLE_CHARS = 60
STATUS_CHARS = 240
LABEL_CHARS = 30
SPOKEN_CHARS = 20


def template_params(face: Face, version: int) -> dict[str, str]:
    """The universal template's parameters; every value is text, and every variable is set, so that old ones go.

    A face with more than four blocks is refused here: open one page of it with `paged` first.
    """
    parts = blocks(lines_of(face))
    if len(parts) > BLOCKS:
        raise TooLarge("卡片正文块数", len(parts), BLOCKS)
    bodies = [BREAK.join(part) for part in parts] + [""] * (BLOCKS - len(parts))
    submit = face.submit
    return checked_params(
        {
            "title": clip(plain(face.title), TITLE_CHARS),
            **{f"body{place}": body for place, body in enumerate(bodies, start=1)},
            "status": clip(plain(face.status), STATUS_CHARS),
            "buttons": buttons_json([button for button in face.offered if button is not submit]),
            "form": form_json(face.fields if submit else ()),
            "form_code": (submit.code or "") if submit else "",
            "form_label": label_of(submit) if submit else "",
            "version": str(version),
            "opinion": "" if face.is_done else words.OPINION,
        }
    )


def lines_of(face: Face) -> tuple[str, ...]:
    """What stands in the body of a card: its lines, then the foot."""
    return (*face.body, face.foot) if face.foot else face.body


def label_of(button: Button) -> str:
    """What stands on a button."""
    return clip(plain(button.label), LABEL_CHARS)


def buttons_json(buttons: list[Button]) -> str:
    """The buttons as the loop of the template takes them."""
    return _json([{"label": label_of(one), "code": one.code, "style": one.style} for one in buttons])


def form_json(fields: tuple[Field, ...]) -> str:
    """The fields as the platform's form component takes them; no field, no form."""
    return _json({"fields": [_field(one) for one in fields]})


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"name": field.name, "label": plain(field.label), "type": field.kind}
    made["required"] = field.required
    if field.placeholder:
        made["placeholder"] = field.placeholder
    if field.default:
        made["defaultValue"] = field.default
    if field.options:
        made["options"] = [{"value": one, "text": one} for one in field.options]
    return made


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dtmd_markdown(face: Face) -> tuple[str, str]:
    """Title and text of a markdown message whose links send a button's label and code as the person's own words."""
    title = clip(plain(face.title), TITLE_CHARS)
    lines = [f"#### {title}", *lines_of(face)]
    if face.status:
        lines.append(clip(plain(face.status), STATUS_CHARS))
    lines += [_link(label_of(one), spoken(one)) for one in face.offered]
    lines += _filling(face)
    lines += [] if face.is_done else [_link(words.OPINION, words.OPINION)]
    text = NEW_LINE.join(lines)
    checked_message(_json({"title": title, "text": text}))
    return title, text


def plain_text(face: Face) -> str:
    """The card as text: every button has a number, and can be answered by the number or by its words and code."""
    lines = [f"【{clip(plain(face.title), TITLE_CHARS)}】", *(bare(line) for line in lines_of(face))]
    if face.status:
        lines.append(clip(plain(face.status), STATUS_CHARS))
    offered = face.offered
    if offered:
        example = next((one for one in offered if one.style == "primary"), offered[0])
        lines.append(words.reply_by_number(spoken(example)))
    lines += [f"{number}. {label_of(one)} {one.code}" for number, one in enumerate(offered, start=1)]
    lines += _filling(face)
    lines += [] if face.is_done else [words.OPINION_BY_WORD]
    text = "\n".join(lines)
    checked_message(_json({"content": text}))
    return text


def spoken(button: Button) -> str:
    """What a person says to press a button: its label in one word, then its code."""
    word = "".join(plain(button.label).split())
    return f"{clip(word, SPOKEN_CHARS)} {button.code}"


def _link(label: str, said: str) -> str:
    """A link that says something for the person who taps it."""
    return f"[{label}]({LINK}{quote(said, safe='')})"


def bare(line: str) -> str:
    """A line without our own emphasis."""
    return line.replace("**", "")


def _filling(face: Face) -> list[str]:
    """Where there is no form to fill in: what will be asked after the submit button was chosen."""
    if face.submit is None or not face.fields:
        return []
    wanted = "、".join(plain(field.label) for field in face.fields)
    return [words.asked_after(label_of(face.submit), wanted)]
