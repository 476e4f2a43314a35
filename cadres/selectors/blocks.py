"""Questions about career blocks: who is kept from what on a day. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cadres.models import (
    Assignment,
    BarredFrom,
    BlockException,
    Cadre,
    CareerBlock,
    DisciplineMeasure,
    Entry,
    Seat,
    TitleGroup,
)
from cadres.models.blocks import in_force
from cadres.rules import blocks as rules
from cadres.rules.ranks import RankLaw, rank_of
from cadres.selectors.cadres import Panel
from governance.actor import Actor, current_actor
from governance.classes import DataClass


def blocks_barring(what: str, on: date):
    """The blocks that keep people from this on a day; those excepted are left out."""
    excepted = BlockException.objects.filter(
        Q(what=what) | Q(what=OuterRef("what")), cadre=OuterRef("cadre"), allowed__contains=on
    )
    return CareerBlock.objects.filter(
        in_force(on), ~Exists(excepted), what__in=rules.covering(what)
    )


def blocked_ids(cadre_ids: Iterable[UUID], what: str, on: date) -> set[UUID]:
    """Who of these is kept from this on a day."""
    rows = blocks_barring(what, on).filter(cadre__in=list(cadre_ids))
    return set(rows.values_list("cadre_id", flat=True))


def is_blocked(cadre: Cadre, what: str, on: date) -> bool:
    return blocks_barring(what, on).filter(cadre=cadre).exists()


def blocks_of(cadre: Cadre, on: date, actor: Actor | None = None) -> list[CareerBlock]:
    """Every block of a cadre in force on a day, the longest first; an actor sees his scope."""
    rows = CareerBlock.objects.all() if actor is None else CareerBlock.objects.visible_to(actor)
    found = list(rows.filter(in_force(on), cadre=cadre).select_related("measure__decision"))
    return sorted(found, key=lambda block: (block.until or date.max, block.what), reverse=True)


@dataclass(frozen=True)
class BarredNow:
    """What somebody is kept from on a day, the regimes that say so, and an exception if any."""

    what: str
    blocks: list[CareerBlock]
    exception: BlockException | None

    @property
    def label(self) -> str:
        return BarredFrom(self.what).label

    @property
    def longest(self) -> CareerBlock:
        return self.blocks[0]

    @property
    def until(self) -> date | None:
        return self.longest.until


def barred_now(cadre: Cadre, on: date, actor: Actor) -> list[BarredNow]:
    """What an actor sees of the blocks of a cadre, by what they bar."""
    exceptions = {
        each.what: each
        for each in BlockException.objects.visible_to(actor)
        .filter(cadre=cadre, allowed__contains=on)
        .select_related("decision")
    }
    by_what = defaultdict(list)
    for block in blocks_of(cadre, on, actor):
        by_what[block.what].append(block)
    return [
        BarredNow(what, found, exceptions.get(what)) for what, found in sorted(by_what.items())
    ]


def block_facts(*, cadre: Cadre, what: str, on: date) -> rules.BlockFacts:
    """The longest block of what is intended, as the rules look at it."""
    found = list(blocks_barring(what, on).filter(cadre=cadre))
    if not found:
        return rules.BlockFacts()
    longest = max(found, key=lambda block: block.until or date.max)
    return rules.BlockFacts(
        since=longest.barred.lower,
        until=longest.until,
        source=longest.source if may_read(current_actor(), cadre) else "",
        by_any_post=any(block.what == BarredFrom.ANY_POST for block in found),
    )


def rise_facts(
    *, cadre: Cadre, seat: Seat, on: date, entry: str = Entry.APPOINTED
) -> rules.BlockFacts:
    """What keeps a cadre from a seat on a day; the same post again is no higher one."""
    if entry == Entry.REAPPOINTED:
        return rules.BlockFacts()
    facts = block_facts(cadre=cadre, what=BarredFrom.HIGHER_POST, on=on)
    if not facts.is_barred:
        return facts
    return replace(facts, goes_higher=goes_higher(cadre=cadre, seat=seat, on=on))


def may_read(actor: Actor, cadre: Cadre) -> bool:
    """May this actor know of the discipline of this cadre?"""
    if actor.is_system or actor.cadre_id == cadre.pk:
        return True
    paths = (cadre.employing_unit.path, cadre.managing_unit.path)
    return any(
        DataClass.DISCIPLINE in grant.classes and any(p.startswith(grant.path) for p in paths)
        for grant in actor.grants
    )


def goes_higher(*, cadre: Cadre, seat: Seat, on: date) -> bool:
    """Is this leading post higher than the one held last by that day?"""
    if seat.title.group == TitleGroup.SPECIALIST:
        return False
    law = RankLaw.on(on)
    held = (
        Assignment.objects.filter(cadre=cadre, is_principal=True, held__startswith__lte=on)
        .select_related("seat__title")
        .order_by("-held")
        .first()
    )
    before = rank_of(held.seat.title.group, held.seat.title.level, law) if held else 0
    return rank_of(seat.title.group, seat.title.level, law) > before


def measures_of(cadre: Cadre, on: date, actor: Actor) -> list[DisciplineMeasure]:
    """The measures an actor may see, with what they are on a day; the own ones always."""
    rows = (
        DisciplineMeasure.objects.visible_to(actor)
        .filter(cadre=cadre, announced_on__lte=on)
        .select_related("decision__issuer")
        .order_by("-effective_from", "id")
    )
    found = list(rows)
    for measure in found:
        measure.state = measure.state_on(on)
    return found


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """Measures and what they bar from, for the page of one cadre and who may know of them."""
    measures = measures_of(cadre, on, actor)
    barred = barred_now(cadre, on, actor)
    if not measures and not barred:
        return None
    return Panel(
        _("Discipline and career blocks"),
        "cadres/_discipline.html",
        {"measures": measures, "barred": barred, "own": actor.cadre_id == cadre.pk},
    )
