"""Pages of leadership norms, and of one person in two posts."""

from django.views.decorators.http import require_safe

from cadres.lists.norms import DualList, NormList


@require_safe
def norms(request):
    return NormList(request).response()


@require_safe
def dual_posts(request):
    """Who holds two leading posts of a locality, with counts by model and level."""
    return DualList(request).response()
