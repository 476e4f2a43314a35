"""One post against 6,000 people: the criteria of the demo's longest standard."""

import time
from itertools import islice

from django.utils import timezone

from cadres.models import Cadre, StandardState, TitleStandard
from cadres.selectors.standard_checks import survey
from cadres.selectors.standards import kinds_in, trees_of
from demo.bench.pages import floor_of, watched
from demo.bench.result import Result

PEOPLE, ROUNDS = 6_000, 3


def standards() -> list[Result]:
    """The slowest of some rounds, and the same statements by the bare driver."""
    on = timezone.localdate()
    editions = TitleStandard.objects.filter(state=StandardState.IN_FORCE)
    trees = trees_of(editions).values()
    if not trees:
        return []
    tree = max(trees, key=lambda each: len(kinds_in(each)))
    ids = list(islice(Cadre.objects.order_by("code").values_list("pk", flat=True), PEOPLE))
    people = Cadre.objects.filter(pk__in=ids)
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        found = dict(survey([tree], people, on=on))
        times.append(time.perf_counter() - begun)
    with watched() as asked:
        dict(survey([tree], people, on=on))
    floor = floor_of(asked.statements) / 1000
    name = f"standards check, one post against {len(found)} people"
    return [
        Result(name, max(times), "s", floor, "same SQL, bare psycopg2", target=2),
        Result(f"{name}: queries", len(asked.statements), "queries", target=30),
    ]
