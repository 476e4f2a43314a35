"""Work in the background: the job table is the truth, the broker only a doorbell."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import ActorManager, Record

MECHANICAL = "written at every heartbeat; asking, cancelling and retrying are told to the trail"


class JobQuerySet(models.QuerySet):
    def visible_to(self, actor, verb: str = "view"):
        """The jobs a person asked for; all of them for who administers the whole portal.

        With "edit": those one may stop and try again; who only reads the trail may not.
        """
        if actor.is_system or reaches_all_jobs(actor, verb):
            return self
        return self.filter(
            pk__in=JobAsker.objects.filter(account_id=actor.account_id).values("job_id")
        )


def reaches_all_jobs(actor, verb: str) -> bool:
    """Administration over the root of a tree of units; over one unit within it is not enough."""
    return any(
        DataClass.ADMIN in grant.classes and verb in grant.verbs and grant.path.count("/") <= 2
        for grant in actor.grants
    )


class Job(Record):
    """One piece of work with exactly one result (tác vụ), whoever asks how often for it."""

    # Basic, because the row itself is shown only to its askers; what was asked for is not.
    DATA_CLASS = DataClass.BASIC
    FIELD_CLASS = dict.fromkeys(
        ("params", "key", "scope", "result", "error_text"), DataClass.ADMIN
    )
    UNWATCHED = MECHANICAL

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        DEAD = "dead", _("given up")

    UNFINISHED = (State.QUEUED, State.RUNNING)
    MISSED = (State.FAILED, State.CANCELLED, State.DEAD)

    kind = models.CharField(_("kind"), max_length=60)
    label = models.CharField(_("subject"), max_length=200, blank=True)
    key = models.CharField(_("key"), max_length=64, unique=True)
    params = models.JSONField(_("parameters"), default=dict)
    requested_by = models.ForeignKey(
        "portal.Account",
        verbose_name=_("requested by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    hat = models.CharField(_("hat"), max_length=30, blank=True)
    scope = models.CharField(_("scope fingerprint"), max_length=64)
    lang = models.CharField(_("language"), max_length=2, default="vi")
    is_batch = models.BooleanField(_("batch"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("most attempts"), default=5)
    fence = models.PositiveIntegerField(_("fence"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    not_before = models.DateTimeField(_("not before"), db_default=Now())
    deadline_at = models.DateTimeField(_("deadline"), null=True)
    rung_at = models.DateTimeField(_("rung at"), null=True)
    cancel_asked = models.BooleanField(_("cancel asked"), default=False)
    progress_done = models.PositiveIntegerField(_("steps done"), default=0)
    progress_total = models.PositiveIntegerField(_("steps in all"), default=0)
    step = models.CharField(_("step"), max_length=200, blank=True)
    error_code = models.CharField(_("error code"), max_length=60, blank=True)
    error_text = models.CharField(_("error"), max_length=500, blank=True)
    result = models.JSONField(_("result"), default=dict)
    created_at = models.DateTimeField(_("asked at"), db_default=Now())
    started_at = models.DateTimeField(_("started at"), null=True)
    done_at = models.DateTimeField(_("finished at"), null=True)

    objects = ActorManager.from_queryset(JobQuerySet)()

    class Meta:
        verbose_name = _("job")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                F("not_before"),
                name="job_unfinished",
                condition=Q(state__in=["queued", "running"], is_batch=False),
            ),
            models.Index(fields=["-created_at", "-id"], name="job_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_state_is_known",
                condition=Q(
                    state__in=["queued", "running", "done", "failed", "cancelled", "dead"]
                ),
                violation_error_message=_("The state of a job is one of the known states."),
            ),
            models.CheckConstraint(
                name="job_running_has_a_lease",
                condition=~Q(state="running") | Q(is_batch=True) | Q(lease_until__isnull=False),
                violation_error_message=_("A running job holds a lease."),
            ),
            models.CheckConstraint(
                name="job_finished_says_when",
                condition=Q(state__in=["queued", "running"]) | Q(done_at__isnull=False),
                violation_error_message=_("A finished job says when it finished."),
            ),
            models.CheckConstraint(
                name="job_attempts_are_limited",
                condition=Q(attempt__lte=F("max_attempts")),
                violation_error_message=_("A job is not attempted more often than allowed."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.label}".strip()

    def get_absolute_url(self):
        return reverse("portal:job", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def was_missed(self) -> bool:
        return self.state in self.MISSED


class BatchItem(Record):
    """A job that belongs to a batch; one job may serve several batches."""

    DATA_CLASS = DataClass.ADMIN
    UNWATCHED = MECHANICAL

    batch = models.ForeignKey(
        Job, verbose_name=_("batch"), on_delete=models.PROTECT, related_name="items"
    )
    job = models.ForeignKey(
        Job, verbose_name=_("job"), on_delete=models.PROTECT, related_name="batch_items"
    )
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("job of a batch")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "job"],
                name="batch_item_once_in_a_batch",
                violation_error_message=_("A job is in a batch once."),
            )
        ]

    def __str__(self):
        return f"{self.position}"


class JobAsker(Record):
    """Who asked for a job: everybody who did sees it and may have its result."""

    DATA_CLASS = DataClass.ADMIN
    UNWATCHED = MECHANICAL

    job = models.ForeignKey(
        Job, verbose_name=_("job"), on_delete=models.PROTECT, related_name="askers"
    )
    account = models.ForeignKey(
        "portal.Account",
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())

    class Meta:
        verbose_name = _("asker of a job")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "job"],
                name="job_asker_once",
                violation_error_message=_("An account asks for a job once."),
            )
        ]

    def __str__(self):
        return str(self.account_id)


class StoredFile(Record):
    """A file kept under the hash of its bytes (tệp): never changed, never half there."""

    DATA_CLASS = DataClass.ADMIN

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(_("content type"), max_length=100)
    created_at = models.DateTimeField(_("kept since"), db_default=Now())

    class Meta:
        verbose_name = _("stored file")
        constraints = [
            models.CheckConstraint(
                name="stored_file_hash_is_hexadecimal",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A stored file is named by its SHA-256."),
            ),
            models.CheckConstraint(
                name="stored_file_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message=_("A stored file is not empty."),
            ),
        ]

    def __str__(self):
        return self.sha256[:12]


class JobFile(Record):
    """A result of a job, under the name people see."""

    DATA_CLASS = DataClass.ADMIN
    UNWATCHED = MECHANICAL

    job = models.ForeignKey(
        Job, verbose_name=_("job"), on_delete=models.PROTECT, related_name="files"
    )
    stored = models.ForeignKey(
        StoredFile, verbose_name=_("stored file"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("file name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("file of a job")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "name"],
                name="job_file_name_once",
                violation_error_message=_("A job has one file of a name."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portal:job_file", args=[self.pk])
