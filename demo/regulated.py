"""Tables that regulations set: equivalent posts, authority matrix, duties, roles of units."""

import csv
from datetime import date

from cadres.models import (
    AuthorityCell,
    AuthorityLine,
    AuthorityVersion,
    Duty,
    EquivalenceGroup,
    EquivalenceMember,
    EquivalenceVersion,
    UnitRole,
)
from demo.copying import NULL, Copier
from demo.localities import DATA, OPENED, TWO_TIERS
from demo.records import Records
from demo.units import Forest, span

REGULATED, FIRST, SECOND = date(2025, 10, 8), date(2021, 6, 18), date(2023, 6, 29)
UNKNOWN = "Bản của tỉnh chưa có trong tay; cần đối chiếu trước khi dùng."
# number, from, until, source, confidence, note
EQUIVALENCE = (
    (1, OPENED, TWO_TIERS, "Danh mục chức danh tương đương thời kỳ ba cấp (tạm lập)", UNKNOWN),
    (2, TWO_TIERS, None, "Danh mục chức danh tương đương sau sắp xếp hai cấp (tạm lập)", UNKNOWN),
)
AUTHORITY = (
    (1, FIRST, SECOND, "Quy định 288-QĐ/TU ngày 18/06/2021", UNKNOWN),
    (2, SECOND, TWO_TIERS, "Quy định 1099-QĐ/TU ngày 29/06/2023", UNKNOWN),
    (
        3, TWO_TIERS, REGULATED, "Thực hiện chính quyền hai cấp, trên nền Quy định 1099-QĐ/TU",
        "Tạm áp dụng từ khi bỏ cấp huyện đến khi có Quy định 377-QĐ/TW.",
    ),
    (
        4, REGULATED, None, "Quy định 377-QĐ/TW ngày 08/10/2025; bản của tỉnh thay 1099-QĐ/TU",
        "Khung của Trung ương; quy định thay thế của tỉnh chưa có trong tay.",
    ),
)  # fmt: skip
STEPS = ("propose", "consult", "appraise", "decide", "sign")
# The end of a body's code → what it does for its locality.
ROLES = {
    "BTC": "org_board", "XDD": "org_board", "UBKT": "inspection", "SNV": "home_affairs",
    "NV": "home_affairs", "VHXH": "home_affairs",
}  # fmt: skip
FIRST_PERSON, SECOND_PERSON = ("demo:1", "Chuyên viên nhập"), ("demo:2", "Người xác nhận")


def rows(name: str):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Regulated:
    """Everything that two persons entered and confirmed on the first day of its version."""

    def __init__(self, forest: Forest, records: Records, copier: Copier, new_id):
        self.forest, self.records, self.new_id = forest, records, new_id
        fields = (
            "id", "number", "source", "confidence", "note", "valid", "state", "entered_by",
            "entered_by_name", "entered_on", "confirmed_by", "confirmed_by_name", "confirmed_on",
        )  # fmt: skip
        self._equivalence = copier.stream(EquivalenceVersion, *fields)
        self._group = copier.stream(
            EquivalenceGroup, "id", "of_version", "code", "order", "broader",
            "name_vi", "name_en", "name_ar",
        )  # fmt: skip
        self._member = copier.stream(EquivalenceMember, "id", "of_version", "title", "group")
        self._authority = copier.stream(AuthorityVersion, *fields)
        self._line = copier.stream(
            AuthorityLine, "id", "of_version", "group", "level", "track", "title", "tier"
        )
        self._cell = copier.stream(AuthorityCell, "id", "line", "step", "body", "body_level")
        self._role = copier.stream(UnitRole, "id", "unit", "role", "valid")
        self._duty = copier.stream(
            Duty, "id", "group", "level", "ordinal", "text", "source", "confidence", "valid"
        )

    def write(self) -> None:
        self._write_equivalence()
        self._write_authority()
        for node in self.forest.nodes:
            if node.body and (role := ROLES.get(node.body.suffix)):
                self._role(self.new_id(), node.id, role, span(node.since, node.until))
        for row in rows("duties.csv"):
            until = row["until"] or None
            self._duty(
                self.new_id(), row["group"], row["level"], row["ordinal"], row["text"],
                row["source"], row["confidence"], span(row["since"], until),
            )  # fmt: skip

    def _version(self, add, number: int, since: date, until, source: str, note: str) -> str:
        id = self.new_id()
        add(
            id, str(number), source, "UNSURE", note, span(since, until), "confirmed",
            *FIRST_PERSON, str(since), *SECOND_PERSON, str(since),
        )  # fmt: skip
        return id

    def _write_equivalence(self) -> None:
        for number, *version in EQUIVALENCE:
            of = self._version(self._equivalence, number, *version)
            codes: dict[str, str] = {}
            for row in rows("equivalence.csv"):
                if str(number) not in row["version"].split():
                    continue
                codes[row["code"]] = group = self.new_id()
                self._group(
                    group, of, row["code"], row["order"], codes.get(row["broader"], NULL),
                    row["name_vi"], row["name_en"], row["name_ar"],
                )  # fmt: skip
                for title in self._titles(row["titles"]):
                    self._member(self.new_id(), of, title, group)

    def _titles(self, patterns: str) -> list[str]:
        found = {}
        for pattern in patterns.split():
            stem, many = pattern.rstrip("*"), pattern.endswith("*")
            for code, id in self.records.titles.items():
                base = code.partition(".")[0]
                if code == stem or (many and (base == stem or code.startswith(stem))):
                    found[code] = id
        return list(found.values())

    def _write_authority(self) -> None:
        for number, *version in AUTHORITY:
            of = self._version(self._authority, number, *version)
            for row in rows("authority.csv"):
                if str(number) in row["versions"].split():
                    self._write_line(of, row)

    def _write_line(self, of: str, row: dict[str, str]) -> None:
        line = self.new_id()
        title = self.records.titles[row["title"]] if row["title"] else NULL
        self._line(line, of, row["group"], row["level"], row["track"], title, row["tier"])
        for step in STEPS:
            body, _at, level = row[step].partition("@")
            self._cell(self.new_id(), line, step, body, level)
