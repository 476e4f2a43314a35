"""A long workbook is written by a process of its own while ours reads the next rows.

One core reads the database, the other writes cells; both would wait for each other in one.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from portal.documents.sheets import InfoSheet, Sheet

BATCH = 1_000  # rows handed over at once
ROOT = Path(__file__).resolve().parents[2]


class WriterFailed(RuntimeError):
    """The writing process ended without a whole workbook."""


def write_xlsx_apart(path: Path, sheet: Sheet, *, info: InfoSheet | None = None) -> None:
    """Write one sheet to `path`; the rows are read here, lazily, and written over there."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "portal.documents.sheet_writer", str(path)],
        stdin=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        with writer.stdin as pipe:
            _send(pipe, (replace(sheet, rows=()), info))
            for rows in _batches(sheet.rows):
                _send(pipe, rows)
            _send(pipe, None)
    except BrokenPipeError:
        pass  # its exit tells
    finally:
        # Without the closing word it writes nothing that could be taken for a workbook.
        failed = writer.wait()
    if failed:
        raise WriterFailed(f"the process that writes workbooks ended with {failed}")


def _batches(rows: Iterable) -> Iterable[list]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _send(pipe, thing) -> None:
    pickle.dump(thing, pipe, protocol=pickle.HIGHEST_PROTOCOL)
