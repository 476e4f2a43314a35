"""The relations of one person: relatives with a record, and who shares origin, unit or school.

Nothing is stored for it; every tie is read from the rows that show it. Only people whose personal
data the reader may read are named; a relative beyond that stands there without name and number.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cadres.models import (
    Assignment,
    Cadre,
    CadreStatus,
    ConflictFinding,
    FamilyMember,
    KinTie,
    Level,
    covered_paths,
)
from cadres.rules import kin as rules
from cadres.selectors.cadres import Panel, posts_on
from cadres.selectors.reach import people_in_reach
from governance.actor import Actor
from governance.classes import DataClass
from portal.formats import date_text

SHOWN = 8  # people of one kind of tie; the table says how many more there are


@dataclass(frozen=True)
class Tie:
    """One line of the relations: who, how tied, by which rows; nobody: outside the scope."""

    words: Any
    cadre: Cadre | None
    evidence: str
    in_set: bool = False
    evidence_url: str = ""

    @property
    def name(self) -> str:
        return self.cadre.full_name if self.cadre else _("a person outside your scope")

    @property
    def post(self) -> str:
        held = self.cadre.posts_now[:1] if self.cadre else []
        return f"{held[0].seat.title.name}, {held[0].seat.unit.name}" if held else ""


@dataclass(frozen=True)
class Group:
    """The ties of one kind, and how many more people of the scope have it."""

    key: str
    title: Any
    ties: list[Tie]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.ties)


@dataclass(frozen=True)
class Relations:
    """Everything the page of relations shows; the same number of questions for everybody."""

    groups: list[Group]
    findings: list[ConflictFinding]
    law: rules.KinLaw

    @property
    def kin(self) -> Group:
        return self.groups[0]


def may_read(actor: Actor, cadre: Cadre) -> bool:
    """Whose personal data are closed, whose relations are."""
    paths = covered_paths(actor, DataClass.PERSONAL)
    units = (cadre.employing_unit, cadre.managing_unit)
    return actor.is_system or any(u.path.startswith(p) for u in units for p in paths)


def relations(*, cadre: Cadre, actor: Actor, on: date) -> Relations:
    law = rules.KinLaw.on(on)
    lines = lines_about(cadre)
    origin, natives = same_origin(cadre, actor)
    colleagues = rows_of(COLLEAGUES, cadre, actor, on)
    classmates = rows_of(CLASSMATES, cadre, actor, on)
    ids = {each.relative_id if each.cadre_id == cadre.pk else each.cadre_id for each in lines}
    ids |= {row[0] for row in (*colleagues, *classmates)} | set(origin)
    people = named(ids, actor, on)
    relatives = kin_ties(cadre, lines, people, law)
    groups = [
        Group("kin", _("Relatives"), relatives, len(relatives)),
        Group("origin", _("Same home commune"), origin_ties(cadre, origin, people), natives),
        Group("unit", _("Served together"), unit_ties(colleagues, people), total(colleagues)),
        Group("school", _("Same class"), school_ties(classmates, people), total(classmates)),
    ]
    return Relations(groups, findings_of(cadre, actor), law)


def findings_of(cadre: Cadre, actor: Actor) -> list[ConflictFinding]:
    about = Q(first_post__cadre=cadre) | Q(second_post__cadre=cadre)
    return list(with_posts(ConflictFinding.objects.visible_to(actor).filter(about)))


def with_posts(findings):
    """Findings with the two people and posts that a row says: two questions more."""
    posts = Assignment.objects.select_related("cadre__employing_unit", "seat__title", "seat__unit")
    return findings.prefetch_related(Prefetch("first_post", posts), Prefetch("second_post", posts))


def findings_for(actor: Actor):
    return with_posts(ConflictFinding.objects.visible_to(actor))


def lines_about(cadre: Cadre) -> list[FamilyMember]:
    """The standing lines that tie the person to another record, on either one's pages."""
    either = Q(cadre=cadre, relative__isnull=False) | Q(relative=cadre)
    return list(FamilyMember.objects.standing().filter(either).order_by("side", "born", "pk"))


def named(ids: set[UUID], actor: Actor, on: date) -> dict[UUID, Cadre]:
    """Those of these people that the reader may read of, with the posts of the day."""
    people = list(people_in_reach(actor).filter(pk__in=ids).select_related("employing_unit"))
    by_id = {each.pk: each for each in people}
    for each in people:
        each.posts_now = []
    for held in posts_on(on, units=True).filter(cadre__in=list(by_id)):
        by_id[held.cadre_id].posts_now.append(held)
    return by_id


def kin_ties(cadre: Cadre, lines, people: dict, law: rules.KinLaw) -> list[Tie]:
    """Each relative once; what the person wrote goes before what the relative wrote."""
    found: dict[UUID, Tie] = {}
    labels = dict(KinTie.choices)
    for line in sorted(lines, key=lambda each: each.cadre_id != cadre.pk):
        own = line.cadre_id == cadre.pk
        kin = rules.KIN_OF_LINE[line.side, line.relation]
        kin = kin if own else rules.INVERSE[kin]
        other = people.get(line.relative_id if own else line.cadre_id)
        key = other.pk if other else line.pk
        if key in found:
            continue
        owner = line.cadre_id if own or other else None
        found[key] = Tie(
            words=labels[kin],
            cadre=other,
            evidence=_("own family table") if own else _("family table of the relative"),
            in_set=rules.is_kin(kin, law),
            evidence_url=reverse("cadres:section", args=[owner, "family"]) if owner else "",
        )
    return list(found.values())


