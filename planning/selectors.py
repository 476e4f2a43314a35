"""Questions about planning. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import Assignment, Cadre, CadreStatus, Seat, Title, Unit, covered_paths
from cadres.selectors.cadres import Panel
from governance.actor import Actor
from governance.classes import DataClass
from planning import rules
from planning.models import EntryState, PlanEntry, Term
from portal.inbox import WorkItem

MOST_WORK = 200
SHOWN_ENTRIES = 8


def entries_for(actor: Actor):
    """The entries an actor may see, with what a row of the list needs."""
    return PlanEntry.objects.visible_to(actor).select_related(
        "cadre__managing_unit", "title", "unit", "term", "vote", "decision"
    )


def terms_open(on: date):
    """The terms for which people may still be planned."""
    return Term.objects.filter(closes_on__gt=on)


def term_choices() -> list[tuple[str, str]]:
    """Every term, newest first, for a filter."""
    return [(term.code, term.name) for term in Term.objects.all()]


def cadres_to_plan(actor: Actor):
    """The cadres in service whom this actor may propose."""
    serving = Cadre.objects.filter(status=CadreStatus.ACTIVE).select_related("managing_unit")
    if actor.is_system:
        return serving
    managing = Unit.objects.none()
    for path in covered_paths(actor, DataClass.PLANNING, access.PROPOSE):
        managing |= Unit.objects.filter(path__startswith=path)
    return serving.filter(managing_unit__in=managing.values("pk"))


def seats_for(actor: Actor, on: date):
    """The seats of a day that this actor may name."""
    return Seat.objects.visible_to(actor).filter(valid__contains=on)


def find_posts(seats, text: str, on: date):
    """The posts that somebody means by "title, unit": of equal seats one, a vacant one first."""
    for part in filter(None, (part.strip() for part in text.replace("،", ",").split(","))):
        exactly = seats.filter(_named("title", "iexact", part))
        alike = _named("title", "icontains", part) | _named("unit", "icontains", part)
        by_code = Q(unit__code__iexact=part)
        seats = exactly if exactly.exists() else seats.filter(alike | by_code)
    held = Assignment.objects.filter(seat=OuterRef("pk"), held__contains=on)
    return (
        seats.annotate(is_held=Exists(held))
        .select_related("title", "unit")
        .order_by("unit__path", "title__code", "is_held", "ordinal")
        .distinct("unit__path", "title__code")
    )


def _named(what: str, lookup: str, text: str) -> Q:
    languages = ("vi", "en", "ar")
    return Q(
        *((f"{what}__name_{language}__{lookup}", text) for language in languages),
        _connector=Q.OR,
    )


def nomination_facts(
    *,
    cadre: Cadre,
    title: Title,
    unit: Unit,
    term: Term,
    on: date,
    besides: PlanEntry | None = None,
) -> rules.NominationFacts:
    """What the rules look at; `besides` is an entry that must not be counted against itself."""
    law = rules.PlanningLaw.on(on)
    born = cadre.born.earliest()  # a date known to the year only is read to the stricter side
    others = PlanEntry.objects.counting().exclude(pk=besides.pk if besides else None)
    at_level = others.filter(cadre=cadre, title__level=title.level, term__closes_on__gt=on)
    posts = set(at_level.values_list("title", "unit")) - {(title.pk, unit.pk)}
    held = (
        Assignment.objects.filter(cadre=cadre, held__contains=on, is_principal=True)
        .select_related("seat__title")
        .first()
    )
    return rules.NominationFacts(
        months_left=rules.months_left(born, cadre.sex, term.opens_on),
        retires=rules.retirement_month(born, cadre.sex),
        term_opens=term.opens_on,
        planned_for_post=others.filter(term=term, title=title, unit=unit).count(),
        posts_at_level=len(posts),
        rank_held=rules.rank_of(held.seat.title.group, held.seat.title.level, law) if held else 0,
        rank_wanted=rules.rank_of(title.group, title.level, law),
        in_service=cadre.status == CadreStatus.ACTIVE,
        post_exists=Seat.objects.filter(unit=unit, title=title, valid__contains=on).exists(),
    )


def entries_serving(*, cadre: Cadre, on: date):
    """The entries of a cadre in force on a day: what a rotation or appointment may serve."""
    return PlanEntry.objects.in_force_on(on).filter(cadre=cadre).select_related("title", "unit")


# Which verb takes an entry out of a state, and the name of the address where it is done.
STEPS = {
    EntryState.PROPOSED: (access.EDIT, "screen"),
    EntryState.SCREENED: (access.EDIT, "vote"),
    EntryState.VOTED: (access.EDIT, "submit"),
    EntryState.SUBMITTED: (access.APPROVE, "approve"),
}
WITHDRAWING = (access.EDIT, access.PROPOSE, access.APPROVE)


def next_step(entry: PlanEntry, actor: Actor) -> str:
    """The step this actor may take next with an entry, by the name of its address; or nothing."""
    verb, name = STEPS.get(entry.state, ("", ""))
    if not verb or not over(actor, entry, verb):
        return ""
    own = bool(entry.proposed_by) and entry.proposed_by == actor.person
    return "" if own and name in {"screen", "approve"} else name


def may_withdraw(entry: PlanEntry, actor: Actor) -> bool:
    """Before approval whoever prepares the list may; what is in force, only who approves."""
    if entry.has_ended:
        return False
    return any(over(actor, entry, verb) for verb in withdrawing_verbs(entry))


def withdrawing_verbs(entry: PlanEntry) -> tuple[str, ...]:
    return (access.APPROVE,) if entry.state == EntryState.APPROVED else WITHDRAWING


def over(actor: Actor, entry: PlanEntry, verb: str) -> bool:
    return access.may(actor, verb, over=entry.cadre.managing_unit, data_class=DataClass.PLANNING)


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """The entries proposed by a day, for the page of one cadre; never for the cadre himself."""
    rows = (
        PlanEntry.objects.visible_to(actor)
        .filter(cadre=cadre, proposed_on__lte=on)
        .select_related("term", "title", "unit")
        .order_by("-term__opens_on", "-proposed_on", "id")[:SHOWN_ENTRIES]
    )
    if not (shown := list(rows)):
        return None
    return Panel(_("Planning"), "planning/_entries.html", {"rows": shown})


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """The entries that wait for this actor's approval."""
    waiting = (
        PlanEntry.objects.visible_to(actor, access.APPROVE)
        .filter(state=EntryState.SUBMITTED)
        .exclude(proposed_by=actor.person or "-")
        .select_related("cadre", "title", "unit")
        .order_by(F("submitted_on").asc(nulls_last=True), "id")[:MOST_WORK]
    )
    for entry in waiting:
        yield WorkItem(
            title=str(entry),
            url=entry.get_absolute_url(),
            kind=_("Planning entry to approve"),
            unit=entry.unit.name,
        )


