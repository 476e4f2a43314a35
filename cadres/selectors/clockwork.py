"""The stored coming dates: for the list, and for the inbox of who answers for these people."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres import access
from cadres.models import ClockDue, ClockKind, Unit, covered_paths
from cadres.rules.clocks import ClockLaw
from governance.actor import Actor
from governance.classes import DataClass
from governance.dates import add_months
from portal.inbox import WorkItem


def clocks_for(actor: Actor):
    """The open dates an actor may see, with what a row of the list needs."""
    return (
        ClockDue.objects.visible_to(actor)
        .filter(is_open=True)
        .select_related("cadre__employing_unit", "seat__title")
    )


def coming_within(months: int, on: date) -> Q:
    """Dates of the next months; what is past already is not coming."""
    return Q(due_on__gt=on, due_on__lte=add_months(on, months))


def alerts_for(actor: Actor, on: date) -> list[dict]:
    """How many dates of each kind fall into each alert of 3, 6, 12 months, and the first day."""
    horizons = sorted(ClockLaw.known_on(on).clock_alert_months)
    mine = ClockDue.objects.visible_to(actor, access.EDIT).filter(is_open=True)
    counted = {}
    for nearer, months in zip([0, *horizons], horizons, strict=False):
        inside = coming_within(months, on) & Q(due_on__gt=add_months(on, nearer))
        counted |= {
            f"n_{months}": Count("pk", filter=inside),
            f"first_{months}": Min("due_on", filter=inside),
        }
    last = add_months(on, horizons[-1])
    rows = mine.filter(due_on__gt=on, due_on__lte=last).values("kind").annotate(**counted)
    return [
        {
            "kind": row["kind"],
            "months": months,
            "count": row[f"n_{months}"],
            "first": row[f"first_{months}"],
        }
        for row in rows.order_by("kind")
        for months in horizons
        if row[f"n_{months}"]
    ]


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """One line for each kind of date and each alert: nobody drowns in single people."""
    if not access.may_somewhere(actor, access.EDIT, data_class=DataClass.PERSONAL):
        return
    unit = units_named(actor)
    for alert in alerts_for(actor, on):
        kind = ClockKind(alert["kind"]).label
        title = ngettext(
            "%(kind)s: %(n)d person, within %(months)d months",
            "%(kind)s: %(n)d people, within %(months)d months",
            alert["count"],
        ) % {"kind": kind[:1].upper() + kind[1:], "n": alert["count"], "months": alert["months"]}
        query = urlencode({"kind": alert["kind"], "within": alert["months"]})
        yield WorkItem(
            title=title,
            url=f"{reverse('cadres:clocks')}?{query}",
            due=alert["first"],
            kind=_("Upcoming dates"),
            unit=unit,
        )


def units_named(actor: Actor) -> str:
    """The units over which this actor keeps records, by name; a few are enough to know them."""
    paths = covered_paths(actor, DataClass.PERSONAL, access.EDIT)
    return ", ".join(unit.name for unit in Unit.objects.filter(path__in=paths[:3]))
