"""Measures of discipline: for the list, one page, the pairing of both sides, and the inbox."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres import access
from cadres.models import Cadre, DisciplineMeasure, LegalCategory
from cadres.models.discipline import in_effect
from cadres.rules import discipline as rules
from governance.actor import Actor
from governance.classes import DataClass
from portal.inbox import WorkItem

EMPLOYEES = (LegalCategory.CADRE, LegalCategory.CIVIL_SERVANT, LegalCategory.PUBLIC_EMPLOYEE)
TOLD_FOR = timedelta(days=7)
LOOKED_BACK = timedelta(days=365)


def measures_for(actor: Actor):
    """The measures an actor may see over others, with what a row of the list needs."""
    return (
        DisciplineMeasure.objects.visible_to(actor)
        .exclude(cadre=actor.cadre_id)
        .select_related("cadre__employing_unit", "cadre__managing_unit", "decision")
    )


def pairs_for(actor: Actor):
    """Party measures of people whom an administrative one should follow."""
    return (
        measures_for(actor)
        .filter(side="party", category__in=EMPLOYEES)
        .exclude(end="revoked")
        .select_related("followed_by__decision")
    )


def pairing_of(measure: DisciplineMeasure, on: date) -> rules.Pairing:
    """How the administrative side answered a Party measure, by the law of its day."""
    admin = getattr(measure, "followed_by", None)
    return rules.pairing(
        announced_on=measure.announced_on,
        form=measure.form,
        admin_on=admin.decision.issued_on if admin else None,
        admin_form=admin.form if admin else "",
        on=on,
    )


def unanswered(actor: Actor, on: date):
    """Party measures of the last year whose administrative side has been missing too long."""
    law = rules.DisciplineLaw.on(on)
    return pairs_for(actor).filter(
        followed_by=None,
        ended_on=None,
        announced_on__lte=on - timedelta(days=law.pairing_alert_days),
        announced_on__gt=on - LOOKED_BACK,
    )


def just_expired(actor: Actor, on: date):
    """Measures that lost their effect in the last days, today's first."""
    return measures_for(actor).filter(
        expires_on__lte=on, expires_on__gt=on - TOLD_FOR, ended_on=None
    )


def cadres_to_discipline(actor: Actor):
    """The people whose measures this actor may record."""
    return Cadre.objects.visible_to(actor).select_related("employing_unit", "managing_unit")


def state_filter(state: str, on: date) -> Q:
    """Measures that are in this state on a day."""
    if state == "in_effect":
        return in_effect(on)
    if state == "expired":
        return Q(expires_on__lte=on, ended_on=None)
    if state == "coming":
        return Q(effective_from__gt=on)
    return Q(end=state)


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """«Discipline expired today» and administrative decisions that are missing: a line each."""
    if not access.may_somewhere(actor, access.EDIT, data_class=DataClass.DISCIPLINE):
        return
    over = just_expired(actor, on).order_by("-expires_on", "pk")
    if number := over.count():
        yield WorkItem(
            title=ngettext(
                "%(n)d measure has ceased to have effect: its blocks on planning are lifted",
                "%(n)d measures have ceased to have effect: their blocks on planning are lifted",
                number,
            )
            % {"n": number},
            url=reverse("inspection:measures") + "?state=expired&sort=-expires",
            due=over[0].expires_on,
            kind=_("Discipline expired"),
        )
    missing = unanswered(actor, on).order_by("announced_on", "pk")
    if number := missing.count():
        first = missing[0].announced_on
        yield WorkItem(
            title=ngettext(
                "%(n)d Party decision without the administrative one",
                "%(n)d Party decisions without the administrative one",
                number,
            )
            % {"n": number},
            url=reverse("inspection:pairing") + "?answered=0",
            due=rules.pairing_due(first, rules.DisciplineLaw.on(first)),
            kind=_("Administrative decision missing"),
        )
