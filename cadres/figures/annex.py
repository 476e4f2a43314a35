"""The tables of this room for the annex of a report."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from cadres.figures.counts import DEGREES, HIGH_THEORY
from cadres.figures.population import LEADERS, holders, holding, year_end
from cadres.figures.secretaries import local_secretaries, secretaries
from cadres.models import (
    HEAD_GROUPS,
    LOCALITIES,
    Decision,
    DecisionKind,
    Level,
    Seat,
    Sex,
    Title,
    Unit,
    UnitKind,
)
from governance.figure import FigureTable
from portal.cells import in_languages, on_day


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """The tables of this room for the annex of a report."""
    on = year_end(year)
    return [
        ages_table(unit, on),
        leaders_table(unit, on),
        local_secretaries_table(unit, on),
        localities_table(unit, on),
        heads_table(unit, on),
        decisions_table(unit, year),
    ]


AGE_BANDS = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 99))


def ages_table(unit: Unit, on: date) -> FigureTable:
    """Holders of seats by age band and sex; the age is that reached in the year."""
    counted = (
        holders(unit=unit, on=on)
        .order_by()
        .annotate(year=Substr("born", 1, 4))
        .values_list("year", "sex")
        .annotate(n=Count("pk"))
    )
    bands = {band: {Sex.MALE: 0, Sex.FEMALE: 0} for band in AGE_BANDS}
    for year, sex, n in counted:
        age = on.year - int(year)
        for first, last in AGE_BANDS:
            if first <= age <= last:
                bands[first, last][sex] += n
    return FigureTable(
        "cadres.ages",
        _("Cadres by age and sex"),
        (("band", _("Age")), ("men", _("Men")), ("women", _("Women"))),
        tuple(
            {
                "band": f"{first}–{last}" if last < 99 else f"> {first - 1}",
                "men": counts[Sex.MALE],
                "women": counts[Sex.FEMALE],
            }
            for (first, last), counts in bands.items()
        ),
    )


LEADER_COLUMNS = (
    ("title", _("Title")),
    ("total", _("Total")),
    ("women", _("Women")),
    ("minority", _("Ethnic minorities")),
    ("to_40", _("Age ≤ 40")),
    ("to_50", _("Age > 40–50")),
    ("over_50", _("Age > 50")),
    ("university", _("University or higher")),
    ("theory", _("Advanced theory")),
)


def leaders_table(unit: Unit, on: date) -> FigureTable:
    """Leaders and managers by title (after forms 9A–9C): a person counts once per title."""
    rows = (
        holding(unit=unit, on=on)
        .filter(seat__title__group__in=LEADERS)
        .values("seat__title")
        .annotate(**_shares(on))
        .order_by("seat__title__precedence", "seat__title__code")
    )
    titles = {title.pk: title for title in Title.objects.all()}
    return FigureTable(
        "cadres.leaders",
        _("Leaders and managers by title"),
        LEADER_COLUMNS,
        tuple(
            {
                **{name: n for name, n in row.items() if name != "seat__title"},
                "title": titles[row["seat__title"]].names,
                "to_50": row["total"] - row["to_40"] - row["over_50"],
            }
            for row in rows
        ),
        _("Unit: persons; somebody with two titles stands in two rows."),
    )


def _shares(on: date) -> dict[str, Count]:
    """People in all, and those of each column, counted once per title."""
    at_40, at_50 = (on.replace(year=on.year - age).isoformat() for age in (40, 50))
    columns = {
        "total": Q(),
        "women": Q(cadre__sex=Sex.FEMALE),
        "minority": ~Q(cadre__ethnicity="Kinh"),
        "to_40": Q(cadre__born__gte=at_40),
        "over_50": Q(cadre__born__lt=at_50),
        "university": Q(cadre__education__in=DEGREES),
        "theory": Q(cadre__theory__in=HIGH_THEORY),
    }
    return {
        name: Count("cadre", distinct=True, filter=rows or None) for name, rows in columns.items()
    }


def local_secretaries_table(unit: Unit, on: date) -> FigureTable:
    """The secretaries who are local people, by name: the exceptions to the policy."""
    rows = [
        {
            "level": level,
            "post": assignment.seat.title.names,
            "unit": assignment.seat.unit.names,
            "holder": assignment.cadre.full_name,
        }
        for level in (Level.DISTRICT, Level.COMMUNE)
        for assignment in local_secretaries(unit=unit, on=on, level=level)
    ]
    return FigureTable(
        "cadres.local_secretaries",
        _("Secretaries who are local people"),
        (("unit", _("Unit")), ("post", _("Title")), ("holder", _("Holder"))),
        tuple(rows),
    )


LOCALITY_COLUMNS = (
    ("unit", _("Locality")),
    ("code", _("Official code")),
    ("seats", _("Seats")),
    ("held", _("Seats filled")),
    ("women", _("Held by women")),
    ("secretary", _("Secretary")),
    ("outside", _("Not a local person")),
)


def localities_table(unit: Unit, on: date) -> FigureTable:
    """Every locality beneath the unit: its posts, who holds them, and whence the secretary is."""
    held = holding(unit=unit, on=on)
    counts = {
        "seats": _per_locality(Seat.objects.filter(valid__contains=on), "unit__path", unit),
        "held": _per_locality(held, "seat__unit__path", unit),
        "women": _per_locality(held.filter(cadre__sex=Sex.FEMALE), "seat__unit__path", unit),
    }
    leading = _secretaries_by_locality(unit, on)
    localities = Unit.objects.filter(
        kind__in=LOCALITIES, path__startswith=unit.path, valid__contains=on
    )
    return FigureTable(
        "cadres.localities",
        _("Localities: posts, holders and secretaries"),
        LOCALITY_COLUMNS,
        tuple(
            {
                "unit": each.names,
                "code": each.official_code,
                **{name: _beneath(numbers, each.path) for name, numbers in counts.items()},
                **leading.get(each.pk, {"secretary": None, "outside": None}),
            }
            for each in localities.order_by("path")
        ),
        _("A unit's numbers include those of the units beneath it."),
    )


def _secretaries_by_locality(unit: Unit, on: date) -> dict:
    return {
        row.seat.unit.parent_id: {"secretary": row.cadre.full_name, "outside": not row.local}
        for level in Level.values
        for row in secretaries(unit=unit, on=on, level=level).select_related("cadre", "seat__unit")
    }


def _per_locality(rows, lookup: str, unit: Unit) -> dict[str, int]:
    """Counts by the path of the unit they belong to; one query."""
    counted = rows.filter(**{f"{lookup}__startswith": unit.path}).order_by()
    return dict(counted.values_list(lookup).annotate(n=Count("pk")))


def _beneath(counts: dict[str, int], path: str) -> int:
    return sum(n for each, n in counts.items() if each.startswith(path))


MAIN_BODIES = (
    UnitKind.PARTY_COMMITTEE,
    UnitKind.PARTY_BODY,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.PEOPLES_COMMITTEE,
    UnitKind.DEPARTMENT,
    UnitKind.FRONT,
)


def heads_table(unit: Unit, on: date) -> FigureTable:
    """The heads of committees, councils, departments and the Front, in their order."""
    rows = (
        holding(unit=unit, on=on)
        .filter(seat__title__group__in=HEAD_GROUPS, seat__unit__kind__in=MAIN_BODIES)
        .select_related("cadre", "seat__unit", "seat__title", "decision")
        .order_by("seat__unit__path", "seat__title__precedence", "seat__ordinal")
    )
    return FigureTable(
        "cadres.heads",
        _("Heads by unit"),
        (
            ("unit", _("Unit")),
            ("title", _("Title")),
            ("holder", _("Holder")),
            ("born", _("Born")),
            ("since", _("Since")),
            ("decision", _("Decision")),
        ),
        tuple(
            {
                "unit": row.seat.unit.names,
                "title": row.seat.title.names,
                "holder": row.cadre.full_name,
                "born": row.cadre.born.year,
                "since": on_day(row.held.lower),
                "decision": row.decision.number if row.decision else None,
            }
            for row in rows
        ),
    )


def decisions_table(unit: Unit, year: int) -> FigureTable:
    """The decisions on personnel issued in the year."""
    rows = (
        Decision.objects.filter(issued_on__year=year, issuer__path__startswith=unit.path)
        .select_related("issuer")
        .order_by("issued_on", "number", "id")
    )
    return FigureTable(
        "cadres.decisions",
        _("Decisions of the year"),
        (
            ("number", _("Number")),
            ("day", _("Issued on")),
            ("issuer", _("Issuing body")),
            ("kind", _("Kind")),
            ("summary", _("Summary")),
        ),
        tuple(
            {
                "number": row.number,
                "day": on_day(row.issued_on),
                "issuer": row.issuer.names,
                "kind": in_languages(DecisionKind(row.kind).label),
                "summary": row.summary,
            }
            for row in rows
        ),
    )
