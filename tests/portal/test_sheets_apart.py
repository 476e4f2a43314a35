"""A long workbook written by a process of its own is the one we would have written."""

from datetime import date
from decimal import Decimal

import pytest

from portal.documents import InfoSheet, Sheet, WriterFailed, write_xlsx, write_xlsx_apart

INFO = InfoSheet("Thông tin", [("Danh sách", "Hồ sơ"), ("Số dòng", 2_500)])


def sheet() -> Sheet:
    rows = (
        [f"Nguyễn Văn {n}", n, Decimal("2.34"), date(2023, 12, 31), None] for n in range(2_500)
    )
    return Sheet("Hồ sơ", ["Họ tên", "Số", "Hệ số", "Ngày", "Trống"], rows)


def test_both_ways_give_the_same_bytes(tmp_path):
    write_xlsx(tmp_path / "here.xlsx", [sheet()], info=INFO)
    write_xlsx_apart(tmp_path / "there.xlsx", sheet(), info=INFO)
    assert (tmp_path / "there.xlsx").read_bytes() == (tmp_path / "here.xlsx").read_bytes()


def test_a_writer_that_fails_is_told(tmp_path, capfd):
    with pytest.raises(WriterFailed):
        write_xlsx_apart(tmp_path / "no such folder" / "a.xlsx", sheet())
    assert "no such folder" in capfd.readouterr().err


def test_rows_that_break_leave_no_workbook(tmp_path):
    def breaking():
        yield ["a"]
        raise ValueError("the database went away")

    with pytest.raises(ValueError, match="went away"):
        write_xlsx_apart(tmp_path / "a.xlsx", Sheet("x", ["y"], breaking()))
    assert not (tmp_path / "a.xlsx").exists()
