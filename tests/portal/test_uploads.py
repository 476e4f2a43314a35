"""Files handed in: what is refused and in which words, what is kept, who gets it back."""

import io
import os
import time
from uuid import uuid4

import pikepdf
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from governance.actor import system_actor
from portal.jobs import store, sweeping
from portal.models import Job, JobFile, StoredFile, Upload
from portal.uploads import UploadField, clean_upload, keep_upload
from portal.uploads.kinds import clean_name
from portal.uploads.services import download_name, sweep_uploads
from portal.web import UseCaseForm
from tests.factories.portal import AccountFactory

BY = system_actor("test")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.UPLOAD_OWNERS = []


def picture(width=900, height=1300, form="JPEG", mode="RGB", **saved) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), 120).save(out, form, **saved)
    return out.getvalue()


def pdf(act=lambda document: None, pages=2, **saved) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        document.add_blank_page()
    act(document)
    document.save(out, **saved)
    return out.getvalue()


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(content: bytes, name: str, purpose: str) -> str:
    with pytest.raises(ValidationError) as caught:
        clean_upload(sent(content, name), purpose=purpose)
    return caught.value.code


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>")
    document.attachments["x.exe"] = b"MZ"
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    note.Rect = [0, 0, 9, 9]
    file = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment)
    document.pages[0].Annots = [document.make_indirect(note), document.make_indirect(file)]
    document.pages[1].AA = pikepdf.Dictionary(O=action)


def bomb() -> bytes:
    """A PNG of a few kilobytes that would be 900 million dots."""
    image = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(image, "PNG")
    return image.getvalue()


JPEG, PNG = picture(), picture(form="PNG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name", "purpose", "code"),
    [
        (b"", "a.jpg", "photo", "empty"),
        (b"#!/bin/sh\nrm -rf /", "a.sh", "photo", "wrong_kind"),
        (b"#!/bin/sh\nrm -rf /", "a.jpg", "photo", "not_what_it_says"),
        (SVG, "a.svg", "photo", "wrong_kind"),
        (SVG, "a.png", "photo", "not_what_it_says"),
        (picture(form="GIF"), "a.gif", "photo", "wrong_kind"),
        (picture(form="GIF"), "a.jpg", "photo", "not_what_it_says"),
        (PNG, "a.jpg", "photo", "not_what_it_says"),
        (pdf(), "a.pdf", "photo", "wrong_kind"),
        (JPEG, "a.jpg.exe", "photo", "wrong_kind"),
        (JPEG, "a", "photo", "wrong_kind"),
        (JPEG + b"\0" * 8_000_000, "a.jpg", "photo", "too_big"),
        (JPEG[:400], "a.jpg", "photo", "unreadable"),
        (b"\xff\xd8\xff" + b"A" * 500, "a.jpg", "photo", "unreadable"),
        (JPEG + b"<?php system($_GET[0]); ?>", "a.jpg", "photo", "hidden_content"),
        (JPEG + b"PK\x05\x06" + b"\0" * 18, "a.jpg", "photo", "hidden_content"),
        (JPEG + SVG, "a.jpg", "evidence", "hidden_content"),
        (JPEG[:20] + b"%PDF-1.4" + JPEG[20:], "a.jpg", "scan", "hidden_content"),
        (PNG + b"more", "a.png", "photo", "hidden_content"),
        (bomb(), "a.png", "photo", "too_many_dots"),
        (picture(299, 400), "a.jpg", "photo", "too_small"),
        (picture(300, 399), "a.jpg", "photo", "too_small"),
        (picture(1300, 900), "a.jpg", "photo", "wrong_shape"),
        (b"%PDF-1.7 not one", "a.pdf", "scan", "unreadable"),
        (JPEG, "a.pdf", "scan", "not_what_it_says"),
        (b"junk" + pdf(), "a.pdf", "scan", "not_what_it_says"),
        (pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "a.pdf", "scan", "password"),
        (pdf(encryption=pikepdf.Encryption(user="", owner="y")), "a.pdf", "scan", "password"),
        (pdf(pages=0), "a.pdf", "scan", "no_page"),
        (pdf(pages=51), "a.pdf", "evidence", "too_many_pages"),
        (pdf(lambda d: d.add_blank_page(page_size=(7201, 9))), "a.pdf", "scan", "page_too_large"),
        (b"PK\x03\x04docx", "a.docx", "evidence", "wrong_kind"),
    ],
)
def test_hostile_or_broken_files_are_refused_in_plain_words(content, name, purpose, code):
    assert refusal(content, name, purpose) == code


def test_a_photo_is_made_anew_upright_and_says_nothing_of_its_origin():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh của tôi"  # turned, camera
    file = clean_upload(
        sent(picture(1600, 1200, exif=exif, comment=b"secret"), "Ảnh thẻ.JPEG"), purpose="photo"
    )
    made = Image.open(io.BytesIO(file.content))

    assert (made.format, made.size, made.mode) == ("JPEG", (600, 800), "RGB")
    assert (file.name, file.content_type) == ("Ảnh thẻ.jpg", "image/jpeg")
    assert dict(made.getexif()) == {}
    assert b"secret" not in file.content


def test_the_smallest_photo_and_one_with_clear_ground_are_taken():
    assert clean_upload(sent(picture(300, 400), "a.jpg"), purpose="photo").content
    file = clean_upload(sent(picture(600, 900, "PNG", "LA"), "a.png"), purpose="photo")

    assert Image.open(io.BytesIO(file.content)).getpixel((5, 5)) > (200, 200, 200)


