"""Self-service: a person proposes, an officer checks, the authority approves."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cadres.models import Award, Cadre, PersonalDetails, Proposal, ProposalState
from cadres.selectors.proposals import targets
from cadres.services import proposals as services
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import CadreFactory, UnitFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.record import AwardFactory

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 11, 20)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def cadre(province):
    return Cadre.objects.get(pk=CadreFactory(unit=province).pk)  # dates as the database has them


def person(cadre):
    return hats.actor("CADRE", over=cadre.employing_unit, cadre=cadre)


def proposed(cadre, *, row=None, target="awards", **values):
    return services.propose(
        cadre=cadre,
        target=targets()[target],
        row=row,
        values=values,
        reason="Bổ sung theo quyết định",
        by=person(cadre),
        on=TODAY,
    )


def take(client, proposal, step, **more):
    version = Proposal.objects.get(pk=proposal.pk).version
    address = reverse("cadres:take_step", args=[proposal.pk])
    return client.post(address, {"step": step, "version": version, **more})


def test_a_new_line_reaches_the_record_by_three_persons(client_of, province, cadre):
    proposal = proposed(cadre, kind="bang_khen", title="Bằng khen 2024", from_date="2024-05")
    officer = client_of("ORG_OFFICER", over=province)
    assert "Bằng khen 2024" in officer.get(proposal.get_absolute_url()).content.decode()
    assert take(officer, proposal, "verify").status_code == 302
    assert not Award.objects.filter(cadre=cadre).exists()

    head = client_of("ORG_HEAD", over=province)
    assert take(head, proposal, "approve").status_code == 302
    award = Award.objects.get(cadre=cadre)
    assert (award.title, str(award.from_date)) == ("Bằng khen 2024", "05/2024")
    assert award.is_verified
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.APPROVED


def test_a_correction_keeps_what_it_was_compared_with(client_of, province, cadre):
    award = AwardFactory(cadre=cadre, title="Bằng khen cũ")
    proposal = proposed(cadre, row=award, title="Bằng khen đúng", kind=award.kind)
    assert (proposal.before, proposal.values) == (
        {"title": "Bằng khen cũ"},
        {"title": "Bằng khen đúng"},
    )
    take(client_of("ORG_OFFICER", over=province), proposal, "verify")
    take(client_of("ORG_HEAD", over=province), proposal, "approve")
    award.refresh_from_db()
    assert award.title == "Bằng khen đúng"


def test_a_part_of_the_sheet_is_begun_or_changed(client_of, province, cadre):
    proposal = proposed(cadre, target="part-contact", phone_mobile="0912345678")
    take(client_of("ORG_OFFICER", over=province), proposal, "verify")
    take(client_of("ORG_HEAD", over=province), proposal, "approve")
    assert PersonalDetails.objects.get(cadre=cadre).phone_mobile == "0912345678"


def test_a_line_changed_meanwhile_is_not_overwritten(client_of, province, cadre):
    award = AwardFactory(cadre=cadre, title="Bằng khen cũ")
    proposal = proposed(cadre, row=award, title="Bằng khen đúng")
    Award.objects.filter(pk=award.pk).update(title="Đã sửa", version=2)
    answer = take(client_of("ORG_OFFICER", over=province), proposal, "verify")
    assert answer.status_code == 422
    assert "has changed since the proposal" in answer.content.decode()
    award.refresh_from_db()
    assert award.title == "Đã sửa"


def test_it_comes_back_with_a_reason_and_goes_again(client_of, province, cadre):
    proposal = ProposalFactory(cadre=cadre)
    officer = client_of("ORG_OFFICER", over=province)
    assert take(officer, proposal, "send_back", reason="thiếu").status_code == 422
    answer = take(officer, proposal, "send_back", reason="Thiếu bản quyết định")
    assert answer.status_code == 302, answer.context["form"].errors
    again = Proposal.objects.get(pk=proposal.pk)
    assert (again.state, again.returned_reason) == ("returned", "Thiếu bản quyết định")
    mine = client_of("CADRE", over=province, cadre=cadre)
    assert "Thiếu bản quyết định" in mine.get(reverse("portal:inbox")).content.decode()
    assert take(mine, proposal, "submit").status_code == 302


def test_the_own_proposal_is_not_checked_by_its_maker(province, cadre):
    proposal = proposed(cadre, kind="bang_khen", title="Bằng khen", from_date="2024-05")
    officer = hats.actor("ORG_OFFICER", over=province)
    keeper = replace(officer, account_id=proposal.proposed_by_id, cadre_id=cadre.pk)
    with pytest.raises(Refused, match="your own proposal"):
        services.verify(proposal=proposal, version=1, by=keeper, at=moment())
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED


def moment():
    from django.utils import timezone  # noqa: PLC0415

    return timezone.now()


def test_nobody_else_proposes_and_nothing_is_no_proposal(province, cadre):
    stranger = CadreFactory(unit=province)
    with pytest.raises(Refused, match="not your record"):
        services.propose(
            cadre=cadre,
            target=targets()["awards"],
            row=None,
            values={"title": "x"},
            reason="x",
            by=person(stranger),
            on=TODAY,
        )
    award = AwardFactory(cadre=cadre)
    with pytest.raises(Refused, match="Nothing differs"):
        proposed(cadre, row=award, title=award.title)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("proposal_state_is_known", {"state": "lost"}),
        ("proposal_returned_says_why", {"state": "returned"}),
        ("proposal_checked_says_who_and_when", {"state": "verified"}),
    ],
)
def test_the_database_itself_refuses(constraint, changes, cadre):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProposalFactory(cadre=cadre, **changes)


def test_the_database_refuses_two_hats_of_one_person(cadre):
    first = ProposalFactory(cadre=cadre)
    who, day = first.proposed_by, TODAY
    with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
        ProposalFactory(cadre=cadre, proposed_by=who, verified_by=who, verified_on=day)
    with pytest.raises(IntegrityError, match="third_person"), transaction.atomic():
        ProposalFactory(cadre=cadre, proposed_by=who, decided_by=who, decided_on=day)


def test_the_own_pages_offer_every_part(client_of, province, cadre):
    award = AwardFactory(cadre=cadre, title="Bằng khen của tôi")
    mine = client_of("CADRE", over=province, cadre=cadre)
    page = mine.get(reverse("cadres:my_record")).content.decode()
    assert "Bằng khen của tôi" in page
    for key in targets():
        assert mine.get(reverse("cadres:propose", args=[key])).status_code == 200
    line = reverse("cadres:propose_line", args=["awards", award.pk])
    assert mine.get(line).status_code == 200
    answer = mine.post(
        line,
        {
            "title": "Bằng khen mới",
            "kind": award.kind,
            "reason": "Sửa tên",
            "version": 1,
            "issuer_text": award.issuer_text,
            "from_date": "2022-12",
            "grade": "",
        },
    )
    assert answer.status_code == 302
    other = AwardFactory(cadre=CadreFactory(unit=province))
    foreign = reverse("cadres:propose_line", args=["awards", other.pk])
    assert mine.get(foreign).status_code == 404
