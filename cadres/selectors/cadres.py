"""Questions about cadres' records. Nothing here writes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cadres.models import Assignment, Cadre, CadreStatus, Track
from cadres.selectors.scans import scans_by_decision
from governance.actor import Actor
from governance.records import data_class_of
from portal.vietnamese import fold

LANGUAGES = ("vi", "en", "ar")
CODE = re.compile(r"[A-Za-z]{1,4}\d{3,}\Z")
LANE_COLOURS = {Track.PARTY: "d3", Track.STATE: "d1", Track.FRONT: "d5", Track.SERVICE: "d4"}


def posts_on(on: date, *, units: bool = False):
    """The posts held on a day, the principal first, with what a list row says of them."""
    posts = (
        Assignment.objects.filter(held__contains=on)
        .select_related("seat__title", *(["seat__unit"] if units else []))
        .order_by("-is_principal", "seat__title__precedence")
    )
    whose = [
        f"seat__{part}__name_{lang}"
        for part in ("title", "unit")[: 1 + units]
        for lang in LANGUAGES
    ]
    return posts.only("cadre_id", *whose)


def cadres_for(actor: Actor, on: date):
    """The cadres an actor may see, with the posts of a day for a list row."""
    return (
        Cadre.objects.visible_to(actor)
        .exclude(status=CadreStatus.MERGED)  # a signpost to another record, not a person
        .select_related("employing_unit")
        .prefetch_related(Prefetch("assignments", posts_on(on), to_attr="posts_now"))
    )


def search_cadres(cadres, text: str):
    """By name with or without accents, in the order typed, or by cadre number."""
    if CODE.match(text.strip()):
        return cadres.filter(code=text.strip().upper())
    return cadres.filter(search_key__contains=fold(text))


@dataclass(frozen=True)
class Panel:
    """What another room shows on a cadre's page: a heading, a template and its context."""

    title: Any
    template: str
    context: dict


@dataclass(frozen=True)
class Profile:
    """Everything the page of one cadre shows to one actor."""

    cadre: Cadre
    assignments: list[Assignment]
    qualifications: list
    panels: list[Panel]

    @property
    def current(self) -> list[Assignment]:
        return [a for a in self.assignments if a.is_current]

    @property
    def principal(self) -> Assignment | None:
        return next((a for a in self.current if a.is_principal), None)


def profile(*, cadre: Cadre, actor: Actor, on: date) -> Profile:
    """The record as it stands on a day: posts taken by then, and the rooms' panels."""
    assignments = list(
        cadre.assignments.filter(held__startswith__lte=on)
        .select_related("seat__title", "seat__unit", "decision")
        .order_by("-held")
    )
    for assignment in assignments:
        until = assignment.held.upper
        assignment.is_current = until is None or until > on
    scans = scans_by_decision(a.decision_id for a in assignments if a.decision_id)
    for assignment in assignments:
        assignment.scans = scans.get(assignment.decision_id, [])
    panels = [import_string(source)(actor, cadre, on) for source in settings.PROFILE_PANELS]
    return Profile(
        cadre=cadre,
        assignments=assignments,
        qualifications=list(cadre.qualifications.standing().order_by("-to_date")),
        panels=[panel for panel in panels if panel],
    )


def may_read(actor: Actor, cadre: Cadre, field: str) -> bool:
    """May this actor read this field of this record? (The own record: every field.)"""
    if actor.is_system or actor.cadre_id == cadre.pk:
        return True
    wanted = data_class_of(Cadre, field)
    paths = (cadre.employing_unit.path, cadre.managing_unit.path)
    return any(
        wanted in grant.classes and any(path.startswith(grant.path) for path in paths)
        for grant in actor.grants
    )


def lanes(assignments: list[Assignment]) -> list[tuple[str, list[tuple]]]:
    """Posts by track for the time line: (track, [(from, until, title, colour), …])."""
    found: dict[str, list[tuple]] = {}
    for assignment in reversed(assignments):
        title = assignment.seat.title
        start = assignment.held.lower.isoformat()
        known = {"year": start[:4], "month": start[:7], "day": start}[assignment.start_precision]
        colour = "d2" if assignment.kind == "rotation" else LANE_COLOURS[title.track]
        span = (known, assignment.held.upper, title.name, colour)
        found.setdefault(title.get_track_display(), []).append(span)
    return list(found.items()) or [(_("posts"), [])]
