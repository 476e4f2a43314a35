"""Workbooks for tests: rows of cadres by heading, written as Excel would."""

import io
from datetime import date, datetime

import xlsxwriter

from portal.models import ImportBatch

GOOD = {
    "Họ và tên": "Nguyễn Thị Ánh",
    "Giới tính": "Nữ",
    "Ngày sinh": "15/03/1979",
    "Số CCCD": "022179001234",
    "Dân tộc": "Kinh",
    "Quê quán": "Nam Định",
    "Nơi sinh": "Nam Định",
    "Đơn vị công tác": "Xã Mẫu Một",
    "Loại cán bộ": "Công chức",
    "Trình độ chuyên môn": "Thạc sĩ",
    "Lý luận chính trị": "Cao cấp",
}


def row(**changes) -> dict:
    """A good row with some cells changed; keys are headings with underscores for blanks."""
    return GOOD | changes


def workbook(rows: list[dict], *, sheet: str = "Cán bộ", date1904=False, above: int = 0) -> bytes:
    """The rows as a workbook; headings are all keys that occur."""
    headings = list(dict.fromkeys(key for each in rows for key in each))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "date_1904": date1904, "default_date_format": "dd/mm/yyyy"}
    )
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 -- the same bytes
    page = book.add_worksheet(sheet)
    for at, heading in enumerate(headings):
        page.write_string(above, at, heading)
    for number, each in enumerate(rows, above + 1):
        for at, heading in enumerate(headings):
            value = each.get(heading)
            if isinstance(value, date):
                page.write_datetime(number, at, value)
            elif isinstance(value, int | float):
                page.write_number(number, at, value)
            elif value is not None:
                page.write_string(number, at, value)
    book.close()
    return out.getvalue()


def problems_of(batch: ImportBatch) -> dict[int, list[str]]:
    """Row number → the codes that stand against it."""
    return {
        row.number: [p["code"] for p in row.problems]
        for row in batch.rows.filter(verdict="error").order_by("number")
    }
