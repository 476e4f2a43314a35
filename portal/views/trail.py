"""The audit trail, for hats that may see it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.classes import DataClass
from governance.models import AuditEvent
from portal.trail import TONES, TrailList, changed, subject

MOST_TOGETHER = 20


@require_safe
def trail(request):
    """Events of the units over which the acting hat may see the trail, newest first."""
    require_sight(request)
    return TrailList(request).response()


@require_safe
def event(request, seq):
    """One event: who, why, on what basis, and each field before and after."""
    require_sight(request)
    seen = AuditEvent.objects.visible_to(request.actor)
    found = get_object_or_404(seen, pk=seq)
    # One transaction is chained in one go: its events stand next to one another.
    near = seen.filter(seq__range=(seq - MOST_TOGETHER, seq + MOST_TOGETHER), xid=found.xid)
    together = near.exclude(pk=seq).order_by("seq")
    context = {
        "event": found,
        "subject": subject(found),
        "tone": TONES.get(found.op, ""),
        "changes": changed(found),
        "together": [(each, subject(each)) for each in together],
    }
    return render(request, "portal/audit_event.html", context)


def require_sight(request) -> None:
    actor = request.actor
    if not any(g.hat == actor.hat and DataClass.ADMIN in g.classes for g in actor.grants):
        raise PermissionDenied
