"""What the database itself refuses in the lines of a record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cadres import models
from tests.factories import record as make
from tests.factories.cadres import CadreFactory, QualificationFactory

pytestmark = pytest.mark.usefixtures("english")

LINES = [
    make.CareerEventFactory,
    make.SalaryStepFactory,
    make.AllowanceFactory,
    make.PartyEventFactory,
    make.ElectedMandateFactory,
    make.AwardFactory,
    make.FamilyMemberFactory,
    make.StayAbroadFactory,
    make.ResearchWorkFactory,
    make.InsurancePeriodFactory,
    make.HealthRecordFactory,
    make.PoliticalHistoryFactory,
    make.AssetDeclarationFactory,
    QualificationFactory,
]
named = pytest.mark.parametrize("factory", LINES, ids=lambda f: f._meta.model.__name__)


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@named
def test_no_line_ends_before_it_begins(factory):
    factory(from_date="2012", to_date="2012-03")  # within what is known
    with refused("_ends_after_it_begins"), transaction.atomic():
        factory(from_date="2012-04", to_date="2012-03")
    wrong = factory.build(cadre=CadreFactory(), from_date="2012", to_date="2011-12-31")
    with pytest.raises(ValidationError, match="end lies before"):
        wrong.full_clean()


@named
def test_a_check_names_who_and_when(factory):
    with refused("_check_names_who_and_when"), transaction.atomic():
        factory(verified_on=date(2026, 1, 5))
    with refused("_check_names_who_and_when"), transaction.atomic():
        factory(verified_by="Lê Thị Kiểm")


@pytest.mark.parametrize(
    ("factory", "wrong", "name"),
    [
        (make.PersonalDetailsFactory, {"personal_id": "02208512345"}, "twelve_digits"),
        (make.PersonalDetailsFactory, {"personal_id": "02208512345A"}, "twelve_digits"),
        (make.PersonalDetailsFactory, {"old_ids": "12345678"}, "nine_digits"),
        (make.PersonalDetailsFactory, {"social_insurance_no": "22"}, "ten_digits"),
        (make.PersonalDetailsFactory, {"forte": ["dance"]}, "forte_is_known"),
        (make.PersonalDetailsFactory, {"policy_categories": ["x"]}, "categories_are_known"),
        (make.PersonalDetailsFactory, {"family_class": "x"}, "family_class_is_known"),
        (make.PersonalDetailsFactory, {"recruit_mode": "x"}, "recruit_mode_is_known"),
        (make.PersonalDetailsFactory, {"academic_rank": "x"}, "academic_rank_is_known"),
        (make.PersonalDetailsFactory, {"state_title": "x"}, "state_title_is_known"),
        (
            make.PersonalDetailsFactory,
            {"enlisted": "1990", "discharged": "1989"},
            "discharged_after",
        ),
        (make.PersonalDetailsFactory, {"verified_by": "x"}, "check_names"),
        (make.CareerEventFactory, {"from_date": None}, "has_a_beginning"),
        (make.CareerEventFactory, {"kind": "x"}, "kind_is_known"),
        (make.SalaryStepFactory, {"coefficient": None}, "what_its_basis_needs"),
        (make.SalaryStepFactory, {"step": 0}, "what_its_basis_needs"),
        (make.SalaryStepFactory, {"rank_code": ""}, "what_its_basis_needs"),
        (make.SalaryStepFactory, {"basis": "job_position"}, "what_its_basis_needs"),
        (make.SalaryStepFactory, {"basis": "x"}, "basis"),
        (make.SalaryStepFactory, {"raise_kind": "x"}, "raise_kind_is_known"),
        (make.SalaryStepFactory, {"over_scale_percent": 101}, "is_a_percentage"),
        (make.SalaryStepFactory, {"from_date": None}, "has_a_beginning"),
        (make.AllowanceFactory, {"coefficient": None}, "says_how_much"),
        (make.AllowanceFactory, {"kind": "x"}, "kind_is_known"),
        (make.PartyEventFactory, {"kind": "badge"}, "of_how_many_years"),
        (make.PartyEventFactory, {"badge_years": 31}, "one_of_those_given"),
        (make.PartyEventFactory, {"kind": "post"}, "names_its_role"),
        (make.PartyEventFactory, {"kind": "x"}, "kind_is_known"),
        (make.ElectedMandateFactory, {"body": "x"}, "body_is_known"),
        (make.AwardFactory, {"kind": "x"}, "kind_is_known"),
        (make.FamilyMemberFactory, {"side": "x"}, "side_is_known"),
        (make.FamilyMemberFactory, {"relation": "x"}, "relation_is_known"),
        (make.FamilyMemberFactory, {"full_name": ""}, "has_a_name"),
        (make.FamilyMemberFactory, {"abroad_country": "Pháp"}, "said_as_such"),
        (make.StayAbroadFactory, {"from_date": None}, "has_a_beginning"),
        (make.ResearchWorkFactory, {"level": "x"}, "level_is_known"),
        (make.HealthRecordFactory, {"height_cm": 17}, "measures_are_human"),
        (make.HealthRecordFactory, {"blood_group": "X"}, "blood_group_is_known"),
        (make.PoliticalHistoryFactory, {"kind": "arrest"}, "tells_what_happened"),
        (make.PoliticalHistoryFactory, {"kind": "x", "text": "x"}, "kind_is_known"),
        (make.AssetDeclarationFactory, {"kind": "x"}, "kind_is_known"),
        (
            make.AssetDeclarationFactory,
            {"submitted_on": None, "is_checked": True},
            "checked_once",
        ),
        (make.CompartmentOpeningFactory, {"reason": "xem hồ sơ"}, "says_why"),
        (make.CompartmentOpeningFactory, {"until": make.OPENED}, "ends_by_itself"),
        (make.CompartmentOpeningFactory, {"compartment": "x"}, "compartment_is_known"),
        (make.RecordReadingFactory, {"what": "x"}, "what_is_known"),
        (make.RecordReadingFactory, {"compartment": "x"}, "compartment_is_known"),
        (QualificationFactory, {"axis": "x"}, "axis_is_known"),
        (QualificationFactory, {"mode": "x"}, "mode_is_known"),
        (
            QualificationFactory,
            {"certificate_on": "2020", "expires": "2019"},
            "expires_after_issue",
        ),
    ],
)
def test_the_database_refuses(factory, wrong, name):
    with refused(name), transaction.atomic():
        factory(**wrong)


def test_a_personal_number_is_one_persons_and_many_may_have_none():
    make.PersonalDetailsFactory(personal_id="022085000001")
    make.PersonalDetailsFactory(personal_id="")
    make.PersonalDetailsFactory(personal_id="")
    with refused("details_personal_id_is_one_persons"), transaction.atomic():
        make.PersonalDetailsFactory(personal_id="022085000001")


def test_a_scan_is_attached_once():
    scan = make.DecisionScanFactory()
    with refused("decision_scan_is_attached_once"), transaction.atomic():
        make.DecisionScanFactory(decision=scan.decision, stored=scan.stored)
    make.DecisionScanFactory(
        decision=scan.decision, stored=scan.stored, struck_on=date(2026, 4, 1)
    )


def test_nobody_is_a_relative_of_the_own_self():
    cadre = CadreFactory()
    with refused("family_member_is_somebody_else"), transaction.atomic():
        make.FamilyMemberFactory(cadre=cadre, relative=cadre)


def test_the_highest_award_has_the_lowest_rank():
    cadre = CadreFactory()
    kinds = (models.AwardKind.COMMENDATION, models.AwardKind.LABOUR_ORDER, models.AwardKind.OTHER)
    for kind in kinds:
        make.AwardFactory(cadre=cadre, kind=kind)

    highest = models.Award._base_manager.order_by("rank_order").values_list("kind", flat=True)

    assert list(highest) == ["lao_dong", "giay_khen", "khac"]


def test_a_job_position_is_paid_by_amount():
    step = make.SalaryStepFactory(
        basis="job_position", rank_code="", step=None, coefficient=None, amount=14_000_000
    )

    assert step.amount == Decimal(14_000_000)


def test_a_reading_is_noted_once_a_day_but_a_compartment_each_time():
    first = make.RecordReadingFactory()
    same = {"cadre": first.cadre, "account": first.account}
    with refused("reading_is_noted_once_a_day"), transaction.atomic():
        make.RecordReadingFactory(**same)
    make.RecordReadingFactory(**same, day=first.day + timedelta(days=1))
    for _ in range(2):
        make.RecordReadingFactory(**same, what="compartment", compartment="health")


@pytest.mark.parametrize(
    "factory",
    [
        make.RecordReadingFactory,
        make.CompartmentOpeningFactory,
        make.RecordConfirmationFactory,
    ],
    ids=lambda f: f._meta.model.__name__,
)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET cadre_id = NULL"])
def test_what_was_read_stays_told(factory, statement):
    row = factory()
    with (
        pytest.raises(ProgrammingError, match="frozen|kept for ever"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(row._meta.db_table))
