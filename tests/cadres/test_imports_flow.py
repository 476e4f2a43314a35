"""An import from the workbook to the records, through the use cases."""

from datetime import date

import pytest

from cadres.models import Assignment, Cadre, PersonalDetails, Qualification, SalaryStep
from governance.findings import Refused
from portal.imports import headings
from portal.models import ImportBatch, ImportRow
from portal.services import imports as services
from tests import hats
from tests.cadres.sheets import problems_of, row, workbook
from tests.factories import cadres as make

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def province():
    return make.UnitFactory(province=True)


@pytest.fixture
def commune(province):
    return make.UnitFactory(parent=province, name_vi="Xã Mẫu Một", code="XM1")


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def bring_in(tmp_path, officer, commune):
    """Upload, take the suggested columns, check."""

    def brought(rows, *, name="a.xlsx", content=None, by=officer, **how):
        path = tmp_path / name
        path.write_bytes(content or workbook(rows, **how))
        batch = services.upload_workbook(
            path=path, file_name=name, target="cadres", by=by, on=TODAY
        )
        batch = services.choose_columns(
            batch=batch,
            version=batch.version,
            sheet=batch.sheet,
            mapping=services.suggested_mapping(batch),
            by=by,
            on=TODAY,
        )
        return services.check_rows(batch=batch, by=by, on=TODAY)

    return brought


def carry_out(batch, officer, whole=False):
    return services.carry_out_import(batch=batch, whole=whole, by=officer, on=TODAY)


def test_a_row_becomes_a_record_with_its_details(bring_in, officer, commune):
    title = make.TitleFactory(name_vi="Chuyên viên", specialist=True)
    seat = make.SeatFactory(unit=commune, title=title)
    post = {
        "Chức vụ": "chuyên viên",
        "Ngày bổ nhiệm": "01.07.2020",
        "Số quyết định": "12-QĐ/UBND",
        "Ngày quyết định": date(2020, 6, 28),
    }
    pay = {"Mã ngạch": "01.003", "Bậc": 5, "Hệ số": "3,66", "Hưởng lương từ ngày": "2024"}

    batch = bring_in([row(**post, **pay, **{"Tin học": "Cơ bản"})])
    done = carry_out(batch, officer, whole=True)

    cadre = Cadre.objects.get()
    assert (done.state, done.new, done.rows_in) == ("carried_out", 1, 1)
    assert cadre.full_name == "Nguyễn Thị Ánh"
    assert (cadre.sex, cadre.born.value, cadre.education) == ("female", "1979-03-15", "thac_si")
    assert cadre.employing_unit == commune
    assert PersonalDetails.objects.get().personal_id == "022179001234"
    assert Assignment.objects.get().seat == seat
    assert str(SalaryStep.objects.get().coefficient) == "3.66"
    assert Qualification.objects.get().axis == "it"
    assert ImportRow.objects.get().subject == cadre.pk


def test_the_same_rows_again_change_nothing_and_others_only_what_differs(
    bring_in, officer, commune
):
    carry_out(bring_in([row()]), officer)

    same = bring_in([row()], name="b.xlsx", sheet="Khác")
    changed = bring_in([row(**{"Dân tộc": "Tày", "Nơi ở hiện nay": "Hạ Long"})], name="c.xlsx")
    carry_out(changed, officer)

    assert (same.same, same.new, same.changed) == (1, 0, 0)
    assert ImportRow.objects.get(batch=changed).changes == [
        ["ethnicity", "Kinh", "Tày"],
        ["current_text", "", "Hạ Long"],
    ]
    cadre = Cadre.objects.get()
    assert (cadre.ethnicity, cadre.version) == ("Tày", 2)
    assert cadre.details.current_text == "Hạ Long"


def test_no_row_is_lost_and_all_or_none_writes_none(bring_in, officer):
    batch = bring_in([row(), {}, row(**{"Họ và tên": "", "Số CCCD": "022179001235"})])

    assert (batch.rows_in, batch.accepted, batch.rejected, batch.blank) == (3, 1, 1, 1)
    with pytest.raises(Refused):
        carry_out(batch, officer, whole=True)
    assert Cadre.objects.count() == 0
    carry_out(batch, officer)
    assert Cadre.objects.count() == 1


def test_a_second_click_changes_nothing(bring_in, officer):
    batch = bring_in([row()])

    carry_out(batch, officer)
    carry_out(batch, officer)

    assert Cadre.objects.count() == 1


def test_a_record_changed_since_the_check_stops_everything(bring_in, officer, commune):
    carry_out(bring_in([row()]), officer)
    other = row(**{"Số CCCD": "022180001236", "Họ và tên": "Trần Văn Bé", "Giới tính": "Nam"})
    batch = bring_in([row(**{"Dân tộc": "Tày"}), other], name="b.xlsx")
    Cadre.objects.update(religion="Phật giáo", version=2)

    with pytest.raises(Refused) as refusal:
        carry_out(batch, officer)

    assert [f.code for f in refusal.value.findings] == ["IMP-51"]
    assert Cadre.objects.count() == 1
    assert ImportBatch.objects.get(pk=batch.pk).state == "checked"


def test_the_same_file_comes_in_once(bring_in, tmp_path):
    bring_in([row()])

    with pytest.raises(Refused) as refusal:
        bring_in([row()])

    assert [f.code for f in refusal.value.findings] == ["IMP-09"]


def test_headings_are_remembered_by_their_signature(bring_in, officer):
    first = bring_in([row(**{"Cột lạ": "x"})])
    mapping = dict(first.mapping)
    at = str(max(int(place) for place in mapping) + 1)
    services.choose_columns(
        batch=first,
        version=first.version,
        sheet=first.sheet,
        mapping={**mapping, at: "job_before"},
        by=officer,
        on=TODAY,
    )
    second = bring_in([row(**{"Cột lạ": "y"})], name="b.xlsx")

    assert second.mapping[at] == "job_before"
    assert headings.signature(services.sheet_of(first)["offered"]) == headings.signature(
        services.sheet_of(second)["offered"]
    )


def test_rows_of_units_out_of_reach_are_refused(bring_in, commune, province):
    elsewhere = make.UnitFactory(parent=province, name_vi="Xã Khác")
    clerk = hats.actor("UNIT_CLERK", over=commune)

    batch = bring_in(
        [row(), row(**{"Đơn vị công tác": elsewhere.name_vi, "Số CCCD": ""})], by=clerk
    )

    assert problems_of(batch)[3][0] == "IMP-32"
