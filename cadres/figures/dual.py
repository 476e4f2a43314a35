"""One person in two leading posts of a locality (mô hình bí thư đồng thời là chủ tịch…).

A model names two posts by what they are; the share is counted over the filled first posts. One
person counts once, and stands on two seats.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cadres.figures.population import holding
from cadres.models import STANDING_IN, Level, TitleGroup, Unit, UnitKind
from governance.figure import FigureDef, FigureValue

GROUP, KIND = "seat__title__group", "seat__unit__kind"


@dataclass(frozen=True)
class DualModel:
    """Two posts that one person may hold at once; the first is the one counted over."""

    code: str
    label: Any
    first: Q
    second: Q


STATE_BODIES = [UnitKind.DEPARTMENT, UnitKind.DIVISION]
PARTY_HEAD = Q(**{GROUP: TitleGroup.HEAD, KIND: UnitKind.PARTY_BODY})
MODELS = (
    DualModel(
        "secretary_peoples_chair",
        _("secretary and chair of the People's Committee"),
        Q(**{GROUP: TitleGroup.SECRETARY}),
        Q(**{GROUP: TitleGroup.PEOPLES_CHAIR}),
    ),
    DualModel(
        "secretary_council_chair",
        _("secretary and chair of the People's Council"),
        Q(**{GROUP: TitleGroup.SECRETARY}),
        Q(**{GROUP: TitleGroup.COUNCIL_CHAIR}),
    ),
    DualModel(
        "deputy_secretary_peoples_chair",
        _("deputy secretary and chair of the People's Committee"),
        Q(**{GROUP: TitleGroup.PEOPLES_CHAIR}),
        Q(**{GROUP: TitleGroup.DEPUTY_SECRETARY}),
    ),
    DualModel(
        "party_state_heads",
        _("head of a Party body and of a State body"),
        PARTY_HEAD,
        Q(**{GROUP: TitleGroup.HEAD, f"{KIND}__in": STATE_BODIES}),
    ),
    DualModel(
        "party_front_heads",
        _("head of a Party body and chair of the Front"),
        PARTY_HEAD,
        Q(**{GROUP: TitleGroup.HEAD, KIND: UnitKind.FRONT}),
    ),
)


def _pair(label, level) -> str:
    return f"{label} ({level})"


lazy_pair = lazy(_pair, str)
BY_CODE = {model.code: model for model in MODELS}


def second_posts(model: DualModel, held):
    """The second posts that the holder of an outer row has at the same level."""
    return held.filter(
        model.second,
        cadre=OuterRef("cadre"),
        seat__unit__level=OuterRef("seat__unit__level"),
    )


def counted(held) -> dict[str, dict[str, tuple[int, int]]]:
    """Model → level → (both, first posts filled), of posts held; one question."""
    held = held.exclude(kind__in=STANDING_IN)
    both = {f"has_{m.code}": Exists(second_posts(m, held)) for m in MODELS}
    counts = {}
    for m in MODELS:
        counts[m.code] = Count("pk", filter=m.first)
        counts[f"both_{m.code}"] = Count("pk", filter=m.first & Q(**{f"has_{m.code}": True}))
    leading = held.exclude(seat__title__group=TitleGroup.SPECIALIST).order_by()
    rows = leading.annotate(**both).values("seat__unit__level").annotate(**counts)
    return {
        m.code: {row["seat__unit__level"]: (row[f"both_{m.code}"], row[m.code]) for row in rows}
        for m in MODELS
    }


def shares(*, unit: Unit, on: date) -> list[FigureValue]:
    """Every model at every level beneath a unit; target: one person, two seats."""
    found = counted(holding(unit=unit, on=on))
    return [
        FigureValue(code_of(model, level), *found[model.code].get(level, (0, 0)), on)
        for model in MODELS
        for level in Level.values
    ]


def code_of(model: DualModel, level: str) -> str:
    return f"cadres.dual.{model.code}.{level}"


DEFINITIONS = tuple(
    FigureDef(
        code_of(model, level),
        lazy_pair(model.label, Level(level).label),
        _("First posts whose holder also has the second post ÷ first posts filled"),
        _("filled first posts of the level beneath the unit, acting holders excluded"),
        "ratio",
    )
    for model in MODELS
    for level in Level.values
)
