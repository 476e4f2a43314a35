"""Party life as a dated track beside the career: cell, posts, card, badge, organisations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints
from cadres.models.unit import Unit


class PartyEventKind(models.TextChoices):
    ADMITTED = "admitted", _("admitted")
    OFFICIAL = "official", _("official member")
    CELL = "cell", _("Party cell")
    POST = "post", _("Party post")
    CARD = "card", _("Party card")
    BADGE = "badge", _("Party badge")
    EXEMPTION = "exemption", _("exempt from work and meetings")
    ORGANISATION = "organisation", _("joined a socio-political organisation")


BADGE_YEARS = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)


class PartyEvent(RecordLine):
    """One line of Party life (sinh hoạt đảng, chức vụ đảng, thẻ, huy hiệu)."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="party_events")
    kind = models.CharField(_("kind"), max_length=12, choices=PartyEventKind)
    organisation = models.CharField(_("cell or organisation"), max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit in the portal"),
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    number = models.CharField(_("number of the card or certificate"), max_length=30, blank=True)
    badge_years = models.PositiveSmallIntegerField(
        _("years of membership"), null=True, blank=True, choices=[(n, n) for n in BADGE_YEARS]
    )

    class Meta:
        verbose_name = _("line of Party life")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("party_event"),
            models.CheckConstraint(
                name="party_event_kind_is_known", condition=Q(kind__in=PartyEventKind.values)
            ),
            models.CheckConstraint(
                name="party_event_badge_is_one_of_those_given",
                condition=Q(badge_years__isnull=True) | Q(badge_years__in=BADGE_YEARS),
            ),
            models.CheckConstraint(
                name="party_event_badge_says_of_how_many_years",
                condition=~Q(kind="badge") | Q(badge_years__isnull=False),
                violation_error_message=_("Say of how many years of membership the badge is."),
            ),
            models.CheckConstraint(
                name="party_event_post_names_its_role",
                condition=~Q(kind="post") | ~Q(role=""),
                violation_error_message=_("Name the Party post."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.role or self.organisation}".rstrip(": ")
