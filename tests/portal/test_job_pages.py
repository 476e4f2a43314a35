"""The pages of jobs: own ones only, files under the rights of now, polling that ends."""

import io
import uuid
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.actor import Actor, acting, system_actor
from portal import jobs
from portal.jobs import selectors, store
from portal.models import Account, Job, JobFile, StoredFile
from tests.portal.test_jobs import GRANT, WIDER, batch_of, held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rights(settings, tmp_path):
    settings.GRANTS_OF = "tests.portal.test_jobs.grants_of"
    settings.VAR = tmp_path
    settings.CELERY_BROKER_URL = "memory://"
    held.clear()


@pytest.fixture
def account():
    return Account.objects.create(username="an", display_name="An", language="en")


@pytest.fixture
def stranger():
    return Account.objects.create(username="la", display_name="Lạ", language="en")


def actor_of(account):
    return Actor(account_id=account.pk, name=account.username, hat="ORG_OFFICER", grants=(GRANT,))


def asked(account, text="xin chào", **state):
    with acting(actor_of(account)) as actor:
        job = jobs.submit(kind="test.echo", params={"text": text}, by=actor, label=text)
        Job.objects.filter(pk=job.pk).update(**state)
        job.refresh_from_db()
    return job


def done(account, text="xin chào"):
    job = asked(account, text, state="done", done_at=timezone.now())
    return job, with_file(job, text)


def with_file(job, text):
    with acting(system_actor("test")):
        kept = store.keep(
            text.encode(),
            temporary=store.temporary(job.pk, 1, 1),
            name=f"{len(text)}.txt",
            content_type="text/plain",
        )
        stored = StoredFile.objects.get_or_create(
            sha256=kept.sha256, defaults={"size": kept.size, "content_type": "text/plain"}
        )[0]
        return JobFile.objects.create(job=job, stored=stored, name=kept.name)


def test_the_list_shows_own_jobs_only(client, account, stranger):
    asked(account, "mine")
    asked(stranger, "theirs")
    client.force_login(account)
    page = client.get(reverse("portal:jobs"), headers={"HX-Target": "rows"}).content.decode()
    assert "mine" in page
    assert "theirs" not in page


def test_the_list_takes_the_same_queries_for_1_and_30_rows(
    client, account, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(account)
    address = reverse("portal:jobs")
    asked(account, "one")
    client.get(address)
    with django_assert_max_num_queries(20) as first:
        client.get(address)
    for number in range(29):
        asked(account, f"more {number}")
    with django_assert_num_queries(len(first)):
        client.get(address)


def test_an_unfinished_job_asks_again_and_a_finished_one_does_not(client, account):
    job = asked(account)
    client.force_login(account)
    page = client.get(job.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    job, file = done(account, "over")
    for address in (job.get_absolute_url(), reverse("portal:job_progress", args=[job.pk])):
        page = client.get(address).content.decode()
        assert 'hx-trigger="every' not in page
        assert file.get_absolute_url() in page


@pytest.mark.parametrize("name", ["job", "job_progress", "cancel_job", "retry_job", "job_zip"])
def test_a_foreign_job_does_not_exist(client, account, stranger, name):
    job = asked(stranger)
    client.force_login(account)
    send = client.post if name in {"cancel_job", "retry_job"} else client.get
    assert send(reverse(f"portal:{name}", args=[job.pk])).status_code == 404
    assert send(reverse(f"portal:{name}", args=[uuid.uuid4()])).status_code == 404


def test_cancel_and_retry(client, account):
    job = asked(account)
    client.force_login(account)
    assert client.get(reverse("portal:cancel_job", args=[job.pk])).status_code == 405
    client.post(reverse("portal:cancel_job", args=[job.pk]))
    assert Job._base_manager.get(pk=job.pk).state == "cancelled"
    page = client.get(job.get_absolute_url()).content.decode()
    assert reverse("portal:retry_job", args=[job.pk]) in page
    client.post(reverse("portal:retry_job", args=[job.pk]))
    assert Job._base_manager.get(pk=job.pk).state == "queued"


def test_a_result_is_fetched_under_the_rights_of_now(client, account):
    _job, file = done(account)
    client.force_login(account)
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content).decode() == "xin chào"
    assert response["Content-Disposition"] == 'attachment; filename="8.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    held[account.pk] = (WIDER,)
    assert client.get(file.get_absolute_url()).status_code == 404
    held[account.pk] = ()
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_foreign_result_does_not_exist(client, account, stranger):
    _job, file = done(stranger)
    client.force_login(account)
    assert client.get(file.get_absolute_url()).status_code == 404


def test_nginx_may_send_the_file(client, account, settings):
    settings.ACCEL_REDIRECT = "/internal"
    _job, file = done(account)
    client.force_login(account)
    sha256 = file.stored.sha256
    response = client.get(file.get_absolute_url())
    assert response["X-Accel-Redirect"] == f"/internal/{sha256[:2]}/{sha256}"
    assert response.content == b""


def test_a_batch_has_one_zip_of_what_is_done(client, account):
    with acting(actor_of(account)) as actor:
        batch = batch_of(actor, ["a", "bb", "ccc"])
        for job in Job.objects.filter(batch_items__batch=batch, label__in=["a", "ccc"]):
            Job.objects.filter(pk=job.pk).update(state="done", done_at=timezone.now())
            with_file(job, job.label)
    client.force_login(account)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert 'max="3" value="2"' in page
    response = client.get(reverse("portal:job_zip", args=[batch.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "1.txt": b"a",
            "3.txt": b"ccc",
        }


def test_the_page_of_a_batch_takes_the_same_queries_for_2_and_20_jobs(
    client, account, django_assert_num_queries, django_assert_max_num_queries
):
    with acting(actor_of(account)) as actor:
        small = batch_of(actor, ["a", "b"])
        large = batch_of(actor, [str(number) for number in range(20)])
    client.force_login(account)
    client.get(small.get_absolute_url())
    with django_assert_max_num_queries(25) as first:
        client.get(small.get_absolute_url())
    with django_assert_num_queries(len(first)):
        client.get(large.get_absolute_url())


def test_a_missed_job_waits_in_the_inbox_of_its_askers(account, stranger):
    missed = asked(account, "missed", state="failed", done_at=timezone.now())
    asked(account, "cancelled", state="cancelled", done_at=timezone.now())
    asked(stranger, "theirs", state="dead", done_at=timezone.now())
    with acting(actor_of(account)) as actor:
        items = selectors.work_for(actor, timezone.localdate())
    assert [item.url for item in items] == [missed.get_absolute_url()]
