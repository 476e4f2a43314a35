"""The rules of files that come in: which workbook is read at all, and which cell is a value."""

from dataclasses import dataclass
from datetime import date

from governance.findings import rule
from governance.states import StateChart
from governance.text import Text, say

MOST_BYTES = 20_000_000
MOST_UNPACKED = 250_000_000
MOST_RATIO = 100
MOST_PARTS = 400
MOST_ROWS, MOST_COLUMNS = 50_000, 200
LITTLE = 2_000_000  # what is small unpacked is no bomb, however well it packs

UPLOADED, MAPPED, CHECKED = "uploaded", "mapped", "checked"
CARRIED_OUT, ABANDONED = "carried_out", "abandoned"
IMPORT = StateChart(
    name="import of a workbook",
    moves={
        UPLOADED: (MAPPED, ABANDONED),
        MAPPED: (MAPPED, CHECKED, ABANDONED),
        CHECKED: (MAPPED, CARRIED_OUT, ABANDONED),
        CARRIED_OUT: (),
        ABANDONED: (),
    },
    initial=UPLOADED,
    final=(CARRIED_OUT, ABANDONED),
)
CHARTS = (IMPORT,)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the first bytes and the directory of a file tell, before anything reads it."""

    size: int
    kind: str  # "xlsx", "xls", "csv"; empty where it is none of them
    has_macros: bool = False
    is_encrypted: bool = False
    parts: int = 0
    unpacked: int = 0
    unsafe: bool = False


@rule("IMP-01")
def file_is_not_too_large(facts: FileFacts, law) -> Text | None:
    """A workbook to import has at most 20 MB."""
    if facts.size > MOST_BYTES:
        return say(
            "The file has {size} MB; at most {most} MB are read. Delete pictures and unused"
            " sheets, or divide the rows over several files.",
            size=round(facts.size / 1_000_000, 1),
            most=MOST_BYTES // 1_000_000,
        )
    return None


@rule("IMP-02")
def file_is_a_workbook(facts: FileFacts, law) -> Text | None:
    """Only a workbook (.xlsx, .xls) or a table as text (.csv) is imported."""
    if not facts.kind:
        return say(
            "This is not a workbook, whatever its name says. Open it in Excel and save it as"
            " .xlsx, then choose it again."
        )
    return None


@rule("IMP-03")
def workbook_has_no_macros(facts: FileFacts, law) -> Text | None:
    """A workbook with macros is not read."""
    if facts.has_macros:
        return say(
            "The workbook contains macros, which are programs. In Excel choose Save as,"
            " “Excel Workbook (.xlsx)”, and choose the new file."
        )
    return None


@rule("IMP-04")
def workbook_is_not_encrypted(facts: FileFacts, law) -> Text | None:
    """A workbook behind a password cannot be read."""
    if facts.is_encrypted:
        return say(
            "The workbook is locked with a password. Open it in Excel, remove the password"
            " (File, Info, Protect Workbook) and save it."
        )
    return None


@rule("IMP-05")
def workbook_unpacks_to_a_sane_size(facts: FileFacts, law) -> Text | None:
    """A packed file that would fill the memory, or that names places outside, is not opened."""
    swollen = facts.unpacked > LITTLE and facts.unpacked > MOST_RATIO * facts.size
    if facts.unsafe or swollen or facts.unpacked > MOST_UNPACKED or facts.parts > MOST_PARTS:
        return say(
            "The workbook is built in a way that could harm the portal. Copy only the table"
            " into a new workbook and save that."
        )
    return None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the chosen sheet is like."""

    sheet: str
    rows: int
    columns: int
    headings: int
    merged: tuple[str, ...] = ()


@rule("IMP-06")
def headings_are_not_merged(facts: SheetFacts, law) -> Text | None:
    """The row of headings has one cell for each column."""
    if facts.merged:
        return say(
            "Cells of the headings are merged: {cells}. Select them, choose Unmerge Cells, and"
            " give every column its own heading in one row.",
            cells=", ".join(facts.merged[:8]),
        )
    return None


@rule("IMP-07")
def sheet_has_headings_and_rows(facts: SheetFacts, law) -> Text | None:
    """The sheet has a row of headings and at least one row beneath it."""
    if facts.headings < 2 or not facts.rows:
        return say(
            "The sheet “{sheet}” has no table: a row of headings with rows beneath it is needed."
            " The template shows how.",
            sheet=facts.sheet,
        )
    return None


@rule("IMP-08")
def sheet_is_not_too_long(facts: SheetFacts, law) -> Text | None:
    """At most 50,000 rows and 200 columns are imported at once."""
    if facts.rows > MOST_ROWS or facts.columns > MOST_COLUMNS:
        return say(
            "The sheet has {rows} rows and {columns} columns; at most {most_rows} and"
            " {most_columns} are read. Divide it over several files.",
            rows=facts.rows,
            columns=facts.columns,
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
        )
    return None


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """An import of the very same bytes that still stands."""

    uploaded_on: date | None
    by: str = ""


