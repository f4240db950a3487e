"""Bonuses and deductions under 四(四): what is brought forward on which document, and what the method makes of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, duties, given, labelled, main, proven, reason_field, submit
from cards.plain import plain
from cards.views import Duty, Filed
from scoring.parts import Frozen


class ClaimView(Frozen):
    """A claim with its document. `proposal` is what the method gives; None where it leaves the word to the office."""

    sort: Literal["加分", "扣分"] = "加分"
    unit: str
    clause: str
    label: str
    level: str = ""
    subject: str = ""
    number: str
    document: str = ""
    issued: date
    received: date | None = None
    proposal: Decimal | None = None
    notes: tuple[str, ...] = ()
    same: str = ""
    proof: tuple[Filed, ...] = ()
    by: str
    at: datetime
    duty: Duty = Duty()
    accept: Button | None = None
    refuse: Button | None = None


def claim_card(view: ClaimView) -> Face:
    """Ask the office to decide a claim."""
    proposed = words.signed(view.proposal) if view.proposal is not None else words.UNPRICED
    kind = " ".join(part for part in (view.level, view.subject) if part)
    clause = [f"{labelled('条款', view.clause)} {plain(view.label)}".rstrip()]
    clause += [labelled("级别和对象" if view.sort == "加分" else "责任", kind)] if kind else []
    paper = f"{labelled('文号', view.number)} {plain(view.document)}".rstrip()
    lines = [
        GAP.join((*clause, f"**建议{view.sort}** {proposed}", *duties(view.duty))),
        f"{paper}{GAP}**成文** {words.day(view.issued)}{_received(view)}",
    ]
    lines += [f"· {plain(note)}" for note in view.notes]
    if view.same:
        lines.append(words.SAME_CAUSE.format(same=plain(view.same)))
    lines.append(f"{proven(view.proof)}{GAP}**申报** {plain(view.by)} {words.moment(view.at)}")
    return Face(
        title=f"{view.sort}认定·{view.unit}",
        body=tuple(lines),
        buttons=given(main(view.accept), submit(view.refuse)),
        fields=(reason_field("不予认定的理由", "如：文件日期不在考核年度内"),) if view.refuse else (),
        foot=words.CLAIM_TOLD,
    )


def _received(view: ClaimView) -> str:
    return f"{GAP}**收到** {words.day(view.received)}" if view.received else ""
