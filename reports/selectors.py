"""Questions about reports. Nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cadres.access import MATRIX, REPORT
from cadres.models import LOCALITIES, Unit, UnitKind
from reports import figures, prose
from reports.models import Report, Snapshot
from reports.outline import OUTLINE, Section
from reports.rules import DraftFacts

BODY = {
    "party": UnitKind.PARTY_COMMITTEE,
    "administrative": UnitKind.PEOPLES_COMMITTEE,
}


def reports_for(actor):
    """The reports an actor may see, with what a list row needs."""
    return Report.objects.visible_to(actor).select_related("unit")


def draft_facts(*, unit: Unit, year: int, on: date) -> DraftFacts:
    return DraftFacts(year=year, today=on, unit_from=unit.valid.lower, unit_until=unit.valid.upper)


def reporting_units(*, unit: Unit, year: int) -> list[Unit]:
    """The localities beneath a unit (itself included) that existed at the end of the year."""
    return list(
        Unit.objects.filter(
            kind__in=LOCALITIES,
            path__startswith=unit.path,
            valid__contains=figures.cadres.year_end(year),
        ).order_by("path")
    )


def units_looked_at(*, on: date) -> list[Unit]:
    """The units over which somebody may report today."""
    hats = [hat for hat, parts in MATRIX.items() if any(REPORT in verbs for _c, verbs in parts)]
    return list(
        Unit.objects.filter(
            hat_grants__hat__in=hats, hat_grants__valid__contains=on, valid__contains=on
        ).distinct()
    )


def issuing_body(*, unit: Unit, family: str, on: date) -> Unit:
    """The body of a locality that issues in this layout; the unit itself where it has none."""
    if not unit.is_locality:
        return unit
    bodies = Unit.objects.filter(parent=unit, kind=BODY[family], valid__contains=on)
    return bodies.order_by("path").first() or unit


@dataclass(frozen=True)
class SectionView:
    """One section as its readers see it: text written out, figures beside the year before."""

    section: Section
    text: str
    source_text: str
    readings: tuple[figures.Reading, ...]

    @property
    def changed(self) -> bool:
        """Did a figure of this section change since its text was drafted?"""
        return any(reading.changed for reading in self.readings)


def text_of(report_texts: dict, section: Section) -> str:
    """The kept text of a section, or the standard one."""
    return report_texts.get(section.code, str(section.text))


def section_views(*, content: dict, drafted_with: dict, texts: dict, lang: str):
    """(chapter, its sections as views) for the whole outline."""
    readings = figures.readings(content, drafted_with=drafted_with)
    for chapter in OUTLINE:
        views = []
        for section in chapter.sections:
            source = text_of(texts, section)
            codes = dict.fromkeys([*section.figures, *prose.figures_in(source)])
            views.append(
                SectionView(
                    section=section,
                    text=prose.told(source, readings, lang),
                    source_text=source,
                    readings=tuple(readings[code] for code in codes if code in readings),
                )
            )
        yield chapter, views


def differences(old: dict, new: dict) -> list[dict[str, Any]]:
    """What changed between two snapshots: the figures that differ, with both values."""
    before, after = old["figures"], new["figures"]
    return [
        {"code": code, "old": before.get(code), "new": after.get(code)}
        for code in sorted(set(before) | set(after))
        if figures.value_of(before.get(code)) != figures.value_of(after.get(code))
    ]


def told_differences(old: dict, new: dict, lang: str) -> list[dict[str, str]]:
    """The differences between two editions, as their readers see them."""
    found = []
    for each in differences(old, new):
        definition = figures.DEFINITIONS.get(each["code"])
        if definition is None:
            continue
        before, after = (
            prose.written_value(figures.value_of(each[side]), definition.kind, lang)
            for side in ("old", "new")
        )
        found.append({"label": str(definition.label), "old": before, "new": after})
    return found


def is_genuine(*, code: str, sha256: str) -> bool:
    """Does this code belong to an issued report with these frozen figures?"""
    return Report._base_manager.filter(
        code=code, frozen_with__sha256=sha256, state__in=["issued", "superseded"]
    ).exists()


def current_snapshot(*, unit: Unit, year: int) -> tuple[dict, str]:
    """The figures as they stand now, and their hash; nothing is kept."""
    content = figures.gather(unit=unit, year=year)
    return content, figures.hash_of(content)


def stored_snapshot(*, unit: Unit, year: int, sha256: str) -> Snapshot | None:
    return Snapshot.objects.filter(unit=unit, year=year, sha256=sha256).first()
