"""What official CV forms cost: one of each layout, and many at once by their parts."""

import time
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from cadres.models import Cadre, CadreStatus
from cadres.rules.layouts import forms
from cadres.selectors import papers
from cadres.selectors.dossier import Dossier, dossiers
from demo.bench.result import Result, p95
from governance.actor import system_actor

ONE, MANY = 10, 500


def some(on: date) -> list[Dossier]:
    chosen = Cadre.objects.filter(status=CadreStatus.ACTIVE).order_by("code")
    ids = list(chosen.values_list("pk", flat=True)[:MANY])
    return dossiers(ids, actor=system_actor("bench"), on=on)


def printed(form: str, dossier: Dossier, ending: str, on: date) -> float:
    begun = time.perf_counter()
    papers.MAKERS[ending](papers.paper(form, dossier, on))
    return time.perf_counter() - begun


def official_forms() -> Iterator[Result]:
    """A form from its dossier to the file; the dossiers of many; what 500 papers would take."""
    on = timezone.localdate()
    begun = time.perf_counter()
    found = some(on)
    yield Result(f"dossiers of {len(found)} people", time.perf_counter() - begun, "s", target=10)
    printed("hs02", found[0], "pdf", on)  # the render server starts
    for code, form in forms().items():
        for ending in papers.MAKERS:
            times = [printed(code, each, ending, on) for each in found[:ONE]]
            yield Result(f"{form.name}, {ending}, p95", p95(times), "s", target=2)
            if ending == "pdf":
                yield Result(
                    f"{form.name}, {MANY} papers, one worker (from {ONE})",
                    sum(times) / len(times) * MANY,
                    "s",
                )
