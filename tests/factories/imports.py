"""Imports of workbooks with fixed, realistic defaults."""

import hashlib

import factory
from factory.django import DjangoModelFactory

from portal import models
from tests.factories.portal import AccountFactory

COLUMNS = [
    {"at": 0, "heading": "Họ và tên", "examples": ["Nguyễn Văn Mẫu"]},
    {"at": 1, "heading": "Giới tính", "examples": ["Nam"]},
]
PROBLEM = {
    "code": "IMP-17",
    "cell": "B2",
    "column": "sex",
    "value": "?",
    "msgid": "This is none of: {near}. Write one of them.",
    "params": {"near": "Nam, Nữ"},
}


class StoredFactory(DjangoModelFactory):
    class Meta:
        model = models.StoredFile

    sha256 = factory.Sequence(lambda n: hashlib.sha256(f"tệp {n}".encode()).hexdigest())
    size = 10
    content_type = "text/csv"


class BatchFactory(DjangoModelFactory):
    """A workbook just uploaded, of two columns."""

    class Meta:
        model = models.ImportBatch

    class Params:
        mark = "Danh sách"

    owner = factory.SubFactory(AccountFactory)
    target = "cadres"
    file_name = factory.LazyAttribute(lambda o: f"{o.mark}.xlsx")
    stored = factory.SubFactory(StoredFactory)
    sha256 = factory.SelfAttribute("stored.sha256")
    kind = "xlsx"
    sheet = "Sheet1"
    header_row = 1
    sheets = factory.LazyAttribute(
        lambda o: [
            {
                "name": "Sheet1",
                "rows": 2,
                "columns": 2,
                "header": 1,
                "merged": [],
                "offered": COLUMNS,
            }
        ]
    )


class RowFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportRow

    number = factory.Sequence(lambda n: n + 2)
    verdict = "error"
    label = "Nguyễn Văn Mẫu"
    cells = factory.LazyFunction(lambda: ["Nguyễn Văn Mẫu", "?"])
    problems = factory.LazyFunction(lambda: [dict(PROBLEM)])


class CheckedFactory(BatchFactory):
    """Checked: its one row is wrong."""

    class Meta:
        skip_postgeneration_save = True

    state = "checked"
    mapping = factory.LazyFunction(lambda: {"0": "full_name", "1": "sex"})
    rows_in = 1
    rejected = 1

    @factory.post_generation
    def row(batch, create, extracted, **kwargs):  # noqa: N805 -- factory_boy's first argument
        RowFactory(batch=batch)
