"""What a person's window shows, as JSON for the page and for scripts."""

from typing import Any

from bot.simulator.chats import BOT, PRIVATE, Message, private_with
from bot.simulator.people import Person
from bot.simulator.world import World

Json = dict[str, Any]


def seen_by(world: World, person: Person, conversation: str = "", after: int = 0) -> list[Json]:
    """The messages this person sees, in order; only those changed after a count, only one conversation if named."""
    groups = [one.id for one in world.cast.groups.values() if person.userid in world.cast.members(one)]
    places = [private_with(person.userid), *groups]
    if conversation:
        places = [one for one in places if conversation in (one, PRIVATE if one.startswith(PRIVATE) else one)]
    found = [one for place in places for one in world.chats.seen_in(place, person.userid) if one.changed > after]
    return [message_json(world, one, person.userid) for one in sorted(found, key=lambda one: one.seq)]


def message_json(world: World, message: Message, viewer: str) -> Json:
    """One message as this viewer sees it; a recalled one has lost what it said."""
    private = message.conversation.startswith(f"{PRIVATE}:")
    sender = world.cast.people.get(message.sender)
    made: Json = {
        "seq": message.seq,
        "id": message.id,
        "changed": message.changed,
        "conversation": PRIVATE if private else message.conversation,
        "from": message.sender,
        "name": world.settings.robot_name if message.sender == BOT else (sender.name if sender else message.sender),
        "mine": message.sender == viewer,
        "kind": message.kind,
        "at": message.at,
        "recalled": message.recalled,
    }
    if message.recalled:
        return made
    made |= message.body
    if links := message.links():
        made["links"] = links
    if message.kind == "card":
        made["card"] = card_json(world, str(message.body["outTrackId"]), viewer)
    return made


def card_json(world: World, card_id: str, viewer: str) -> Json:
    """A card as this viewer sees it: parameters merged, what can be tapped, what can be filled in."""
    card = world.cards.find(card_id)
    if card is None:
        return {}
    params, template = card.seen_by(viewer), world.cards.template
    taps = [
        {"label": one.label, "code": one.code, "style": one.style, "form": one.takes_form}
        for one in template.taps(params)
    ]
    return {
        "outTrackId": card_id,
        "params": params,
        "shown": template.shown(params),
        "taps": taps,
        "fields": template.form_fields(params),
        "version": card.version,
    }
