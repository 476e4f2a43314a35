"""The record of one cadre as its pages show it. Nothing here writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, PersonalDetails, RecordScore, SalaryStep
from cadres.rules import pay
from cadres.rules import records as rules
from cadres.rules.completeness import is_stale
from cadres.selectors.cadres import may_read
from cadres.selectors.compartments import is_own, may_oversee, open_until
from cadres.selectors.completeness import missing_items
from cadres.selectors.sections import SECTIONS, Section
from governance.actor import Actor
from governance.classes import DataClass
from governance.text import Text

SHOWN_MISSING = 4


def with_sheets(cadres):
    """Cadres with what the head of their pages needs, in one query."""
    return cadres.select_related("employing_unit", "managing_unit", "details", "score")


def masked(number: str) -> str:
    """An identity number of which only the ends are shown."""
    return f"{number[:4]} •••• ••{number[-2:]}" if len(number) > 6 else ""


@dataclass(frozen=True)
class Tab:
    """A link to a part of the record; closed ones wear a lock."""

    key: str
    title: Any
    url: str
    locked: bool = False


@dataclass(frozen=True)
class Missing:
    """An item the record lacks: what, what for, and where it is entered."""

    what: Text
    why: Text
    url: str


@dataclass(frozen=True)
class Head:
    """What stands at the head of every page of one record."""

    cadre: Cadre
    personal: bool
    own: bool
    details: PersonalDetails | None
    score: RecordScore | None
    missing: list[Missing]
    stale: bool
    doubts: list[Text]
    tabs: list[Tab]
    may_edit: bool
    may_confirm: bool
    may_check: bool

    @property
    def masked_id(self) -> str:
        return masked(self.details.personal_id) if self.details else ""


def may_read_class(actor: Actor, cadre: Cadre, data_class: DataClass) -> bool:
    if data_class == DataClass.BASIC:
        return True
    return may_read(actor, cadre, "born")


def sections_of(actor: Actor, cadre: Cadre) -> list[Section]:
    """The sections an actor may know of; a closed one he may open."""
    own = is_own(actor, cadre)
    return [
        section
        for section in SECTIONS.values()
        if may_read_class(actor, cadre, section.data_class)
        and (own or not section.compartment or access.may_open(actor, section.compartment, cadre))
    ]


def tabs_of(actor: Actor, cadre: Cadre, as_of: date | None = None) -> list[Tab]:
    """The parts of a record; the dated ones keep the day that is looked at."""
    own = is_own(actor, cadre)
    day = f"?on={as_of.isoformat()}" if as_of else ""
    tabs = [Tab("overview", _("Overview"), cadre.get_absolute_url() + day)]
    if may_read_class(actor, cadre, DataClass.PERSONAL):
        tabs.append(Tab("identity", _("Details"), reverse("cadres:details", args=[cadre.pk])))
    tabs += [
        Tab(
            section.key,
            section.title,
            _section_url(cadre, section.key) + (day if section.dated else ""),
            locked=bool(section.compartment) and not own,
        )
        for section in sections_of(actor, cadre)
    ]
    if may_oversee(actor, cadre):
        url = reverse("cadres:readings", args=[cadre.pk])
        tabs.append(Tab("readings", _("Who read it"), url))
    return tabs


def may_check(actor: Actor, cadre: Cadre) -> bool:
    """May the actor lay this record beside a title standard?"""
    return any(
        access.may(actor, access.READ, over=unit, data_class=DataClass.PLANNING)
        for unit in (cadre.employing_unit, cadre.managing_unit)
    )


def head_of(cadre: Cadre, actor: Actor, on: date, as_of: date | None = None) -> Head:
    """The head of a record that was loaded by `with_sheets`; its ways keep a chosen day."""
    law = rules.RecordLaw.on(on)
    personal = may_read_class(actor, cadre, DataClass.PERSONAL)
    own = is_own(actor, cadre)
    details, score = getattr(cadre, "details", None), getattr(cadre, "score", None)
    may_edit = access.may(actor, access.EDIT, over=cadre.employing_unit)
    missing = score.missing if score and (personal or own) else ()
    return Head(
        cadre=cadre,
        personal=personal,
        own=own,
        details=details if personal else None,
        score=score,
        missing=[
            Missing(what, why, _entered_at(cadre, section))
            for what, why, section in missing_items(missing, on)
        ],
        stale=is_stale(score.confirmed_on if score else None, on, law.record_stale_days),
        doubts=rules.doubts(_facts(cadre, details), law) if personal else [],
        tabs=tabs_of(actor, cadre, as_of),
        may_edit=may_edit and not own,
        may_confirm=own or (may_edit and personal),
        may_check=may_check(actor, cadre),
    )


def _entered_at(cadre: Cadre, section: str) -> str:
    if section == "identity":
        return reverse("cadres:details", args=[cadre.pk])
    return _section_url(cadre, section)


def _section_url(cadre: Cadre, key: str) -> str:
    return reverse("cadres:section", args=[cadre.pk, key])


def _facts(cadre: Cadre, details: PersonalDetails | None) -> rules.SheetFacts:
    return rules.SheetFacts(
        sex=cadre.sex,
        born=cadre.born,
        personal_id=details.personal_id if details else "",
        party_joined=cadre.party_joined,
        party_official=cadre.party_official,
        party_card_no=details.party_card_no if details else "",
        recruited=cadre.recruited,
    )


@dataclass(frozen=True)
class PayNow:
    """The step somebody is paid by on a day, its rank by name, and what comes next."""

    step: SalaryStep
    rank_name: str
    next: pay.NextStep | None


def pay_on(cadre: Cadre, on: date) -> PayNow | None:
    """The latest standing step that surely began by the day."""
    steps = cadre.salary_steps.filter(struck_on__isnull=True, from_date__latest__lte=on)
    step = steps.order_by("-from_date").first()
    if step is None:
        return None
    law = pay.PayLaw.known_on(on)
    if law is None:
        return PayNow(step, "", None)
    rank = law.rank(step.rank_code)
    facts = pay.StepFacts(
        step.rank_code,
        step.step,
        step.coefficient,
        step.from_date,
        step.over_scale_percent,
        step.delayed_months,
    )
    return PayNow(step, rank.name if rank else "", pay.next_step(facts, law))


def lines_of(cadre: Cadre, section: Section, as_of: date | None = None):
    """The standing lines of a section, latest first; relatives by side and age.

    With a day, what had begun by then: a line that tells no beginning is shown on every day.
    """
    rows = section.model.objects.filter(cadre=cadre).standing().select_related("decision")
    if as_of and section.dated:
        begun = Q(from_date__isnull=True) | Q(from_date__earliest__lte=as_of)
        rows = rows.filter(begun)
    if section.key == "family":
        return rows.select_related("relative").order_by("side", "born", "full_name")
    if section.key == "assets":
        return rows.order_by("-due_on")
    return rows.latest_first()


def is_compartment_open(actor: Actor, cadre: Cadre, compartment: str, at: datetime) -> bool:
    return not compartment or compartment in open_until(actor, cadre, at)


def sheet_of(cadre: Cadre, model):
    """The one row of a sheet, where it is begun."""
    return model.objects.filter(cadre=cadre).first()


def overseen(actor: Actor, cadre_id) -> Cadre | None:
    """A record whose readings the actor may see: the own one, or one of the units overseen."""
    cadre = with_sheets(Cadre.objects).filter(pk=cadre_id).first()
    return cadre if cadre and may_oversee(actor, cadre) else None
