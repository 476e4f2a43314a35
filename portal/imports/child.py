"""The limited child that opens a workbook: `python -m portal.imports.child` with a request.

It knows neither the database nor a secret; whatever a hostile file does, it does in here.
Answers are JSON lines: for "inspect" one line about the sheets, for "read" one line a row.
"""

import contextlib
import csv
import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

MEMORY = 1 << 30
SECONDS = 120
HEAD_ROWS = 25
MOST_CELLS = 60_000 * 200
FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v/>|<v></v>)?</c>')
DELIMITERS = ";\t,|"


def limit() -> None:
    """No more memory and time than a workbook of the permitted size needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(value):
    """A cell as JSON holds it; a day is marked so that it stays one."""
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


class Book:
    """A workbook by calamine."""

    def __init__(self, path: Path):
        import python_calamine  # noqa: PLC0415 -- only workbooks need it

        self.path = path
        self.book = python_calamine.load_workbook(str(path))

    def sheets(self) -> list[str]:
        visible = [
            each.name
            for each in self.book.sheets_metadata
            if str(each.visible).endswith("Visible") and str(each.typ).endswith("WorkSheet")
        ]
        return visible or list(self.book.sheet_names)

    def rows(self, name: str):
        sheet = self.book.get_sheet_by_name(name)
        if sheet.end is None:
            return
        if sheet.height * max(1, sheet.width) > MOST_CELLS:
            raise MemoryError
        left = [None] * sheet.start[1]  # rows begin with the sheet, columns with the table
        for row in sheet.iter_rows():
            yield left + [None if cell == "" else plain(cell) for cell in row]

    def size(self, name: str) -> tuple[int, int]:
        end = self.book.get_sheet_by_name(name).end
        return (end[0] + 1, end[1] + 1) if end else (0, 0)

    def merged(self, name: str) -> list:
        ranges = self.book.get_sheet_by_name(name).merged_cell_ranges or []
        return [[list(start), list(end)] for start, end in ranges]

    def unsaved_formulas(self, name: str) -> list[str]:
        """Addresses of formulas without a stored result: calamine would read them as empty."""
        if not zipfile.is_zipfile(self.path):
            return []
        with zipfile.ZipFile(self.path) as parts:
            at = list(self.book.sheet_names).index(name) + 1
            part = f"xl/worksheets/sheet{at}.xml"
            if part not in parts.namelist():
                return []
            return [found.decode() for found in FORMULA.findall(parts.read(part))][:1000]


class Text:
    """A table as text: encoding and delimiter are found out."""

    def __init__(self, path: Path):
        self.text = decoded(path.read_bytes())
        csv.field_size_limit(100_000)

    def sheets(self) -> list[str]:
        return ["CSV"]

    def rows(self, name: str):
        reader = csv.reader(io.StringIO(self.text), delimiter=delimiter_of(self.text))
        for row in reader:
            yield [cell if cell.strip() else None for cell in row]

    def size(self, name: str) -> tuple[int, int]:
        return self.text.count("\n") + 1, 0

    def merged(self, name: str) -> list:
        return []

    def unsaved_formulas(self, name: str) -> list[str]:
        return []


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where it says so, else the code page that reads as Vietnamese."""
    from portal.imports import legacy  # noqa: PLC0415 -- only text needs it

    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    latin = content.decode("latin-1")
    windows = content.decode("cp1258", errors="replace")

    def score(text: str) -> int:
        words = [word for word in text.split()[:5000] if not word.isascii()]
        return max(
            sum(map(legacy.plausible, map(read, words))) for read in legacy.READINGS.values()
        )

    return max((latin, windows), key=score)


def delimiter_of(text: str) -> str:
    """The sign that divides the first lines most evenly."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(DELIMITERS, key=evenness)


def inspect(book) -> dict:
    """The sheets with their first rows, sizes, merged cells and formulas without a result."""
    found = []
    for name in book.sheets():
        rows, columns = book.size(name)
        head = []
        for row in book.rows(name):
            head.append(row[:250])
            if len(head) == HEAD_ROWS:
                break
        columns = columns or max(map(len, head), default=0)
        found.append(
            {
                "name": name,
                "rows": rows,
                "columns": columns,
                "head": head,
                "merged": book.merged(name)[:200],
            }
        )
    return {"sheets": found}


def columns_read(book, name: str, header: int, columns: list[int]):
    """The wanted columns of the rows beneath the headings, old fonts converted."""
    from portal.imports.legacy import Reader  # noqa: PLC0415 -- slow import

    rows = []
    for at, row in enumerate(book.rows(name), 1):
        if at > header:
            rows.append([row[c] if c < len(row) else None for c in columns])
    readers = []
    for c in range(len(columns)):
        texts = [row[c] for row in rows if isinstance(row[c], str)]
        readers.append(Reader(texts[:4000]))
    for at, row in enumerate(rows, header + 1):
        yield (
            at,
            [
                readers[c](cell) or None if isinstance(cell, str) else cell
                for c, cell in enumerate(row)
            ],
        )
    yield 0, [[reader.encoding, reader.converted] for reader in readers]


def main() -> int:
    request = json.loads(sys.argv[1])
    limit()
    out = sys.stdout
    try:
        path = Path(request["path"])
        book = Text(path) if request["kind"] == "csv" else Book(path)
        if request["do"] == "inspect":
            json.dump(inspect(book), out, ensure_ascii=False, allow_nan=False)
            out.write("\n")
        else:
            name = request["sheet"]
            out.write(json.dumps({"unsaved": book.unsaved_formulas(name)}) + "\n")
            for row in columns_read(book, name, request["header"], request["columns"]):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    except MemoryError:
        return 3
    except Exception as error:  # whatever it is, the file cannot be read
        sys.stderr.write(type(error).__name__)
        return 4 if "Password" in type(error).__name__ else 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