def standard_evidence(cadre_ids, on: date) -> dict[UUID, tuple]:
    """What each cadre is planned for in force on a day, for title standards."""
    found: dict[UUID, list] = defaultdict(list)
    entries = PlanEntry.objects.in_force_on(on).filter(cadre__in=cadre_ids)
    for cadre, code, title, unit in entries.order_by("term__opens_on", "id").values_list(
        "cadre_id", "title__code", "title__name_vi", "unit__name_vi"
    ):
        found[cadre].append((code, f"{title}, {unit}"))
    return {cadre: tuple(rows) for cadre, rows in found.items()}


def planned_titles(actor: Actor, ids: list, on: date) -> dict:
    """What the official forms say of planning: titles approved for people the actor may see."""
    rows = (
        PlanEntry.objects.visible_to(actor)
        .filter(cadre_id__in=ids, state=EntryState.APPROVED, term__closes_on__gt=on)
        .select_related("title", "unit", "term")
        .order_by("title__precedence")
    )
    found: dict = {}
    for entry in rows:
        text = f"{entry.title.name_vi}, {entry.unit.name_vi} ({entry.term.name})"
        found.setdefault(entry.cadre_id, []).append(text)
    return {pk: {"planned_titles": "; ".join(texts)} for pk, texts in found.items()}


def pending_in(units, on: date) -> tuple[str, int]:
    """Planning entries for posts of these units that are not closed yet."""
    entries = PlanEntry.objects.filter(unit__in=units).exclude(
        state__in=[EntryState.OUT, EntryState.APPOINTED, EntryState.EXPIRED]
    )
    return _("Planning entries for their posts"), entries.count()
