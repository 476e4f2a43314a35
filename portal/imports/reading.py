"""Reading a checked workbook through the limited child; the parent never parses it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from governance.findings import enforce, refuse
from governance.text import say
from portal import rules
from portal.imports import sniff

PATIENCE = 180


@dataclass(frozen=True)
class Found:
    """One sheet as the child saw it; cells are text, numbers, or {"d": day}."""

    name: str
    rows: int
    columns: int
    head: list[list]
    merged: list


def admit(path: Path, name: str) -> rules.FileFacts:
    """Refuse what is no harmless workbook; its size is looked at before anything is read."""
    enforce([rules.file_is_not_too_large], rules.FileFacts(size=path.stat().st_size, kind="?"))
    facts = sniff.file_facts(path, name)
    enforce(rules.FILE, facts)
    return facts


def inspect(path: Path, kind: str) -> list[Found]:
    """The sheets of a workbook with their first rows."""
    with _child({"do": "inspect", "path": str(path), "kind": kind}) as lines:
        told = json.loads(next(lines, "{}") or "{}")
    return [Found(**sheet) for sheet in told.get("sheets", [])]


@dataclass
class Reading:
    """The rows of a sheet as they come, and what the child noticed on the way."""

    rows: Iterator[tuple[int, list]]
    unsaved: frozenset[str]
    encodings: list


@contextmanager
def rows_of(path: Path, *, kind: str, sheet: str, header: int, columns: list[int]):
    """(row number, cells) of the rows beneath the headings, in the order of `columns`."""
    request = {
        "do": "read",
        "path": str(path),
        "kind": kind,
        "sheet": sheet,
        "header": header,
        "columns": columns,
    }
    with _child(request) as lines:
        first = json.loads(next(lines, "{}") or "{}")
        reading = Reading(iter(()), frozenset(first.get("unsaved", ())), [])
        reading.rows = _rows(lines, reading)
        yield reading


def _rows(lines: Iterator[str], reading: Reading) -> Iterator[tuple[int, list]]:
    for line in lines:
        number, cells = json.loads(line)
        if number == 0:
            reading.encodings = cells
        else:
            yield number, cells


@contextmanager
def _child(request: dict) -> Iterator[Iterator[str]]:
    """A child with nothing to steal: no environment, no database, limits on all it may use."""
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.imports.child", json.dumps(request)],
        cwd=settings.BASE_DIR,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield iter(process.stdout)
        process.stdout.close()
        process.wait(timeout=PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stderr.close()
        if not process.stdout.closed:
            process.stdout.close()
    _refuse_end(process.returncode)


def _refuse_end(code: int) -> None:
    """How the child ended badly, in a sentence."""
    if code == 4:
        enforce([rules.workbook_is_not_encrypted], rules.FileFacts(0, "xls", is_encrypted=True))
    if code in (3, -9, -24, -11, -6):
        refuse(
            "IMP-05",
            say(
                "The workbook needs more memory or time than is allowed. Copy only the table"
                " into a new workbook."
            ),
        )
    if code:
        refuse(
            "IMP-02",
            say("The workbook is damaged and cannot be read. Open it in Excel and save it again."),
        )
