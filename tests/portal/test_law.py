"""The page of the law and its amendments; the page of the audit trail."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from governance import audit
from governance.findings import Finding, Refused
from governance.models import Amendment, AuditEvent
from governance.rules import VotingLaw
from portal.web import UseCaseForm
from tests.factories.cadres import UnitFactory
from tests.factories.governance import AmendmentFactory, CollectiveDecisionFactory, an_actor
from tests.hats import account

QUORUM = {
    "value": "3/4",
    "since": "01/01/2026",
    "source": "Regulation 1-QĐ/TU",
    "confidence": "OFFICIAL_TEXT",
    "scope": "",
}
AMEND = ("portal:amend_law", ["governance", "quorum_share"])


@pytest.fixture
def province():
    return UnitFactory()


def signed_in(client, hat, province):
    holder = account(hat, over=province)
    client.force_login(holder)
    return holder


def page(client, name="portal:law", **query):
    with translation.override("vi"):
        return client.get(reverse(name), query)


def test_everybody_reads_the_law_of_a_day_with_its_source_and_sureness(client, province):
    signed_in(client, "CADRE", province)

    now, then = page(client), page(client, on="31/12/2022")

    assert now.status_code == then.status_code == 200
    assert "96-QĐ/TW, art. 3" not in then.text
    assert "16-HD/BTCTW (2022)" in then.text
    assert reverse(AMEND[0], args=AMEND[1]) not in now.text


def test_a_wrong_day_is_said_at_the_field(client, province):
    signed_in(client, "CADRE", province)

    assert page(client, on="31/02/2022").status_code == 422


def test_officer_enters_head_confirms_and_the_law_changes(client, province):
    signed_in(client, "ORG_OFFICER", province)
    entered = client.post(reverse(AMEND[0], args=AMEND[1]), QUORUM)
    amendment = Amendment.objects.get()
    confirm = reverse("portal:confirm_amendment", args=[amendment.pk])
    assert confirm not in page(client).text
    assert client.post(confirm).status_code == 403

    signed_in(client, "ORG_HEAD", province)
    assert confirm in page(client).text
    confirmed = client.post(confirm, follow=True)

    assert entered.status_code == 302
    assert confirmed.status_code == 200
    assert str(VotingLaw.on(date(2026, 2, 1)).quorum_share) == "3/4"
    assert "3/4" in page(client).text


@pytest.mark.parametrize(
    "changed",
    [{"value": "three"}, {"value": "1/0"}, {"value": ""}, {"since": "30/02/2026"}, {"source": ""}],
)
def test_a_bad_amendment_is_refused_at_the_field(client, province, changed):
    signed_in(client, "ORG_OFFICER", province)

    answer = client.post(reverse(AMEND[0], args=AMEND[1]), {**QUORUM, **changed})

    assert answer.status_code == 422
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("hat", ["CADRE", "AUDITOR", "ORG_HEAD"])
def test_who_does_not_propose_does_not_amend(client, province, hat):
    signed_in(client, hat, province)

    assert client.get(reverse(AMEND[0], args=AMEND[1])).status_code == 403
    assert client.get(reverse(AMEND[0], args=["governance", "unheard"])).status_code == 404


def test_hostile_text_is_escaped(client, province):
    signed_in(client, "ORG_HEAD", province)
    AmendmentFactory(source="<script>alert(1)</script>", scope="<b>x</b>")

    assert "<script>alert" not in page(client).text


def test_the_page_asks_as_often_for_many_amendments_as_for_one(client, province):
    signed_in(client, "ORG_HEAD", province)
    AmendmentFactory()
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client)
    AmendmentFactory.create_batch(49)
    with CaptureQueriesContext(connection) as fifty:
        page(client)

    assert len(one) == len(fifty)


def changes_in(path):
    audit.record(by=an_actor(1), action="test.enter", unit_path=path)
    CollectiveDecisionFactory(minutes="secret minutes")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_auditor_sees_the_trail_of_the_units_granted_without_other_classes(client, province):
    changes_in(province.path)
    signed_in(client, "AUDITOR", province)
    seen = page(client, "portal:audit_trail")

    signed_in(client, "AUDITOR", UnitFactory())
    beside = page(client, "portal:audit_trail")

    assert seen.status_code == beside.status_code == 200
    assert "test.enter" in seen.text
    assert "secret minutes" not in seen.text
    assert "test.enter" not in beside.text


@pytest.mark.parametrize("hat", ["CADRE", "ORG_HEAD"])
def test_the_trail_is_not_for_every_hat(client, province, hat):
    signed_in(client, hat, province)

    assert page(client, "portal:audit_trail").status_code == 403


def test_the_trail_asks_as_often_for_fifty_events_as_for_one(client, province):
    signed_in(client, "AUDITOR", province)
    changes_in(province.path)
    page(client, "portal:audit_trail", op="I")
    with CaptureQueriesContext(connection) as one:
        page(client, "portal:audit_trail", op="I")
    for _ in range(49):
        changes_in(province.path)
    with CaptureQueriesContext(connection) as fifty:
        page(client, "portal:audit_trail", op="I")

    assert len(one) == len(fifty)
    assert AuditEvent.objects.filter(op="I", unit_path=province.path).count() >= 50


def test_values_of_the_law_are_written_in_words(client, province):
    signed_in(client, "CADRE", province)

    shown = page(client).text

    assert "chủ tịch UBND" in shown
    assert "738 tháng tuổi" in shown
    assert "7,5; 5; 2,5; 1,5 điểm" in shown
    assert "peoples_chair" not in shown
    assert ">true" not in shown


def test_a_refusal_cites_the_law_in_the_readers_language():
    source = "Regulation 65-QĐ/TW of 28/04/2022, Article 1"
    form = UseCaseForm({})

    with translation.override("vi"), form.collecting_refusals():
        raise Refused([Finding("moves.planned", "Name the decision.", source)])

    assert form.non_field_errors() == [
        "Nêu quyết định. (Quy định số 65-QĐ/TW ngày 28/4/2022, Điều 1)"
    ]
