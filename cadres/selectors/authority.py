"""Who is competent: the body that takes a step of personnel work for a post on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max, Prefetch

from cadres.models import (
    LOCALITIES,
    Assignment,
    AuthorityCell,
    AuthorityLine,
    AuthorityVersion,
    Body,
    Cadre,
    Level,
    Step,
    Tier,
    Title,
    Unit,
    UnitKind,
    UnitRole,
    VersionState,
)
from cadres.rules import authority as rules

# Kinds in which a body is found, the first that exists on the day.
KINDS = {
    Body.PARTY_COMMITTEE: (UnitKind.PARTY_COMMITTEE,),
    # Before 2025 a commune's standing committee was no unit of its own.
    Body.STANDING_COMMITTEE: (UnitKind.STANDING_COMMITTEE, UnitKind.PARTY_COMMITTEE),
    Body.PEOPLES_COUNCIL: (UnitKind.PEOPLES_COUNCIL,),
    Body.PEOPLES_COMMITTEE: (UnitKind.PEOPLES_COMMITTEE,),
    Body.FRONT: (UnitKind.FRONT,),
}
# Bodies that no kind tells apart: found by the role a unit has in its locality.
ROLES = (Body.ORGANISATION_BOARD, Body.INSPECTION_COMMITTEE, Body.HOME_AFFAIRS)
ABOVE = """
    WITH RECURSIVE above AS (
        SELECT unit_id, parent_id, 0 AS step FROM cadres_unitrecord
        WHERE unit_id = %(unit)s AND valid @> %(on)s::date
        UNION ALL
        SELECT r.unit_id, r.parent_id, above.step + 1 FROM above
        JOIN cadres_unitrecord r ON r.unit_id = above.parent_id AND r.valid @> %(on)s::date
        WHERE above.step < 12
    )
    SELECT unit_id FROM above ORDER BY step
"""


@dataclass(frozen=True, slots=True)
class Competent:
    """The body competent for a step: its role, the unit it is on that day, and on what basis.

    `unit` is empty for the Centre, which stands above the forest, and where none was found.
    """

    step: str
    body: str
    level: str
    unit: Unit | None
    tier: str
    line: AuthorityLine
    of_version: AuthorityVersion

    @property
    def step_name(self) -> str:
        return str(Step(self.step).label)

    @property
    def tier_name(self) -> str:
        return str(Tier(self.tier).label)

    @property
    def name(self) -> str:
        """The unit's name of today, else what the matrix calls the body."""
        return self.unit.name if self.unit else str(Body(self.body).label)


def version_on(on: date) -> AuthorityVersion | None:
    """The version of the matrix in force on a day."""
    return AuthorityVersion.objects.filter(
        state=VersionState.CONFIRMED, valid__contains=on
    ).first()


def versions() -> list[AuthorityVersion]:
    """Every version, the latest first."""
    return list(AuthorityVersion.objects.order_by("-number"))


def next_number() -> int:
    return (AuthorityVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def rows_of(version: AuthorityVersion) -> int:
    return AuthorityCell.objects.filter(line__of_version=version).exclude(body="").count()


def lines_of(version: AuthorityVersion) -> list[AuthorityLine]:
    """The lines of a version by level and precedence, each with `by_step` cells."""
    lines = list(
        version.lines.select_related("title").prefetch_related(
            Prefetch("cells", AuthorityCell.objects.all(), to_attr="written")
        )
    )
    for line in lines:
        cells = {cell.step: cell for cell in line.written}
        line.by_step = [cells.get(step) for step in Step.values]
    return sorted(lines, key=_line_order)


def line_as_typed(version: AuthorityVersion, pk: str) -> dict:
    """A line of a version as the fields of a form hold it; nothing when there is no such line."""
    line = next((each for each in version.lines.all() if str(each.pk) == pk), None)
    if line is None:
        return {}
    cells = {f"body_{c.step}": f"{c.body}@{c.body_level}" for c in line.cells.exclude(body="")}
    names = ("level", "group", "track", "tier")
    return {**{n: getattr(line, n) for n in names}, "title": line.title_id, **cells}


def _line_order(line: AuthorityLine) -> tuple:
    levels, groups = Level.values, list(line._meta.get_field("group").choices)
    codes = [code for code, _label in groups]
    own = (line.title.precedence, line.title.code) if line.title else (0, "")
    return levels.index(line.level), codes.index(line.group), line.track, own


def line_of(title: Title, version: AuthorityVersion) -> AuthorityLine | None:
    """The line of the matrix that a title falls under."""
    lines = {
        rules.LineKey(line.group, line.level, line.track, str(line.title_id or "")): line
        for line in version.lines.filter(group=title.group, level=title.level)
    }
    wanted = rules.LineKey(title.group, title.level, title.track, str(title.pk))
    return lines.get(rules.line_for(lines, wanted))


def decider(title: Title, step: str, on: date, unit: Unit) -> Competent | None:
    """The body that takes a step for a post of this title in this unit; None where unwritten."""
    return steps_for(title, on, unit).get(step)


def steps_for(title: Title, on: date, unit: Unit) -> dict[str, Competent]:
    """Every written step for a post, with the concrete unit of that day (few queries)."""
    version = version_on(on)
    line = line_of(title, version) if version else None
    if line is None:
        return {}
    above = _above(unit, on)
    found = {}
    order = {step: place for place, step in enumerate(Step.values)}
    for cell in sorted(line.cells.exclude(body=""), key=lambda c: order[c.step]):
        found[cell.step] = Competent(
            step=cell.step,
            body=cell.body,
            level=cell.body_level,
            unit=_unit_of(cell.body, cell.body_level or line.level, above, on),
            tier=line.tier,
            line=line,
            of_version=version,
        )
    return found


def decider_for_person(cadre: Cadre, step: str, on: date, *, besides=()) -> Competent | None:
    """Who decides about a person: of all posts held (and `besides` them), the highest tier's.

    `besides` are seats that the person is about to take.
    """
    seats = [
        held.seat
        for held in Assignment.objects.filter(cadre=cadre, held__contains=on)
        .select_related("seat__title", "seat__unit")
        .order_by("-is_principal", "pk")
    ]
    return highest((decider(s.title, step, on, s.unit) for s in (*seats, *besides)), on)


def highest(found: Iterable[Competent | None], on: date) -> Competent | None:
    """Of several competent bodies the one of the highest tier."""
    known = [each for each in found if each is not None]
    law = rules.AuthorityLaw.known_on(on)
    place = rules.deciding_tier([each.tier for each in known], law) if law else None
    return None if place is None else known[place]


def _above(unit: Unit, on: date) -> list[Unit]:
    """The unit and everything above it on a day, nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, {"unit": unit.pk, "on": on})
        order = [row[0] for row in cursor.fetchall()]
    units = Unit.objects.in_bulk(order)
    return [units[pk] for pk in order] or [unit]


def _unit_of(body: str, level: str, above: list[Unit], on: date) -> Unit | None:
    """The concrete unit of a body for the locality of that level among those above."""
    if body == Body.CENTRE:
        return None
    if body == Body.AGENCY:
        return next((u for u in above if u.kind not in LOCALITIES), above[0])
    locality = next((u for u in above if u.kind in LOCALITIES and u.level == level), None)
    if locality is None:
        return None
    there = Unit.objects.filter(
        path__startswith=locality.path, level=level, valid__contains=on
    ).order_by("path")
    if body in ROLES:
        bearers = UnitRole.objects.filter(role=body, valid__contains=on)
        return there.filter(pk__in=bearers.values("unit")).first()
    return next((u for kind in KINDS[body] if (u := there.filter(kind=kind).first())), None)
