"""Keep a file somebody handed in, give it to who may read it, sweep what nobody needs."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from governance import audit
from governance.actor import Actor
from portal.jobs import store
from portal.models import StoredFile, Upload
from portal.uploads.cleaning import cleaned
from portal.uploads.kinds import Purpose, clean_name, kind_of

AT_ONCE = 500
RESULT = {"pdf": (".pdf", "application/pdf")}
PICTURE = (".jpg", "image/jpeg")


@dataclass(frozen=True)
class CleanFile:
    """A file as the child made it anew, not kept yet."""

    content: bytes
    content_type: str
    name: str
    purpose: str


def clean_upload(file, *, purpose: str) -> CleanFile:
    """Check a file somebody sent and make it anew; `ValidationError` when it is refused."""
    start = file.read(16)
    file.seek(0)
    kind = kind_of(file.name or "", start, file.size, purpose)
    content = cleaned(file.chunks(), kind=kind, purpose=purpose)
    ending, content_type = RESULT.get(kind, PICTURE)
    return CleanFile(content, content_type, clean_name(file.name, ending), str(purpose))


def keep_upload(file, *, purpose: str, by: Actor) -> StoredFile:
    """Keep a file within the use case that needs it: when that fails, nothing of it is left.

    Takes what an `UploadField` gives, or a file as it was sent, which is then checked here.
    The row names the bytes; without it the collector removes them from the disk.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is kept in the transaction of the use case that needs it")
    if not isinstance(file, CleanFile):
        file = clean_upload(file, purpose=purpose)
    if file.purpose != str(Purpose(purpose)):
        raise ValueError(f"a file checked as {file.purpose} is not kept as {purpose}")
    kept = store.keep(
        file.content,
        temporary=store.temporary(uuid4(), 0, 0),
        name=file.name,
        content_type=file.content_type,
        held=True,
    )
    stored, _created = StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "content_type": kept.content_type}
    )
    Upload.objects.create(
        stored=stored, purpose=purpose, name=kept.name, uploaded_by_id=by.account_id
    )
    return stored


def may_read(actor: Actor, stored: StoredFile) -> bool:
    """Whether one of the owners named in the settings lets the actor read it; else not."""
    return any(import_string(path)(actor, stored) for path in settings.UPLOAD_OWNERS)


def download_name(stored: StoredFile) -> str:
    """The name it came with; a neutral one when the same file came under several names."""
    names = sorted(set(Upload.objects.filter(stored=stored).values_list("name", flat=True)))
    if len(names) == 1:
        return names[0]
    ending = next(
        (e for e, kind in (*RESULT.values(), PICTURE) if kind == stored.content_type), ""
    )
    return f"{stored.sha256[:12]}{ending}"


def unreferenced(*, older_than: timedelta = timedelta(days=1)) -> QuerySet:
    """Stored files no row but their own upload speaks of."""
    found = StoredFile.objects.filter(created_at__lt=timezone.now() - older_than)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if (
            relation.auto_created
            and not relation.concrete
            and relation.related_model is not Upload
        ):
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}_id": OuterRef("pk")}
            )
            found = found.exclude(Exists(rows))
    return found


@transaction.atomic
def sweep_uploads(*, by: Actor, older_than: timedelta = timedelta(days=1)) -> int:
    """Forget stored files nobody refers to; the collector then removes their bytes."""
    audit.record(by=by, action="portal.sweep_uploads")
    found = unreferenced(older_than=older_than).values_list("pk", "sha256")[:AT_ONCE]
    free = [pk for pk, sha256 in found if store.may_remove(sha256)]
    # Counted again now that nobody can keep them anew.
    gone = unreferenced(older_than=older_than).filter(pk__in=free)
    gone = list(gone.values_list("pk", flat=True))
    for rows in (Upload.objects.filter(stored__in=gone), StoredFile.objects.filter(pk__in=gone)):
        rows._raw_delete(using=rows.db)
    return len(gone)


def is_only_a_photo(stored: StoredFile) -> bool:
    """Whether it was handed in as a photo only: seen with the page, whose reading is noted."""
    return set(Upload.objects.filter(stored=stored).values_list("purpose", flat=True)) == {
        str(Purpose.PHOTO)
    }
