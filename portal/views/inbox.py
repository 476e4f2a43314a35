"""«Việc của tôi»: the page and the number in the frame."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import inbox as desk

SHOWN = 200


@require_safe
def inbox(request):
    """What waits for me, by due date; one kind at a time when asked."""
    today = timezone.localdate()
    items = desk.work_for(request.actor, today)
    kinds = desk.kinds_of(items)
    chosen = request.GET.get("kind", "")
    known = not chosen or chosen in kinds
    wanted = [item for item in items if chosen in ("", str(item.kind))]
    context = {
        "items": [(item, item.deadline(today), item.tone(today)) for item in wanted[:SHOWN]],
        "kinds": [
            (kind, n, urlencode({"kind": kind}), kind == chosen) for kind, n in kinds.items()
        ],
        "total": len(items),
        "hidden": max(0, len(wanted) - SHOWN),
        "chosen": chosen,
        "refusal": "" if known else _("No work of this kind waits for you."),
    }
    return render(request, "portal/inbox.html", context, status=200 if known else 400)


@require_safe
def count(request):
    """The number beside the bell, loaded after the page."""
    today = timezone.localdate()
    items = desk.work_for(request.actor, today)
    overdue = sum(1 for item in items if item.due and item.due < today)
    context = {"total": len(items), "overdue": overdue}
    return render(request, "portal/_inbox_count.html", context)
