"""The pages of one record, the league table, and counting the completeness of all records."""

import time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cadres.models import Cadre, RecordScore
from cadres.services.scores import count_records
from demo.bench.pages import measure, signed_in
from demo.bench.result import Result


def records() -> list[Result]:
    """Sections of a few records, the list of units, and the statement that counts everybody."""
    browser = signed_in("ORG_OFFICER")
    some = Cadre.objects.order_by("sort_key", "id")[:3]
    sections = [
        reverse("cadres:section", args=[cadre.pk, key])
        for cadre in some
        for key in ("salary", "family", "party")
    ]
    return [
        *measure(browser, "section of a record", sections, target=60, most=18),
        *measure(
            browser, "completeness by unit", [reverse("cadres:completeness")], target=500, most=12
        ),
        counted(),
    ]


def counted() -> Result:
    """Every record counted anew in one statement, taken back at the end."""
    with transaction.atomic():
        RecordScore.objects.update(percent=0, present=0)
        start = time.perf_counter()
        count_records(on=timezone.localdate())
        seconds = time.perf_counter() - start
        transaction.set_rollback(True)
    return Result("completeness of all records", seconds, "s", target=60)
