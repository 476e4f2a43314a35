"""The audit trail, for hats that may see it."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_safe

from governance.classes import DataClass
from portal.trail import TrailList


@require_safe
def trail(request):
    """Events of the units over which the acting hat may see the trail, newest first."""
    actor = request.actor
    if not any(g.hat == actor.hat and DataClass.ADMIN in g.classes for g in actor.grants):
        raise PermissionDenied
    return TrailList(request).response()
