"""实地考核: the checklist of a visit, and one item of it on the spot."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face, Field
from cards.parts import GAP, NAME_CHARS, about, given, labelled, main, prices, proven, submit
from cards.plain import clip, plain
from cards.views import Duty, Filed, ItemBrief, RuleOption
from scoring.parts import Frozen


class SiteItem(Frozen):
    """One sampled item and what was found there."""

    item: ItemBrief
    state: str
    photos: int = 0
    button: Button | None = None


class SiteView(Frozen):
    """One visit: where, when, who, the sampled items."""

    unit: str
    day: str
    clause: str
    inspectors: str
    state: str
    items: tuple[SiteItem, ...]
    sheet: Button | None = None
    scan: Button | None = None
    cancel: Button | None = None


def site_card(view: SiteView) -> Face:
    """Show the checklist of a visit."""
    head = (labelled("条款", view.clause), labelled("检查人", view.inspectors), f"**状态** {plain(view.state)}")
    return Face(
        title=f"实地考核·{view.unit} {view.day}",
        body=(GAP.join(head), *(_site_line(one) for one in view.items)),
        buttons=given(main(view.scan), main(view.sheet), *(one.button for one in view.items), view.cancel),
        foot=words.SITE_FOOT if view.sheet or any(one.button for one in view.items) else "",
    )


def _site_line(one: SiteItem) -> str:
    photos = f"（照片 {one.photos} 张）" if one.photos else ""
    return f"· {plain(clip(one.item.name, NAME_CHARS))}{GAP}{plain(one.state)}{photos}"


class SiteItemView(Frozen):
    """One item on the spot: its rules, the self value, the papers, what was found so far."""

    unit: str
    item: ItemBrief
    duty: Duty = Duty()
    rules: tuple[RuleOption, ...]
    own: Decimal
    proof: tuple[Filed, ...] = ()
    state: str
    photos: tuple[Filed, ...] = ()
    same: Button | None = None
    wrong: Button | None = None
    photo: Button | None = None
    back: Button | None = None


def site_item_card(view: SiteItemView) -> Face:
    """Ask what was found at one item."""
    photos = [f"**照片** {'、'.join(plain(one.name) for one in view.photos)}"] if view.photos else []
    return Face(
        title=f"实地考核·{view.unit}",
        body=(
            about(view.item, view.duty),
            *prices(view.rules),
            f"**自评** {words.points(view.own)}{GAP}{proven(view.proof)}",
            GAP.join((f"**现场** {plain(view.state)}", *photos)),
        ),
        buttons=given(main(view.same), submit(view.wrong), view.photo, view.back),
        fields=(Field(name="text", label="看到的问题", placeholder="如：缺端午、国庆两次检查记录"),)
        if view.wrong
        else (),
    )
