"""Criteria and checks as templates show them: sentences, badges, depths."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.models import CheckOutcome, ItemKind, TitleStandard
from cadres.rules.sentences import Change, sentence
from cadres.rules.standards import Criterion
from cadres.selectors.standards import CodeNames, tree_of

TONES = {"pass": "ok", "fail": "bad", "missing": "warn", "judgement": "info"}
CHANGES = {
    "added": (_("added"), "ok"),
    "removed": (_("removed"), "bad"),
    "changed": (_("changed"), "warn"),
    "same": (_("as before"), ""),
}


@dataclass(frozen=True)
class Shown:
    """A criterion in words at its depth."""

    depth: int
    criterion: Criterion
    sentence: Any
    kind: str
    joins: str = ""


def shown_tree(standard: TitleStandard) -> list[Shown]:
    """The criteria of an edition in the order of a page."""
    names, found = CodeNames(), []

    def walk(node: Criterion, depth: int) -> None:
        for place, child in enumerate(node.children):
            label = ItemKind(child.kind).label
            joins = "any" if node.kind == "any" and place else ""
            found.append(Shown(depth, child, sentence(child, names), label, joins))
            walk(child, depth + 1)

    walk(tree_of(standard), 0)
    return found


@dataclass(frozen=True)
class ShownChange:
    """A criterion before and after, with a word for the change."""

    before: Any
    after: Any
    was: Criterion | None
    criterion: Criterion | None
    label: Any
    tone: str


def shown_changes(changes: list[Change]) -> list[ShownChange]:
    names = CodeNames()
    return [
        ShownChange(
            sentence(each.before, names) if each.before else None,
            sentence(each.after, names) if each.after else None,
            each.before,
            each.after,
            *CHANGES[each.kind],
        )
        for each in changes
    ]


def outcome_badge(outcome: str) -> tuple[str, str]:
    """The word and tone of an outcome."""
    return CheckOutcome(outcome).label, TONES[outcome]
