"""What the establishment asks of organisation officers: too many deputies, too many people."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import Hat
from cadres.selectors import norms, quota
from governance.actor import Actor
from portal.inbox import WorkItem

MOST = 50  # the lists have all of them


def work_for(actor: Actor, on: date) -> list[WorkItem]:
    """Norms and quotas exceeded within the scope, for whoever keeps the organisation."""
    if actor.hat not in (Hat.ORG_OFFICER, Hat.ORG_HEAD):
        return []
    return [*_norms(actor, on), *_quotas(actor, on)]


def _norms(actor: Actor, on: date):
    for unit in norms.exceeded_for(actor, on).order_by("path")[:MOST]:
        words = {"unit": unit.name, "has": unit.deputies, "norm": unit.norm}
        yield WorkItem(
            title=_("%(unit)s: %(has)s deputies, the norm is %(norm)s") % words,
            url=unit.get_absolute_url(),
            kind=_("Leadership norm"),
            unit=unit.name,
        )


def _quotas(actor: Actor, on: date):
    over = [line for line in quota.standing(quota.entries_for(actor, on), on) if line.room.over]
    for line in over[:MOST]:
        words = {
            "unit": line.entry.unit.name,
            "present": line.room.present,
            "assigned": line.room.assigned,
        }
        yield WorkItem(
            title=_("%(unit)s: %(present)s people on a payroll of %(assigned)s") % words,
            url=reverse("cadres:unit_quota", args=[line.entry.unit_id]),
            kind=_("Payroll quota"),
            unit=line.entry.unit.name,
        )