@rule("IMP-09")
def file_comes_in_once(facts: EarlierFacts, law) -> Text | None:
    """The same file is imported once; a second time it does nothing."""
    if facts.uploaded_on:
        return say(
            "This very file was uploaded on {day} by {who}. Continue with that import, or"
            " correct the file first.",
            day=facts.uploaded_on,
            who=facts.by,
        )
    return None


@dataclass(frozen=True, slots=True)
class MappingFacts:
    """Which columns of the target no heading stands for, and which stand for two."""

    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


@rule("IMP-10")
def required_columns_are_mapped(facts: MappingFacts, law) -> Text | None:
    """Every column that a record must have is found in the workbook, and only once."""
    if facts.missing:
        return say(
            "No column is chosen for: {columns}. Choose the column, or add it to the workbook.",
            columns=", ".join(facts.missing),
        )
    if facts.twice:
        return say(
            "Two columns are chosen for: {columns}. Keep one of them.",
            columns=", ".join(facts.twice),
        )
    return None


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell that could not be read as its column wants it."""

    trouble: str
    column: str = ""
    example: str = ""
    longest: int = 0
    low: float | None = None
    high: float | None = None
    near: str = ""


@rule("IMP-11")
def required_cell_is_filled(facts: CellFacts, law) -> Text | None:
    """What every record has is not left empty."""
    if facts.trouble == "missing":
        return say("“{column}” is empty. Every record needs it.", column=facts.column)
    return None


@rule("IMP-12")
def cell_holds_a_value_not_a_formula(facts: CellFacts, law) -> Text | None:
    """Text that a spreadsheet would compute is not taken, and a formula only with its result."""
    if facts.trouble == "formula":
        return say("The cell begins like a formula. Write the value itself.")
    if facts.trouble == "no_stored_value":
        return say("The formula has no stored result. Open the file in Excel and save it again.")
    if facts.trouble == "excel_error":
        return say("Excel shows an error in this cell. Correct the formula or write the value.")
    return None


@rule("IMP-13")
def cell_is_a_date(facts: CellFacts, law) -> Text | None:
    """A date is written as day, month and year, or as much of it as is known."""
    if facts.trouble == "not_a_date":
        return say("This is not a date. Write 15/03/1979; 03/1979 or 1979 if that is all.")
    if facts.trouble == "not_a_full_date":
        return say("The exact day is needed here. Write it as 15/03/1979.")
    return None


@rule("IMP-14")
def day_is_in_the_calendar(facts: CellFacts, law) -> Text | None:
    """A date is a day that was."""
    if facts.trouble == "no_such_day":
        return say("There is no such day. Check day, month and year against the paper file.")
    return None


@rule("IMP-15")
def cell_is_a_number_in_range(facts: CellFacts, law) -> Text | None:
    """A number is a number, within the bounds of its column."""
    if facts.trouble == "not_a_number":
        return say("This is not a number. Write it as {example}.", example=facts.example)
    if facts.trouble == "out_of_range":
        return say(
            "The number is outside {low} to {high}. Check it.", low=facts.low, high=facts.high
        )
    return None


@rule("IMP-16")
def text_fits_its_column(facts: CellFacts, law) -> Text | None:
    """A text is no longer than its column, and has the form that its column asks for."""
    if facts.trouble == "too_long":
        return say("At most {longest} characters fit here. Shorten it.", longest=facts.longest)
    if facts.trouble == "bad_form":
        return say("This has not the form of “{example}”. Check it.", example=facts.example)
    return None


@rule("IMP-17")
def value_is_on_the_list(facts: CellFacts, law) -> Text | None:
    """A value of a closed list is one of that list."""
    if facts.trouble == "not_listed":
        return say("This is none of: {near}. Write one of them.", near=facts.near)
    return None


FILE = (
    file_is_not_too_large,
    file_is_a_workbook,
    workbook_has_no_macros,
    workbook_is_not_encrypted,
    workbook_unpacks_to_a_sane_size,
)
SHEET = (headings_are_not_merged, sheet_has_headings_and_rows, sheet_is_not_too_long)
EARLIER = (file_comes_in_once,)
MAPPING = (required_columns_are_mapped,)
CELL = (
    required_cell_is_filled,
    cell_holds_a_value_not_a_formula,
    cell_is_a_date,
    day_is_in_the_calendar,
    cell_is_a_number_in_range,
    text_fits_its_column,
    value_is_on_the_list,
)
RULES = (*FILE, *SHEET, *EARLIER, *MAPPING, *CELL)
