"""The words of classification: classes, reasons, notices, states."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation import rules


class WorkClass(models.TextChoices):
    """Quality class of a year's work (mức xếp loại chất lượng)."""

    HTXS = rules.HTXS, _("excellent completion")
    HTT = rules.HTT, _("good completion")
    HT = rules.HT, _("completion")
    KHT = rules.KHT, _("non-completion")
    KXL = rules.KXL, _("not classified")


class Reason(models.TextChoices):
    """Ground of a non-completion, or why somebody is not classified."""

    SCORE = "score", _("points below the lowest cut")
    DEGENERATION = "degeneration", _("degeneration or breach concluded by the competent level")
    DISCIPLINE = "discipline", _("disciplined for a breach in public duty")
    TASKS = "tasks", _("tasks not completed")
    CORRUPTION = "corruption", _("corruption or waste in a unit directly led")
    LEAVE = "leave", _("on leave for six months or more")
    NEW = "new", _("in service for too short a time")
    SUSPENDED = "suspended", _("suspended from work")
    EXEMPT = "exempt", _("exempt from work and activities")
    OTHER = "other", _("other")


NON_COMPLETION = [
    Reason.SCORE,
    Reason.DEGENERATION,
    Reason.DISCIPLINE,
    Reason.TASKS,
    Reason.CORRUPTION,
]
NOT_CLASSIFIED = [Reason.LEAVE, Reason.NEW, Reason.SUSPENDED, Reason.EXEMPT, Reason.OTHER]


class Notice(models.TextChoices):
    """How somebody was told the result."""

    WRITTEN = "written", _("in writing")
    ELECTRONIC = "electronic", _("electronically")


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECIDED = "decided", _("decided")
    APPEALED = "appealed", _("appealed")
    UPHELD = "upheld", _("upheld after appeal")
    CHANGED = "changed", _("changed after appeal")


YEAR = [MinValueValidator(2000), MaxValueValidator(2100)]
