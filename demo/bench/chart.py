"""The organisation chart: its first view, with a comparison, a branch, and everything at once."""

from django.urls import reverse

from cadres.models import Seat, TitleGroup, Unit
from demo.bench.pages import measure, signed_in
from demo.bench.result import Result

DAYS = "on=01/07/2025&against=30/06/2025"


def charts() -> list[Result]:
    """For the officer who sees the whole province."""
    browser = signed_in("ORG_OFFICER")
    province = Unit.objects.get(code="22")
    government = Unit.objects.get(code="22.UBND")
    seats = Seat.objects.exclude(title__group=TitleGroup.SPECIALIST).count()
    first = reverse("cadres:chart")
    branch = reverse("cadres:chart_branch", args=[government.pk])
    whole = f"{reverse('cadres:chart_svg', args=[province.pk])}?depth=2"
    name = f"organisation chart ({seats} leading seats)"
    return [
        *measure(browser, f"{name}, first view", [first], target=300, most=20),
        *measure(browser, f"{name}, two days", [f"{first}?{DAYS}"], target=300, most=22),
        *measure(browser, f"{name}, a branch", [branch], target=300, most=20),
        *measure(browser, f"{name}, drawn two levels deep", [whole], target=2000, most=20),
    ]
