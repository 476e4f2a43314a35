"""An import of 20,000 rows of 40 columns: the check, the writing, and the memory they take."""

import resource
import tempfile
import time
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from cadres.selectors.imports import Units
from demo import workbooks
from demo.bench.result import Result
from governance.actor import acting
from portal.jobs.running import actor_with_hat
from portal.models import Account
from portal.services import imports as services

ROWS = 20_000


class _Undone(Exception):
    """The bench writes nothing that stays."""


def imports(rows: int = ROWS) -> list[Result]:
    """Seconds of the dry run and of the writing; everything is rolled back."""
    account = Account.objects.filter(hat_grants__hat="ORG_OFFICER").order_by(
        "hat_grants__unit__path"
    )[0]
    actor = actor_with_hat(account, "ORG_OFFICER")
    found: list[Result] = []
    try:
        with acting(actor), transaction.atomic():
            found = measured(actor, rows)
            raise _Undone
    except _Undone:
        return found


def measured(actor, rows: int) -> list[Result]:
    today = timezone.localdate()
    units = Units(actor, today)
    names = [u.name for u in units.facts.values() if units.named(u.name)][:60]
    numbers = {"first": 500_000, "seed": 11}
    made = workbooks.sample(names, rows=rows, wrong=rows // 100, today=today, **numbers)
    who = {"by": actor, "on": today}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        workbooks.write(file.name, made.rows)
        batch = services.upload_workbook(
            path=Path(file.name), file_name="bench.xlsx", target="cadres", **who
        )
    mapping = services.suggested_mapping(batch)
    batch = services.choose_columns(
        batch=batch, version=batch.version, sheet=batch.sheet, mapping=mapping, **who
    )
    start = time.perf_counter()
    batch = services.check_rows(batch=batch, **who)
    checked = time.perf_counter() - start
    start = time.perf_counter()
    services.carry_out_import(batch=batch, whole=False, **who)
    with connection.cursor() as cursor:  # what a commit would do: the trail's events
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    written = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    told = f"{batch.rows_in} rows × {len(mapping)} columns, {batch.rejected} wrong"
    return [
        Result("import: dry run", checked, "s", target=60, note=told),
        Result("import: writing", written, "s", target=60, note="with its events in the trail"),
        Result("import: memory of the worker", own, "MB", target=400),
        Result("import: memory of the reading child", child, "MB", target=400),
    ]
