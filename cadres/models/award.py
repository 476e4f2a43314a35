"""Awards (khen thưởng), ranked, so that the highest can be told."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints
from governance.classes import DataClass


class AwardKind(models.TextChoices):
    """Kinds of awards, the highest first: the order is their rank (DOMAIN 2.12)."""

    GOLD_STAR = "sao_vang", _("Gold Star Order")
    HO_CHI_MINH = "ho_chi_minh", _("Ho Chi Minh Order")
    INDEPENDENCE = "doc_lap", _("Independence Order")
    MILITARY_EXPLOIT = "quan_cong", _("Military Exploit Order")
    LABOUR_ORDER = "lao_dong", _("Labour Order")
    OTHER_ORDER = "huan_chuong", _("another Order")
    MEDAL = "huy_chuong", _("Medal")
    NATIONAL_FIGHTER = "cstd_toan_quoc", _("national emulation fighter")
    PRIME_MINISTER = "bk_thu_tuong", _("certificate of merit of the Prime Minister")
    PROVINCE_FIGHTER = "cstd_tinh", _("emulation fighter of the province or ministry")
    CERTIFICATE = "bang_khen", _("certificate of merit of the province or ministry")
    PARTY_CERTIFICATE = "bk_dang", _("certificate of merit of the Party committee")
    COMMEMORATIVE = "ky_niem_chuong", _("commemorative medal")
    BASE_FIGHTER = "cstd_co_so", _("emulation fighter at the grass roots")
    ADVANCED_WORKER = "ldtt", _("advanced worker")
    COMMENDATION = "giay_khen", _("commendation")
    OTHER = "khac", _("other")


RANKS = {kind: rank for rank, kind in enumerate(AwardKind.values, start=1)}


class Award(RecordLine):
    """An award received; `from_date` is the day, `rank_order` 1 is the highest."""

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="awards")
    kind = models.CharField(_("kind"), max_length=16, choices=AwardKind)
    grade = models.CharField(
        pgettext_lazy("of an award", "class"),
        max_length=40,
        blank=True,
        help_text=_("For example: hạng Ba"),
    )
    title = models.CharField(_("for what"), max_length=300, blank=True)
    issuer_text = models.CharField(_("given by"), max_length=160, blank=True)
    rank_order = models.GeneratedField(
        expression=Case(
            *(When(kind=kind, then=Value(rank)) for kind, rank in RANKS.items()),
            default=Value(len(RANKS)),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
        verbose_name=_("order of rank"),
    )

    class Meta:
        verbose_name = _("award")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("award"),
            models.CheckConstraint(
                name="award_kind_is_known", condition=Q(kind__in=AwardKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.grade}".strip()
