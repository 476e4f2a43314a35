"""Accepted rows become records: set-based, in the transaction of the whole import."""

import json
import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.imports.columns import COURSES, OF_CADRE, OF_DETAILS
from cadres.imports.judging import DEFAULTS, PAY
from cadres.models import (
    Assignment,
    Cadre,
    Decision,
    DecisionKind,
    Entry,
    Exit,
    PersonalDetails,
    Qualification,
    SalaryStep,
    Unit,
)
from cadres.selectors.imports import Units
from governance.findings import refuse
from governance.text import say

NEXT_CODE = (
    "SELECT coalesce(max(substr(code, 3)::int), 0) FROM cadres_cadre WHERE code ~ '^CB[0-9]{6}$'"
)
UPDATE = """
UPDATE {table} t SET version = t.version + 1, ({columns}) = (
    SELECT {columns} FROM jsonb_populate_record(t, r.changes))
FROM jsonb_to_recordset(%s::jsonb) AS r(id uuid, version int, changes jsonb)
WHERE t.id = r.id AND t.version = r.version
"""
NAME_ROWS = """
UPDATE portal_importrow t SET subject = r.subject
FROM unnest(%s::uuid[], %s::uuid[]) AS r(id, subject) WHERE t.id = r.id
"""
KEYED = {"full_name", "other_name"}


