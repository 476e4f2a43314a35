"""Groups of equivalent posts (nhóm chức danh tương đương), in versions with their source."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.regulated import RegulatedVersion
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Title
from cadres.models.unit import Named
from governance.classes import DataClass
from governance.records import EditableRecord


class EquivalenceVersion(RegulatedVersion):
    """A version of the groups: which titles count as equivalent from when to when."""

    DATA_CLASS = DataClass.BASIC

    objects = scoped_manager()

    class Meta(RegulatedVersion.Meta):
        abstract = False
        verbose_name = _("version of the equivalence groups")

    def get_absolute_url(self):
        return reverse("cadres:equivalence_version", args=[self.pk])


class EquivalenceGroup(Named, EditableRecord):
    """Titles that count as equivalent; a lower `order` is a higher post."""

    DATA_CLASS = DataClass.BASIC

    of_version = models.ForeignKey(EquivalenceVersion, models.PROTECT, related_name="groups")
    code = models.CharField(_("code"), max_length=24)
    order = models.PositiveSmallIntegerField(_("order, highest first"))
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("next broader group"),
    )

    objects = scoped_manager()

    class Meta:
        verbose_name = _("group of equivalent posts")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_version", "code"],
                name="equivalence_group_code_once_a_version",
                violation_error_message=_("This version has a group of that code."),
            ),
            # What the composite keys of members and broader groups refer to.
            models.UniqueConstraint(
                fields=["id", "of_version"], name="equivalence_group_is_of_its_version"
            ),
            models.CheckConstraint(
                name="equivalence_group_is_not_its_own_broader",
                condition=~models.Q(broader=models.F("id")),
                violation_error_message=_("A group is not broader than itself."),
            ),
        ]


class EquivalenceMember(EditableRecord):
    """In which group a title stands in a version; in none where the group is empty."""

    DATA_CLASS = DataClass.BASIC

    of_version = models.ForeignKey(EquivalenceVersion, models.PROTECT, related_name="members")
    title = models.ForeignKey(Title, models.PROTECT, related_name="equivalences")
    group = models.ForeignKey(
        EquivalenceGroup, models.PROTECT, null=True, blank=True, related_name="members"
    )

    objects = scoped_manager()

    class Meta:
        verbose_name = _("place of a title among the groups")
        ordering = ["title__precedence", "title__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_version", "title"],
                name="equivalence_places_a_title_once",
                violation_error_message=_("This title stands in a group of the version already."),
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.group}"
