"""Wishes on the wire and at rest: button data, and the JSON in which a wish waits in the conversation."""

from urllib.parse import parse_qsl

from bot.dialogue.context import Wish
from bot.dialogue.conversation import Json
from nlu.interpreter import Entity, Understanding


def wish_of_button(data: str) -> Wish | None:
    """``w:<intent>?<name>=<value>&…`` as a wish; None when it is not one."""
    if not data.startswith("w:"):
        return None
    intent, _, query = data[2:].partition("?")
    return Wish(intent, args=dict(parse_qsl(query)))


def wish_of_text(understanding: Understanding, intent: str | None = None) -> Wish:
    """The wish of a text; ``intent`` where it is another one than the best."""
    return Wish(intent or understanding.intent, understanding.entities, text=understanding.text)


def dump_wish(wish: Wish) -> dict[str, Json]:
    """A wish as JSON."""
    entities: list[Json] = [[e.name, e.value, e.start, e.end, e.group] for e in wish.entities]
    return {"intent": wish.intent, "args": dict(wish.args), "entities": entities, "text": wish.text}


def load_wish(stored: dict[str, Json]) -> Wish:
    """The wish that ``dump_wish`` wrote."""
    args, entities = stored["args"], stored["entities"]
    if not isinstance(args, dict) or not isinstance(entities, list):
        raise TypeError("not a stored wish")
    return Wish(
        str(stored["intent"]),
        tuple(_entity(entity) for entity in entities),
        {name: str(value) for name, value in args.items()},
        str(stored["text"]),
    )


def _entity(stored: Json) -> Entity:
    match stored:
        case [str(name), str(value), int(start), int(end), None | str() as group]:
            return Entity(name, value, start, end, group)
    raise TypeError("not a stored entity")