def same_origin(cadre: Cadre, actor: Actor) -> tuple[list[UUID], int]:
    """Who in service comes from the same commune: some of them, and how many there are."""
    if cadre.origin_unit is None or cadre.origin_unit.level != Level.COMMUNE:
        return [], 0
    natives = people_in_reach(actor).filter(
        origin_unit=cadre.origin_unit_id, status=CadreStatus.ACTIVE
    )
    natives = natives.exclude(pk=cadre.pk)
    return list(natives.order_by("sort_key", "pk").values_list("pk", flat=True)[:SHOWN]), (
        natives.count()
    )


def origin_ties(cadre: Cadre, ids: list[UUID], people: dict) -> list[Tie]:
    return [
        Tie(_("same home commune"), people[pk], cadre.origin_unit.name)
        for pk in ids
        if pk in people
    ]


REACHED = """
  JOIN cadres_cadre c ON c.id = o.cadre_id AND c.status NOT IN ('merged', 'deceased')
  JOIN cadres_unit e ON e.id = c.employing_unit_id JOIN cadres_unit m ON m.id = c.managing_unit_id
  WHERE o.cadre_id <> %(cadre)s AND (%(everywhere)s
    OR e.path LIKE ANY(%(paths)s) OR m.path LIKE ANY(%(paths)s))
"""
COLLEAGUES = f"""
SELECT *, count(*) OVER () FROM (
  SELECT DISTINCT ON (o.cadre_id) o.cadre_id, u.name_vi, u.name_en, u.name_ar,
    lower(o.held * a.held) AS since, upper(o.held * a.held) AS until,
    coalesce(upper(o.held * a.held), %(on)s) - lower(o.held * a.held) AS days
  FROM cadres_assignment a JOIN cadres_seat s ON s.id = a.seat_id
  JOIN cadres_unit u ON u.id = s.unit_id JOIN cadres_seat t ON t.unit_id = s.unit_id
  JOIN cadres_assignment o ON o.seat_id = t.id AND o.held && a.held
  {REACHED} AND a.cadre_id = %(cadre)s
  ORDER BY o.cadre_id, days DESC, u.id) AS met
ORDER BY days DESC, cadre_id LIMIT %(most)s
"""
CLASSMATES = f"""
SELECT *, count(*) OVER () FROM (
  SELECT DISTINCT ON (o.cadre_id) o.cadre_id, q.institution, q.major, left(q.to_date, 4) AS year
  FROM cadres_qualification q JOIN cadres_qualification o
    ON o.institution = q.institution AND left(o.to_date, 4) = left(q.to_date, 4)
   AND o.axis = q.axis AND o.major = q.major AND q.major <> '' AND o.struck_on IS NULL
  {REACHED} AND q.cadre_id = %(cadre)s AND q.institution <> '' AND q.struck_on IS NULL
  ORDER BY o.cadre_id, q.to_date DESC) AS met
ORDER BY year DESC, cadre_id LIMIT %(most)s
"""


def rows_of(statement: str, cadre: Cadre, actor: Actor, on: date) -> list[tuple]:
    """Rows of a tie that only whole tables tell; the last column counts all of them."""
    asked = {
        "cadre": cadre.pk,
        "on": on,
        "most": SHOWN,
        "everywhere": actor.is_system,
        "paths": [f"{path}%" for path in covered_paths(actor, DataClass.PERSONAL)],
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def total(rows: list[tuple]) -> int:
    return rows[0][-1] if rows else 0


def unit_ties(rows: list[tuple], people: dict) -> list[Tie]:
    found = []
    for pk, *names, since, until, _days, _count in rows:
        name = dict(zip(("vi", "en", "ar"), names, strict=True))
        period = f"{date_text(since)} – {date_text(until) if until else _('now')}"
        if pk in people:
            found.append(
                Tie(
                    _("served together"),
                    people[pk],
                    f"\u2068{spoken_name(name)}\u2069, \u2066{period}\u2069",
                )
            )
    return found


def spoken_name(names: dict[str, str]) -> str:
    return names.get((get_language() or "vi")[:2]) or names["vi"]


def school_ties(rows: list[tuple], people: dict) -> list[Tie]:
    return [
        Tie(_("same class"), people[pk], " · ".join(filter(None, (school, major, year))))
        for pk, school, major, year, _count in rows
        if pk in people
    ]


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """How many relatives have a record, and what is open about them."""
    if not may_read(actor, cadre):
        return None
    findings = [each for each in findings_of(cadre, actor) if each.is_live]
    number = len({(each.cadre_id, each.relative_id) for each in lines_about(cadre)})
    return Panel(
        _("Relations"),
        "cadres/_relations.html",
        {"cadre": cadre, "number": number, "findings": findings},
    )
