"""Facts and sentences as they are kept with a check, and read again years later."""

from datetime import date
from typing import Any

from cadres.rules.criteria import Course, PersonFacts, Spell
from governance.text import Text

ENGINE = "1"  # raised when a criterion comes to read the same facts otherwise


def kept(value: Any) -> Any:
    """A fact as JSON: days and sentences are marked, so that they come back as they were."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Text):
        return {"say": value.msgid, "with": {name: kept(each) for name, each in value.params}}
    if isinstance(value, tuple | list | frozenset | set):
        rows = sorted(value) if isinstance(value, frozenset | set) else value
        return [kept(each) for each in rows]
    if isinstance(value, dict):
        return {name: kept(each) for name, each in value.items()}
    if isinstance(value, Course | Spell):
        return {name: kept(getattr(value, name)) for name in value.__slots__}
    return value


def restored(value: Any) -> Any:
    """The fact that `kept` wrote; lists come back as tuples."""
    if isinstance(value, list):
        return tuple(restored(each) for each in value)
    if isinstance(value, dict):
        if "day" in value:
            return date.fromisoformat(value["day"])
        if "say" in value:
            return Text(value["say"], tuple((n, restored(v)) for n, v in value["with"].items()))
        return {name: restored(each) for name, each in value.items()}
    return value


def kept_facts(facts: PersonFacts) -> dict[str, Any]:
    return {name: kept(getattr(facts, name)) for name in PersonFacts.__slots__}


def restored_facts(inputs: dict[str, Any]) -> PersonFacts:
    """The facts of a kept check, exactly as they were looked at."""
    values = {name: restored(each) for name, each in inputs.items()}
    values["courses"] = tuple(Course(**each) for each in values["courses"])
    values["posts"] = tuple(Spell(**each) for each in values["posts"])
    values["closed"] = frozenset(values["closed"])
    return PersonFacts(**values)
