"""Which column of a workbook is which column of the target: suggested, remembered, chosen."""

import hashlib

from portal.imports.legacy import READINGS, Reader, clean
from portal.imports.targets import ImportColumn, Target
from portal.imports.values import cell_name, fold, text_of

LOOKED_AT = 20


def spoken(cell) -> str:
    """A heading as it reads, whatever it was typed in."""
    if isinstance(cell, dict):
        return str(cell.get("d", ""))
    return clean(text_of(cell))


def readings(heading: str) -> set[str]:
    """A heading folded, in each encoding it may have been typed in."""
    return {fold(read(heading)) for read in READINGS.values()} | {fold(heading)}


def known_headings(column: ImportColumn) -> set[str]:
    return {fold(text) for text in (column.heading, *column.also)}


def find_header(head: list[list], target: Target) -> int:
    """The number of the row with the most known headings, else the first row of mostly text."""
    known = set().union(*(known_headings(column) for column in target.columns))

    def hits(row: list) -> int:
        return sum(bool(readings(spoken(cell)) & known) for cell in row if cell is not None)

    best = max(range(min(len(head), LOOKED_AT)), key=lambda at: hits(head[at]), default=0)
    if head and hits(head[best]) >= 2:
        return best + 1
    for at, row in enumerate(head[:LOOKED_AT]):
        texts = [cell for cell in row if isinstance(cell, str)]
        if len(texts) >= 2:
            return at + 1
    return 0


def merged_in(merged: list, header: int) -> tuple[str, ...]:
    """The merged cells that touch the row of headings, as Excel names them."""
    found = []
    for (top, left), (bottom, right) in merged:
        if top + 1 <= header <= bottom + 1 and (top, left) != (bottom, right):
            found.append(f"{cell_name(left, top + 1)}:{cell_name(right, bottom + 1)}")
    return tuple(found)


def offered(head: list[list], header: int) -> list[dict]:
    """The columns of the sheet that hold anything: place, heading, first values."""
    row = head[header - 1] if 0 < header <= len(head) else []
    below = head[header:]
    width = max(map(len, head), default=0)
    found = []
    for at in range(width):
        heading = spoken(row[at]) if at < len(row) and row[at] is not None else ""
        cells = [spoken(r[at]) for r in below if at < len(r) and r[at] is not None]
        read = Reader(cells)
        values = [read(cell) for cell in cells]
        if heading or values:
            found.append({"at": at, "heading": heading, "examples": values[:3]})
    return found


def signature(columns: list[dict]) -> str:
    """The same for every workbook with the same headings in the same places."""
    told = "|".join(f"{column['at']}:{fold(column['heading'])}" for column in columns)
    return hashlib.sha256(told.encode()).hexdigest()


def suggested(columns: list[dict], target: Target) -> dict[str, str]:
    """Place → key of the target, by heading; a heading that merely begins alike comes second."""
    chosen: dict[str, str] = {}
    free = list(target.columns)
    for exact in (True, False):
        for column in columns:
            if str(column["at"]) in chosen or not column["heading"]:
                continue
            names = readings(column["heading"])
            for each in free:
                known = known_headings(each)
                close = names & known if exact else _alike(names, known)
                if close:
                    chosen[str(column["at"])] = each.key
                    free.remove(each)
                    break
    return chosen


def _alike(names: set[str], known: set[str]) -> bool:
    """One heading continues the other: "Ngày sinh (dd/mm/yyyy)"."""
    return any(
        len(short) >= 6 and long.startswith(f"{short} ")
        for name in names
        for heading in known
        for short, long in ((heading, name), (name, heading))
    )
