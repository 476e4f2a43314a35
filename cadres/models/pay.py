"""Pay: rank, step and coefficient over time (diễn biến tiền lương), and allowances."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints

RANK_CODE = r"^[0-9A-Z]{1,3}(\.[0-9]{2,3}){1,3}$"


class PayBasis(models.TextChoices):
    RANK_STEP = "rank_step", _("by rank and step")
    JOB_POSITION = "job_position", _("by job position")


class RaiseKind(models.TextChoices):
    FIRST = "first", _("first placing")
    REGULAR = "regular", _("regular step")
    EARLY = "early", _("early step")
    RANK = "rank", _("change of rank")
    OVER_SCALE = "over_scale", _("seniority beyond the scale")
    CONVERTED = "converted", _("converted to another scale")


class SalaryStep(RecordLine):
    """A rank and step held from a day on (ngạch, bậc, hệ số); the next one ends it."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="salary_steps")
    basis = models.CharField(
        _("pay basis"), max_length=12, choices=PayBasis, default=PayBasis.RANK_STEP
    )
    raise_kind = models.CharField(
        _("kind of change"), max_length=10, choices=RaiseKind, default=RaiseKind.REGULAR
    )
    rank_code = models.CharField(
        pgettext_lazy("civil service", "rank code"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(RANK_CODE, _("A rank code looks like 01.003 or V.07.04.32."))],
    )
    step = models.PositiveSmallIntegerField(
        pgettext_lazy("pay", "step"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    over_scale_percent = models.PositiveSmallIntegerField(
        _("seniority beyond the scale, %"), default=0, blank=True
    )
    amount = models.PositiveBigIntegerField(_("amount a month, VND"), null=True, blank=True)
    position_name = models.CharField(_("job position paid for"), max_length=160, blank=True)
    delayed_months = models.PositiveSmallIntegerField(
        _("next step delayed by, months"), default=0, blank=True
    )

    class Meta:
        verbose_name = _("salary step")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("salary_step"),
            models.CheckConstraint(
                name="salary_step_basis_is_known", condition=Q(basis__in=PayBasis.values)
            ),
            models.CheckConstraint(
                name="salary_step_raise_kind_is_known",
                condition=Q(raise_kind__in=RaiseKind.values),
            ),
            models.CheckConstraint(
                name="salary_step_has_a_beginning",
                condition=Q(from_date__isnull=False),
                violation_error_message=_("Say since when, at least the year."),
            ),
            models.CheckConstraint(
                name="salary_step_says_what_its_basis_needs",
                condition=Q(
                    ~Q(rank_code=""),
                    basis="rank_step",
                    step__isnull=False,
                    step__gte=1,
                    coefficient__isnull=False,
                    coefficient__gt=0,
                )
                | Q(basis="job_position", amount__isnull=False, amount__gt=0),
                violation_error_message=_(
                    "By rank and step: give rank code, step and coefficient."
                    " By job position: give the amount."
                ),
            ),
            models.CheckConstraint(
                name="salary_step_over_scale_is_a_percentage",
                condition=Q(over_scale_percent__lte=100),
                violation_error_message=_("Seniority beyond the scale is at most 100 %."),
            ),
        ]

    def __str__(self):
        if self.basis == PayBasis.JOB_POSITION:
            return self.position_name or str(self.get_basis_display())
        return f"{self.rank_code} · {self.step}"


class AllowanceKind(models.TextChoices):
    POSITION = "chuc_vu", _("position allowance")
    CONCURRENT = "kiem_nhiem", _("concurrent-post allowance")
    RESPONSIBILITY = "trach_nhiem", _("responsibility allowance")
    PROFESSION = "nghe", _("profession allowance")
    SENIORITY = "tham_nien", _("seniority allowance")
    AREA = "khu_vuc", _("area allowance")
    PARTY = "dang", _("allowance for Party work")
    OTHER = "khac", _("other")


class Allowance(RecordLine):
    """An allowance on top of the salary (phụ cấp): a coefficient, a percentage or an amount."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="allowances")
    kind = models.CharField(_("kind"), max_length=12, choices=AllowanceKind)
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    percent = models.DecimalField(
        _("per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    amount = models.PositiveBigIntegerField(_("amount a month, VND"), null=True, blank=True)

    class Meta:
        verbose_name = _("allowance")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("allowance"),
            models.CheckConstraint(
                name="allowance_kind_is_known", condition=Q(kind__in=AllowanceKind.values)
            ),
            models.CheckConstraint(
                name="allowance_says_how_much",
                condition=Q(coefficient__isnull=False, coefficient__gt=0)
                | Q(percent__isnull=False, percent__gt=0)
                | Q(amount__isnull=False, amount__gt=0),
                violation_error_message=_("Give a coefficient, a percentage or an amount."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())
