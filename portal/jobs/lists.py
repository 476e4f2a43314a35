"""The list of jobs: the own ones, all of them for who administers the portal."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.jobs import selectors
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage
from portal.models import BatchItem, Job
from portal.templatetags.ui import badge


class JobFilter(ListFilter):
    state = ChoiceFilter(choices=Job.State.choices, label=_("State"))

    class Meta:
        model = Job
        fields = ("state",)


class JobList(ListPage):
    key = "jobs"
    title = _("Jobs")
    empty_text = _("Exports and reports that take longer than a moment appear here.")
    columns = (
        Column("title", _("Job"), value=selectors.title, url=Job.get_absolute_url, always=True),
        Column(
            "state",
            _("State"),
            value=lambda job: job.get_state_display(),
            html=lambda job: badge(job.get_state_display(), selectors.tone(job)),
        ),
        Column("asked", _("Asked at"), value="created_at", sort=("created_at",)),
        Column("finished", _("Finished at"), value="done_at"),
        Column(
            "asker",
            _("Requested by"),
            value=lambda job: job.requested_by.display_name if job.requested_by else "",
        ),
    )
    filterset = JobFilter
    default_sort = "-asked"

    def queryset(self, actor):
        """Jobs of a batch are found on the batch's page, unless somebody asked for them alone."""
        inside = BatchItem.objects.filter(batch__in=Job.objects.visible_to(actor).values("pk"))
        rows = Job.objects.visible_to(actor).select_related("requested_by")
        return rows.filter(Q(is_batch=True) | ~Q(pk__in=inside.values("job_id")))
