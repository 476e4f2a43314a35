"""Saved views: a list as somebody wants to find it again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import EditableRecord

LONGEST_VIEW = 4_000


class SavedView(EditableRecord):
    """A named state of a list (khung nhìn đã lưu): filters, order, columns; never its rows."""

    DATA_CLASS = DataClass.BASIC

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    list_key = models.SlugField(_("list"), max_length=60)
    name = models.CharField(_("name of the view"), max_length=80)
    query = models.CharField(_("state of the list"), max_length=LONGEST_VIEW, blank=True)
    shared_with = models.CharField(_("shared with hat"), max_length=40, blank=True)
    is_default = models.BooleanField(_("opens first"), default=False)

    class Meta:
        verbose_name = _("saved view")
        ordering = ["list_key", "name"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name_is_used_once_per_list",
                fields=["owner", "list_key", "name"],
                violation_error_message=_("You already have a view of this name here."),
            ),
            models.UniqueConstraint(
                name="saved_view_one_opens_first",
                fields=["owner", "list_key"],
                condition=Q(is_default=True),
                violation_error_message=_("Another view of this list already opens first."),
            ),
        ]
        indexes = [models.Index(fields=["list_key", "shared_with"], name="saved_view_by_hat")]

    def __str__(self):
        return self.name