def test_a_scan_keeps_its_pages_and_loses_whatever_acts():
    file = clean_upload(sent(pdf(with_script), "Quyết định 12.pdf"), purpose="scan")

    with pikepdf.open(io.BytesIO(file.content)) as made:
        assert len(made.pages) == 2
        assert set(made.Root) == {"/Type", "/Pages"}
        assert [str(note.Subtype) for note in made.pages[0].Annots] == ["/Link"]
        assert "/A" not in made.pages[0].Annots[0]
        assert "/AA" not in made.pages[1]
    for word in (b"JavaScript", b"Launch", b"cmd.exe", b"EmbeddedFile", b"alert"):
        assert word not in file.content


def test_a_page_handed_in_as_a_picture_is_evidence_too():
    file = clean_upload(sent(picture(4000, 3000), "a.jpg"), purpose="evidence")

    assert Image.open(io.BytesIO(file.content)).size == (3307, 2480)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Quyết định số 12.pdf", "Quyết định số 12.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\An\quyết.pdf", "quyết.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("quye\u0302\u0301t.pdf", "quyết.pdf"),
        ("  .pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_name_is_kept_as_harmless_text(given, kept):
    assert clean_name(given, ".pdf") == kept


class EvidenceForm(UseCaseForm):
    file = UploadField(purpose="evidence", label="Evidence", required=False)


def test_the_field_gives_a_file_ready_to_keep_or_says_why_not():
    taken = EvidenceForm({}, {"file": sent(pdf(), "a.pdf")})
    wrong = EvidenceForm({}, {"file": sent(SVG, "a.svg")})

    assert taken.is_valid()
    assert keep_upload(taken.cleaned_data["file"], purpose="evidence", by=BY).size > 0
    assert list(wrong.errors) == ["file"]
    assert EvidenceForm({}, {}).is_valid()
    assert 'accept=".pdf,.jpg,.jpeg,.png"' in str(taken["file"])
    assert isinstance(taken.fields["file"], forms.FileField)


def test_the_same_bytes_are_one_stored_file_and_two_uploads():
    first = keep_upload(sent(JPEG, "a.jpg"), purpose="photo", by=BY)
    again = keep_upload(sent(JPEG, "b.jpg"), purpose="photo", by=BY)

    assert first == again
    assert store.path_of(first.sha256).stat().st_size == first.size
    assert sorted(Upload.objects.values_list("name", flat=True)) == ["a.jpg", "b.jpg"]
    assert download_name(first) == f"{first.sha256[:12]}.jpg"


@transaction.atomic
def failing_use_case():
    keep_upload(sent(JPEG, "a.jpg"), purpose="photo", by=BY)
    raise RuntimeError("refused later")


def test_nothing_is_half_kept_when_the_use_case_fails():
    with pytest.raises(RuntimeError, match="refused later"):
        failing_use_case()

    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()
    left = [path for path in store.folder().rglob("*") if path.is_file()]
    assert [path.name.startswith(".tmp-") for path in left] == [False]  # nameless, so collectable
    assert sweeping.collect() == 0
    os.utime(left[0], (time.time() - 90_000,) * 2)
    assert sweeping.collect() == 1


def test_a_file_is_kept_only_for_what_it_was_checked_for():
    file = clean_upload(sent(JPEG, "a.jpg"), purpose="evidence")

    with pytest.raises(ValueError, match="checked as evidence"):
        keep_upload(file, purpose="photo", by=BY)


@pytest.mark.parametrize(("field", "value"), [("purpose", "joke"), ("name", "a/b"), ("name", "")])
def test_the_database_refuses_an_odd_upload(field, value):
    row = {"purpose": "scan", "name": "a.pdf", field: value}
    stored = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="application/pdf")

    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(stored=stored, **row)


def test_the_sweep_forgets_only_what_nobody_refers_to():
    loose = keep_upload(sent(JPEG, "a.jpg"), purpose="photo", by=BY)
    used = keep_upload(sent(pdf(), "a.pdf"), purpose="scan", by=BY)
    job = Job.objects.create(
        kind="x", key=uuid4().hex, scope="x", state="done", done_at="2026-01-01T00:00Z"
    )
    JobFile.objects.create(job=job, stored=used, name="a.pdf")

    assert sweep_uploads(by=BY) == 0  # kept today
    StoredFile.objects.update(created_at="2026-01-01T00:00Z")
    assert sweep_uploads(by=BY) == 1
    assert list(StoredFile.objects.all()) == [used]
    assert not Upload.objects.filter(stored_id=loose.pk).exists()


OWNED: list = []


def owner(actor, stored) -> bool:
    return (actor.name, stored.pk) in OWNED


@pytest.fixture
def stored(settings):
    settings.UPLOAD_OWNERS = ["tests.portal.test_uploads.owner"]
    OWNED.clear()
    return keep_upload(sent(pdf(), "Quyết định.pdf"), purpose="scan", by=BY)


def test_only_whom_an_owner_lets_read_gets_the_file(client, stored):
    account = AccountFactory()
    client.force_login(account, backend="portal.backends.AccountBackend")
    address = reverse("portal:upload", args=[stored.pk])

    assert client.get(address).status_code == 404
    OWNED.append((account.username, stored.pk))
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy")
    assert answer["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.post(address).status_code == 405


def test_no_owner_in_the_settings_means_nobody(client, stored, settings):
    settings.UPLOAD_OWNERS = []
    client.force_login(AccountFactory(), backend="portal.backends.AccountBackend")

    assert client.get(reverse("portal:upload", args=[stored.pk])).status_code == 404


def test_a_huge_body_is_refused_before_it_is_read(client):
    answer = client.get("/healthz", CONTENT_LENGTH="26000001")

    assert answer.status_code == 413