class Writer:
    """Writes one stretch of rows after another."""

    def __init__(self, *, by, on: date):
        self.by, self.on = by, on
        self.units = Units(by, on)
        self.unit_rows = {str(u.pk): u for u in Unit.objects.filter(valid__contains=on)}

    def write(self, rows: list) -> None:
        self._require_reach(rows)
        fresh = [row for row in rows if row.verdict == "new"]
        known = [row for row in rows if row.verdict == "changed"]
        for row in fresh:
            row.subject = uuid.uuid4()
        self._open(fresh)
        self._amend(known)
        self._assign(rows)
        self._add_lines(rows)
        with connection.cursor() as cursor:
            pairs = [(row.pk, row.subject) for row in fresh]
            if pairs:
                cursor.execute(NAME_ROWS, [list(column) for column in zip(*pairs, strict=True)])

    def _require_reach(self, rows: Iterable) -> None:
        """The rights of now decide, not those of the check."""
        for row in rows:
            unit = self.units.facts.get(row.values.get("_unit", ""))
            if unit is None or not self.units.within_reach(unit.path):
                refuse_changed(1)

    def _open(self, rows: list) -> None:
        codes = self._codes(sum(not row.values.get("code") for row in rows))
        cadres, details = [], []
        for row in rows:
            values = {**DEFAULTS, **{k: v for k, v in row.values.items() if v not in (None, "")}}
            cadre = Cadre(
                id=row.subject,
                code=values.get("code") or next(codes),
                employing_unit_id=values["_unit"],
                managing_unit_id=values.get("_managing", values["_unit"]),
                **{name: values[name] for name in OF_CADRE if name in values},
            )
            cadre.set_keys()
            cadres.append(cadre)
            kept = {name: values[name] for name in OF_DETAILS if name in values}
            details.append(PersonalDetails(cadre_id=row.subject, **kept))
        Cadre.objects.bulk_create(cadres, batch_size=500)
        PersonalDetails.objects.bulk_create(details, batch_size=500)

    def _codes(self, wanted: int):
        """New cadre numbers; whoever else imports now waits for them."""
        if not wanted:
            return iter(())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cadres.code'))")
            cursor.execute(NEXT_CODE)
            (last,) = cursor.fetchone()
        return (f"CB{number:06d}" for number in range(last + 1, last + 1 + wanted))

    def _amend(self, rows: list) -> None:
        """Change what differs, in records that are still as the check saw them."""
        by_columns: dict[tuple, list] = {}
        details: dict[tuple, list] = {}
        had = {
            d["cadre_id"]: d
            for d in PersonalDetails.objects.filter(
                cadre__in=[row.subject for row in rows]
            ).values("id", "cadre_id", "version")
        }
        new_details = []
        for row in rows:
            changed = {column for column, _old, _new in row.changes}
            cadre = self._of_cadre(row, changed)
            if cadre:
                entry = {"id": row.subject, "version": row.subject_version, "changes": cadre}
                by_columns.setdefault(tuple(sorted(cadre)), []).append(entry)
            kept = {name: row.values[name] for name in OF_DETAILS if name in changed}
            if kept and row.subject in had:
                own = had[row.subject]
                entry = {"id": own["id"], "version": own["version"], "changes": kept}
                details.setdefault(tuple(sorted(kept)), []).append(entry)
            elif kept:
                new_details.append(PersonalDetails(cadre_id=row.subject, **kept))
        update("cadres_cadre", by_columns)
        update("cadres_personaldetails", details)
        PersonalDetails.objects.bulk_create(new_details, batch_size=500)

    def _of_cadre(self, row, changed: set) -> dict:
        values = row.values
        found = {name: values[name] for name in OF_CADRE if name in changed}
        if "unit" in changed:
            found["employing_unit_id"] = values["_unit"]
        if "managing_unit" in changed:
            found["managing_unit_id"] = values["_managing"]
        if KEYED & set(found):
            now = Cadre.objects.only("full_name", "other_name").get(pk=row.subject)
            keyed = Cadre(
                full_name=found.get("full_name", now.full_name),
                other_name=found.get("other_name", now.other_name),
            )
            keyed.set_keys()
            found |= {"sort_key": keyed.sort_key, "search_key": keyed.search_key}
            if "full_name" in found:
                found["full_name"] = keyed.full_name
        return found

    def _assign(self, rows: list) -> None:
        """Posts on the seats the check found free; the database refuses a seat taken since."""
        wanted = [row for row in rows if row.values.get("_seat")]
        decisions = self._decisions(wanted)
        assignments = []
        for row in wanted:
            values = row.values
            until = values.get("post_until")
            last = date.fromisoformat(until) + timedelta(1) if until else None
            assignments.append(
                Assignment(
                    cadre_id=row.subject,
                    seat_id=values["_seat"],
                    held=DateRange(date.fromisoformat(values["post_from"]), last, "[)"),
                    entry=Entry.APPOINTED,
                    exit=Exit.TERM_END if last else "",
                    decision_id=decisions[decision_key(values)],
                )
            )
        Assignment.objects.bulk_create(assignments, batch_size=500)

    def _decisions(self, rows: list) -> dict:
        """The decisions these rows name, found or entered."""
        keys = {decision_key(row.values) for row in rows}
        standing = Decision.objects.filter(
            number__in={key[0] for key in keys}, issuer__in={key[2] for key in keys}
        )
        found = {(d.number, d.issued_on.isoformat(), str(d.issuer_id)): d.pk for d in standing}
        fresh = [
            Decision(
                number=number,
                issued_on=date.fromisoformat(day),
                issuer_id=unit,
                kind=DecisionKind.APPOINTMENT,
                summary="Theo tệp nhập",
            )
            for number, day, unit in sorted(keys - set(found))
        ]
        Decision.objects.bulk_create(fresh, batch_size=500)
        made = {(d.number, d.issued_on.isoformat(), str(d.issuer_id)): d.pk for d in fresh}
        return found | made

    def _add_lines(self, rows: list) -> None:
        pay, courses = [], []
        for row in rows:
            values = row.values
            changed = {column for column, _old, _new in row.changes}
            fresh = row.verdict == "new"
            whole = all(values.get(name) not in (None, "") for name in PAY)
            if whole and (fresh or "coefficient" in changed):
                pay.append(
                    SalaryStep(
                        cadre_id=row.subject,
                        rank_code=values["rank_code"],
                        step=values["step"],
                        coefficient=values["coefficient"],
                        from_date=values["pay_from"],
                    )
                )
            courses += self._courses(row, fresh, changed)
        SalaryStep.objects.bulk_create(pay, batch_size=500)
        Qualification.objects.bulk_create(courses, batch_size=500)

    def _courses(self, row, fresh: bool, changed: set) -> list[Qualification]:
        values = row.values
        found = [
            Qualification(cadre_id=row.subject, axis=axis, level=values[name])
            for name, axis in COURSES.items()
            if values.get(name) and (fresh or name in changed)
        ]
        if fresh and (values.get("institution") or values.get("graduated")):
            found.append(
                Qualification(
                    cadre_id=row.subject,
                    axis="professional",
                    level=values["education"],
                    institution=values.get("institution") or "",
                    major=values.get("major") or "",
                    to_date=values.get("graduated"),
                )
            )
        return found


def decision_key(values: dict) -> tuple[str, str, str]:
    return values["decision_number"], values["decided_on"], values["_unit"]


def update(table: str, by_columns: dict[tuple, list]) -> None:
    """One statement for all rows that change the same columns; a row changed since stops all."""
    with connection.cursor() as cursor:
        for columns, entries in by_columns.items():
            quoted = ", ".join(f'"{column}"' for column in columns)
            told = json.dumps(entries, default=str)
            cursor.execute(UPDATE.format(table=table, columns=quoted), [told])
            if cursor.rowcount != len(entries):
                refuse_changed(len(entries) - cursor.rowcount)


def refuse_changed(rows: int) -> None:
    refuse(
        "IMP-51",
        say(
            "{rows} records or rights have changed since the check, so nothing was imported."
            " Check the rows again, then import.",
            rows=rows,
        ),
    )
