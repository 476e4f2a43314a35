"""What every stored record is: a UUID, a data class, a manager that wants an actor, a version."""

import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from governance.actor import current_actor
from governance.classes import DataClass


class ActorManager(models.Manager):
    """The default manager of records: it refuses to answer while nobody acts.

    The base manager stays plain, because Django saves and follows relations through it.
    """

    def get_queryset(self) -> models.QuerySet:
        current_actor()
        return super().get_queryset()

    def none(self) -> models.QuerySet:
        """No rows at all: harmless without an actor, so that forms may start from it."""
        return super().get_queryset().none()


class Record(models.Model):
    """A row the portal answers for: audited by trigger, never cascaded away."""

    DATA_CLASS: ClassVar[DataClass]
    FIELD_CLASS: ClassVar[dict[str, DataClass]] = {}
    # Reason why the table has no audit trigger; empty means watched (see governance.sql.watch).
    UNWATCHED: ClassVar[str] = ""
    # "sealed" or "frozen" where a trigger of governance.sql holds the rows, which is verified.
    GUARD: ClassVar[str] = ""

    id = models.UUIDField(_("identifier"), primary_key=True, default=uuid.uuid4, editable=False)

    objects = ActorManager()

    class Meta:
        abstract = True


class EditableRecord(Record):
    """A record people edit; a trigger lets each update raise the version by exactly one."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class Conflict(Exception):
    """Somebody else changed the row first: the row as it is now, and what was proposed."""

    def __init__(self, current: EditableRecord, proposed: dict[str, Any]):
        self.current = current
        self.proposed = proposed
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}")

    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """Field by field where they differ: name, label, value now, value proposed."""
        found = []
        for name, proposed in self.proposed.items():
            now = getattr(self.current, name)
            if now != proposed:
                found.append(
                    (name, self.current._meta.get_field(name).verbose_name, now, proposed)
                )
        return found


@transaction.atomic
def save_changes(
    obj: EditableRecord, *, expected_version: int, changes: dict[str, Any]
) -> EditableRecord:
    """Change fields of a row still at the version its editor saw; raise `Conflict` if not."""
    # request.user is a lazy stand-in: its __class__ is the model, its type is not.
    rows = obj.__class__._base_manager.filter(pk=obj.pk)
    # FOR NO KEY UPDATE: a plain FOR UPDATE would wait for other people's foreign key checks.
    now = rows.select_for_update(no_key=True).get()
    if now.version != expected_version:
        raise Conflict(now, changes)
    for name, value in changes.items():
        setattr(now, name, value)
    now.full_clean()  # constraints speak to the user; the database has the last word
    now.version = expected_version + 1
    written = {name: getattr(now, name) for name in changes}  # as cleaned by the fields
    if not rows.filter(version=expected_version).update(**written, version=now.version):
        raise Conflict(rows.get(), changes)
    for name in (*changes, "version"):
        setattr(obj, name, getattr(now, name))
    return obj


def data_class_of(model: type[models.Model], field_name: str) -> DataClass:
    """The class of one field: its own where declared, else its model's."""
    return getattr(model, "FIELD_CLASS", {}).get(field_name, model.DATA_CLASS)
