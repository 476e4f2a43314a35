"""Exams, posts, candidates and results."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cadres.models import Education
from recruitment import models
from tests.factories.cadres import UnitFactory


class ExamFactory(DjangoModelFactory):
    """A civil-service exam of November 2025; ``leadership`` and ``final`` make others."""

    class Meta:
        model = models.Exam

    class Params:
        leadership = factory.Trait(
            kind=models.ExamKind.LEADERSHIP, name="Thi tuyển chức danh Phó Giám đốc sở"
        )
        marked = factory.Trait(state=models.ExamState.MARKING)
        final = factory.Trait(state=models.ExamState.FINAL, published_on=date(2025, 12, 10))

    kind = models.ExamKind.CIVIL_SERVICE
    code = factory.Sequence(lambda n: f"KT-{n:04d}")
    name = "Kỳ thi tuyển công chức năm 2025"
    organising_unit = factory.SubFactory(UnitFactory)
    announced_on = date(2025, 9, 15)
    held_on = date(2025, 11, 20)


class ExamPostFactory(DjangoModelFactory):
    class Meta:
        model = models.ExamPost

    exam = factory.SubFactory(ExamFactory)
    unit = factory.SelfAttribute("exam.organising_unit")
    position = factory.Sequence(lambda n: f"Chuyên viên {n}")
    quota = 1


class CandidateFactory(DjangoModelFactory):
    class Meta:
        model = models.Candidate

    post = factory.SubFactory(ExamPostFactory)
    number = factory.Sequence(lambda n: f"SBD{n:04d}")
    full_name = factory.Sequence(lambda n: f"Lê Thị Dự Tuyển {n}")
    residence = "Phường Hạ Long, Quảng Ninh"
    education = Education.UNIVERSITY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        candidate = model_class(*args, **kwargs)
        candidate.set_keys()
        candidate.save()
        return candidate


class ResultFactory(DjangoModelFactory):
    """Marks of a candidate; ``selected`` is published."""

    class Meta:
        model = models.Result

    class Params:
        selected = factory.Trait(
            outcome=models.Outcome.SELECTED,
            rank=1,
            total=Decimal("75.00"),
            sealed_on=date(2025, 12, 10),
        )

    candidate = factory.SubFactory(CandidateFactory)
    round_one = Decimal("60.00")
    round_two = Decimal("75.00")
    marked_by = "account:1"
    marked_by_name = "Officer 1"
