"""A workbook of invented people to try the import with: good rows, and wrong ones of 15 kinds."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from demo import names
from portal.imports.legacy import TCVN3_LETTERS

HEADINGS = (
    "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Ngày cấp", "Nơi cấp", "Dân tộc", "Tôn giáo",
    "Quê quán", "Nơi sinh", "Thường trú", "Nơi ở hiện nay", "Điện thoại", "Email", "Số sổ BHXH",
    "Đơn vị công tác", "Đối tượng", "Diện quản lý", "Chức vụ", "Từ ngày", "Đến ngày", "Số QĐ",
    "Ngày QĐ", "Ngày tuyển dụng", "Cơ quan tuyển dụng", "Ngày vào cơ quan hiện nay",
    "Nghề nghiệp khi được tuyển dụng", "Trình độ văn hóa", "Trình độ chuyên môn", "Chuyên ngành",
    "Trường đào tạo", "Năm tốt nghiệp", "LLCT", "QLNN", "Ngoại ngữ", "Tin học", "Ngày vào Đảng",
    "Ngày chính thức", "Số thẻ đảng viên", "Mã ngạch", "Bậc", "Hệ số", "Hưởng lương từ ngày",
    "Khác người trùng tên",
)  # fmt: skip
STEPS = ("2,34", "2,67", "3,00", "3,33", "3,66", "3,99", "4,32", "4,65", "4,98")
ASCII_LETTERS = {letter: code for code, letter in TCVN3_LETTERS.items()}
Row = dict[str, object]


def person(rng: Random, number: int, units: Sequence[str], today: date) -> Row:
    """One good row; dates in the forms that offices use."""
    female = rng.random() < 0.45
    born = date(1966, 1, 1) + timedelta(rng.randrange(11_500))
    group = names.ethnic_group(rng)
    home = names.origin_elsewhere(rng)
    sex = "f" if female else "m"
    return {
        "Họ và tên": names.full_name(rng, sex=sex, birth_year=born.year, group=group),
        "Giới tính": "Nữ" if female else "Nam",
        "Ngày sinh": written(rng, born),
        "Số CCCD": f"022{int(female)}{born.year % 100:02d}{number:06d}",
        "Ngày cấp": date(2021, 5, 10),
        "Nơi cấp": "Cục CSQLHC về TTXH",
        "Dân tộc": group,
        "Tôn giáo": "Không",
        "Quê quán": home,
        "Nơi sinh": home,
        "Thường trú": "Tỉnh Quảng Ninh",
        "Nơi ở hiện nay": "tỉnh Quảng Ninh",
        "Điện thoại": f"09{rng.randrange(10**8):08d}",
        "Email": f"cb{number:05d}@quangninh.example",
        "Số sổ BHXH": f"22{number:08d}",
        "Đơn vị công tác": names.pick(rng, units),
        **service(rng, born, today),
    }


def service(rng: Random, born: date, today: date) -> Row:
    """Work, learning, Party life and pay of somebody born then."""
    joined_year = min(born.year + 24 + rng.randrange(6), today.year - 2)
    joined = date(joined_year, 1 + rng.randrange(12), 3)
    step = min(8, max(0, (2024 - born.year - 24) // 4))
    school, major = names.university(rng)
    return {
        "Đối tượng": "Công chức",
        "Diện quản lý": "Cơ quan quản lý",
        "Ngày tuyển dụng": f"09/{born.year + 23}",
        "Cơ quan tuyển dụng": "Sở Nội vụ",
        "Ngày vào cơ quan hiện nay": str(born.year + 25),
        "Nghề nghiệp khi được tuyển dụng": "Sinh viên",
        "Trình độ văn hóa": "12/12",
        "Trình độ chuyên môn": names.pick(rng, ("Đại học", "Đại học", "Thạc sĩ", "Cử nhân")),
        "Chuyên ngành": major,
        "Trường đào tạo": school,
        "Năm tốt nghiệp": born.year + 22,
        "LLCT": names.pick(rng, ("Sơ cấp", "Trung cấp", "Trung cấp", "Cao cấp")),
        "QLNN": "Chuyên viên",
        "Ngoại ngữ": "Tiếng Anh B1",
        "Tin học": "Ứng dụng CNTT cơ bản",
        "Ngày vào Đảng": f"{joined:%d/%m/%Y}",
        "Ngày chính thức": f"{joined.replace(year=joined.year + 1):%d.%m.%Y}",
        "Mã ngạch": "01.003",
        "Bậc": step + 1,
        "Hệ số": STEPS[step],
        "Hưởng lương từ ngày": "01/2024",
    }


def written(rng: Random, day: date) -> object:
    """A date as one of several people typed it."""
    forms: tuple[Callable, ...] = (
        lambda: day,
        lambda: f"{day:%d/%m/%Y}",
        lambda: f"{day.day}-{day.month}-{day.year}",
        lambda: f"{day:%d.%m.%y}",
    )
    return names.pick(rng, forms)()


# Kind of mistake → what it does to a good row.
MISTAKES: dict[str, Callable[[Row], Row]] = {
    "no name": lambda row: {"Họ và tên": None},
    "no such day": lambda row: {"Ngày sinh": "31/02/1980"},
    "not a date": lambda row: {"Ngày sinh": "không rõ"},
    "short identity number": lambda row: {"Số CCCD": str(row["Số CCCD"])[:11]},
    "unknown unit": lambda row: {"Đơn vị công tác": "Đảng uỷ xã Không Có"},
    "unknown title": lambda row: {
        "Chức vụ": "Phó trưởng phòng hậu cần", "Từ ngày": "01/07/2025", "Số QĐ": "1-QĐ/ĐU",
        "Ngày QĐ": "28/06/2025",
    },
    "sex of no kind": lambda row: {"Giới tính": "Không rõ"},
    "not a number": lambda row: {"Hệ số": "ba phẩy sáu"},
    "a formula": lambda row: {"Chuyên ngành": '=HYPERLINK("http://example.org")'},
    "official before admitted": lambda row: {"Ngày chính thức": "01/01/1990"},
    "born yesterday": lambda row: {"Ngày sinh": "01/01/2020"},
    "pay without a step": lambda row: {"Bậc": None},
    "post ends before it begins": lambda row: {
        "Chức vụ": "Chuyên viên", "Từ ngày": "01/07/2025", "Đến ngày": "01/06/2025",
        "Số QĐ": "2-QĐ/ĐU", "Ngày QĐ": "28/06/2025",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """The rows of a workbook, and beside each wrong one how it should read."""

    rows: list[Row]
    right: dict[int, Row]  # place among the rows → the row corrected
    kinds: dict[int, str]


def sample(
    units: Sequence[str], *, rows: int, wrong: int, today: date, first: int = 1, seed: int = 7
) -> Sample:
    """Good rows with `wrong` of them spoilt in all 15 kinds, evenly spread."""
    rng = Random(seed)
    made = [person(rng, first + at, units, today) for at in range(rows)]
    right, kinds = {}, {}
    if wrong:
        places = [5 + at * (rows - 10) // wrong for at in range(wrong)]
        cycle = list(MISTAKES) * (wrong // len(MISTAKES) + 1)
        pairs = ["the same identity number", "the same person"]
        for place, kind in zip(places[4:], cycle, strict=False):
            right[place], kinds[place] = made[place], kind
            made[place] = made[place] | MISTAKES[kind](made[place])
        for pair, kind in enumerate(pairs):
            one, other = places[2 * pair], places[2 * pair + 1]
            copied = ("Số CCCD",) if pair == 0 else ("Họ và tên", "Ngày sinh", "Giới tính")
            right[one], right[other] = made[one], made[other]
            kinds[one] = kinds[other] = kind
            made[other] = made[other] | {name: made[one][name] for name in copied}
    return Sample(made, right, kinds)


def in_old_font(text: str) -> str:
    """A lower-case text as a machine with the .VnTime font keeps it."""
    return "".join(ASCII_LETTERS.get(letter, letter) for letter in text)


def write(
    out, rows: Sequence[Row], *, title: str = "", headings: Sequence[str] = HEADINGS
) -> None:
    """The rows as a workbook: a title, headings beneath it, one column in an old font."""
    import xlsxwriter  # noqa: PLC0415 -- slow import

    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "default_date_format": "dd/mm/yyyy",
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- the same bytes
    page = book.add_worksheet("Danh sách")
    above = 0
    if title:
        page.write_string(0, 0, title)
        above = 2
    for at, heading in enumerate(headings):
        page.write_string(above, at, heading)
    for number, row in enumerate(rows, above + 1):
        for at, heading in enumerate(headings):
            write_cell(page, number, at, heading, row.get(heading))
    book.close()


def write_cell(page, number: int, at: int, heading: str, value: object) -> None:
    if isinstance(value, date):
        page.write_datetime(number, at, datetime(value.year, value.month, value.day))  # noqa: DTZ001
    elif isinstance(value, int | float):
        page.write_number(number, at, value)
    elif value is not None:
        text = in_old_font(str(value)) if heading == "Nơi ở hiện nay" else str(value)
        page.write_string(number, at, text)


def as_bytes(rows: Sequence[Row], **how) -> bytes:
    out = io.BytesIO()
    write(out, rows, **how)
    return out.getvalue()
