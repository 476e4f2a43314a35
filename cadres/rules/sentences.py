"""A criterion as a plain sentence, and the difference between two editions of a standard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from cadres.rules.criteria import SCALES
from cadres.rules.standards import Criterion, Kind
from governance.text import Text, say

Names = Callable[[str], str]  # code of a title, a group or a level → its name
AT_LEAST = {
    Kind.MIN_DEGREE: say("Professional level: {level} or higher"),
    Kind.MIN_POLITICAL_THEORY: say("Political theory: {level} or higher"),
    Kind.MIN_STATE_MGMT: say("State management: {level} or higher"),
    Kind.FOREIGN_LANGUAGE: say("One foreign language: {level} or higher"),
    Kind.IT: say("Information technology: {level} or higher"),
    Kind.DEFENCE_TRAINING: say("Defence and security training: {level} or higher"),
}


def sentence(node: Criterion, names: Names = str) -> Text | str:
    """What the criterion asks, without its mandatory or desirable sign."""
    value = node.value
    if node.kind in AT_LEAST:
        return filled(AT_LEAST[node.kind], level=SCALES[node.kind][value["level"]])
    return OTHERS[node.kind](node, names)


def filled(text: Text, **params) -> Text:
    return Text(text.msgid, tuple(params.items()))


def series(parts: Iterable) -> Text | str:
    """Parts after one another: nothing in it to translate but the parts."""
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    names = [f"part{n}" for n in range(len(parts))]
    msgid = "; ".join("{" + name + "}" for name in names)
    return Text(msgid, tuple(zip(names, parts, strict=True)))


def posts(node: Criterion, names: Names) -> Text | str | None:
    """The set of posts a criterion names: titles, or groups at levels."""
    value = node.value
    parts: list = [names(code) for code in value.get("titles", ())]
    groups = [names(code) for code in value.get("groups", ())]
    levels = [names(code) for code in value.get("levels", ())]
    if groups and levels:
        parts.append(say("{groups} at {levels} level", groups=", ".join(groups),
                         levels=", ".join(levels)))  # fmt: skip
    elif groups:
        parts.append(", ".join(groups))
    elif levels:
        parts.append(say("any post at {levels} level", levels=", ".join(levels)))
    return series(parts) if parts else None


def months_sentence(node: Criterion, names: Names) -> Text:
    months, named = node.value["months"], posts(node, names)
    if named is None:
        return say("At least {months} months in leading or professional posts", months=months)
    return say("At least {months} months in: {posts}", months=months, posts=named)


def held_sentence(node: Criterion, names: Names) -> Text:
    return say("Has held one of: {posts}", posts=posts(node, names) or say("any post"))


def age_sentence(node: Criterion, names: Names) -> Text:
    value, months = node.value, node.value.get("more_months", 0)
    age = say("{years} years", years=value["years"])
    if months:
        age = say("{years} years and {months} months", years=value["years"], months=months)
    if value.get("at"):
        day = date.fromisoformat(value["at"])
        return say("Not older than {age} on {day}", age=age, day=day)
    return say("Not older than {age} on the day of the check", age=age)


def eval_sentence(node: Criterion, names: Names) -> Text:
    level = SCALES[node.kind][node.value["level"]]
    if node.value["years"] == 1:
        return say("Quality class of the last year: {level} or higher", level=level)
    return say(
        "Quality class of each of the last {years} years: {level} or higher",
        years=node.value["years"],
        level=level,
    )


def party_sentence(node: Criterion, names: Names) -> Text:
    if node.value.get("official", True):
        return say("Official member of the Party")
    return say("Member of the Party (official or probationary)")


def planned_sentence(node: Criterion, names: Names) -> Text:
    titles = [names(code) for code in node.value.get("titles", ())]
    return say("Planned for one of: {posts}", posts=series(titles) if titles else "—")


def assets_sentence(node: Criterion, names: Names) -> Text:
    return say(
        "Assets and income declared within the last {months} months", months=node.value["months"]
    )


def health_sentence(node: Criterion, names: Names) -> Text:
    return say("Health certificate of the last {months} months", months=node.value["months"])


OTHERS: dict[str, Callable[[Criterion, Names], Text | str]] = {
    Kind.ALL: lambda node, names: say("All of the following"),
    Kind.ANY: lambda node, names: say("At least one of the following"),
    Kind.MIN_MONTHS_IN_POST: months_sentence,
    Kind.HELD_POST: held_sentence,
    Kind.MAX_AGE_AT: age_sentence,
    Kind.EVAL_LEVEL_LAST_N: eval_sentence,
    Kind.PARTY_MEMBER: party_sentence,
    Kind.NOT_UNDER_DISCIPLINE: lambda node, names: say(
        "Not under discipline in force and not barred from appointment"
    ),
    Kind.PLANNED_FOR: planned_sentence,
    Kind.ASSET_DECLARED: assets_sentence,
    Kind.HEALTH_CERT: health_sentence,
    Kind.TEXT: lambda node, names: node.value.get("text", ""),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion as it was and as it is; nothing on one side: added or removed."""

    before: Criterion | None
    after: Criterion | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if terms(self.before) != terms(self.after) else "same"


def terms(node: Criterion) -> tuple:
    """What makes two criteria the same requirement."""
    return (node.kind, dict(node.value), node.mandatory, node.needs_paper, node.basis)


def difference(old: Criterion, new: Criterion) -> list[Change]:
    """Criteria of two editions side by side, in the order of the new one, removals last."""
    before = {node.origin or node.key: node for node in walked(old)}
    after = [(node.origin or node.key, node) for node in walked(new)]
    changes = [Change(before.pop(key, None), node) for key, node in after]
    return [*changes, *(Change(node, None) for node in before.values())]


def walked(node: Criterion, top: bool = True) -> Iterable[Criterion]:
    if not top:
        yield node
    for child in node.children:
        yield from walked(child, top=False)
