"""Imports: a workbook that came in, its rows as they were read, and choices remembered."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord, Record
from portal import rules

STATES = [
    (rules.UPLOADED, _("uploaded")),
    (rules.MAPPED, _("columns chosen")),
    (rules.CHECKED, _("checked")),
    (rules.CARRIED_OUT, _("imported")),
    (rules.ABANDONED, _("abandoned")),
]
VERDICTS = [
    ("new", _("new")),
    ("changed", _("changed")),
    ("same", _("unchanged")),
    ("error", _("wrong")),
    ("blank", _("empty")),
]


class OwnQuerySet(models.QuerySet):
    owner_lookup = "owner_id"

    def visible_to(self, actor, verb: str = "view"):
        """What somebody brings in is that person's alone until it is imported."""
        if actor.is_system:
            return self
        return self.filter(owner_id=actor.account_id) if actor.account_id else self.none()


class ImportBatch(EditableRecord):
    """A workbook on its way in (đợt nhập): what it is, how far it is, and what came of it."""

    DATA_CLASS = DataClass.PERSONAL

    owner = models.ForeignKey("portal.Account", models.PROTECT, related_name="+")
    target = models.CharField(_("what is imported"), max_length=40)
    file_name = models.CharField(_("file name"), max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    stored = models.ForeignKey("portal.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of file"), max_length=4)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=rules.UPLOADED)
    sheets = models.JSONField(_("sheets"), default=list, blank=True)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    header_row = models.PositiveIntegerField(_("row of the headings"), default=0)
    date1904 = models.BooleanField(_("days counted from 1904"), default=False)
    mapping = models.JSONField(_("columns chosen"), default=dict, blank=True)
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continuations"
    )
    check_job = models.ForeignKey(
        "portal.Job", models.PROTECT, null=True, blank=True, related_name="+"
    )
    import_job = models.ForeignKey(
        "portal.Job", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rows_in = models.PositiveIntegerField(_("rows read"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("wrong"), default=0)
    blank = models.PositiveIntegerField(_("empty"), default=0)
    accepted = models.PositiveIntegerField(_("accepted"), default=0)
    notes = models.JSONField(_("noticed while reading"), default=dict, blank=True)
    created_at = models.DateTimeField(_("uploaded at"), db_default=Now())
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    carried_out_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    objects = ActorManager.from_queryset(OwnQuerySet)()

    class Meta:
        verbose_name = _("import")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="import_by_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "sha256"],
                condition=~Q(state="abandoned"),
                name="import_of_a_file_stands_once",
                violation_error_message=_("This very file was uploaded already."),
            ),
            models.CheckConstraint(
                name="import_state_is_known",
                condition=Q(
                    state__in=["uploaded", "mapped", "checked", "carried_out", "abandoned"]
                ),
            ),
            models.CheckConstraint(
                name="import_kind_is_known", condition=Q(kind__in=["xlsx", "xls", "csv"])
            ),
            models.CheckConstraint(
                name="import_loses_no_row",
                condition=Q(rows_in=F("accepted") + F("rejected") + F("blank")),
                violation_error_message=_(
                    "Rows read are rows accepted, rejected or empty; none may be lost."
                ),
            ),
            models.CheckConstraint(
                name="import_accepts_what_it_counts",
                condition=Q(accepted=F("new") + F("changed") + F("same")),
            ),
            models.CheckConstraint(
                name="import_carried_out_says_when",
                condition=~Q(state="carried_out") | Q(carried_out_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("cadres:import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in (rules.CARRIED_OUT, rules.ABANDONED)


class ImportRow(Record):
    """One row of a workbook: as read, as understood, what is wrong, and what would change."""

    DATA_CLASS = DataClass.PERSONAL
    UNWATCHED = "staged and dropped again; what is imported from it is told to the trail"

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=7, choices=VERDICTS)
    label = models.CharField(_("who or what"), max_length=160, blank=True)
    cells = models.JSONField(_("cells as read"), default=list, blank=True)
    values = models.JSONField(_("values"), default=dict, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    subject = models.UUIDField(_("existing record"), null=True)
    subject_version = models.PositiveIntegerField(_("its version"), null=True)

    class Meta:
        verbose_name = _("row of an import")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_stands_once"),
            models.CheckConstraint(
                name="import_row_verdict_is_known",
                condition=Q(verdict__in=["new", "changed", "same", "error", "blank"]),
            ),
            models.CheckConstraint(
                name="import_row_in_error_says_why",
                condition=~Q(verdict="error") | ~Q(problems=[]),
            ),
            models.CheckConstraint(
                name="import_row_that_changes_names_its_record",
                condition=~Q(verdict__in=["changed", "same"]) | Q(subject__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.number)


class HeadingMemory(EditableRecord):
    """Which heading of which kind of table meant which column: asked once."""

    DATA_CLASS = DataClass.BASIC

    target = models.CharField(_("what is imported"), max_length=40)
    signature = models.CharField(_("signature of the headings"), max_length=64)
    mapping = models.JSONField(_("columns chosen"), default=dict, blank=True)

    class Meta:
        verbose_name = _("remembered headings")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "signature"], name="headings_are_remembered_once"
            )
        ]

    def __str__(self):
        return self.signature[:12]


class WordMemory(EditableRecord):
    """What a word of a workbook means in a catalogue: decided once by somebody."""

    DATA_CLASS = DataClass.BASIC

    target = models.CharField(_("what is imported"), max_length=40)
    catalogue = models.CharField(_("catalogue"), max_length=40)
    word = models.CharField(_("word"), max_length=200)
    meaning = models.CharField(_("meaning"), max_length=64)

    class Meta:
        verbose_name = _("remembered word")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "catalogue", "word"], name="word_has_one_remembered_meaning"
            ),
            models.CheckConstraint(
                name="word_means_something", condition=~Q(word="") & ~Q(meaning="")
            ),
        ]

    def __str__(self):
        return f"{self.word} → {self.meaning}"
