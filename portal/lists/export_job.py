"""Large exports: the same list page, asked again by the worker under the asker's rights."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import QueryDict
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs import JobRun, PermanentError, job_kind
from portal.lists import exports
from portal.lists.page import ListPage
from portal.models import Account


@dataclass
class AskedAgain:
    """What a list page needs of a request, for a worker that has none."""

    actor: object
    user: Account
    path: str
    GET: QueryDict
    headers: dict = field(default_factory=dict)


@job_kind(exports.KIND, title=gettext_lazy("Export of a list"))
def export_list(run: JobRun) -> dict:
    """Write the rows of a list to a file, a stretch at a time."""
    page = page_of(run)
    path = run.new_file()
    count = 0

    def counted():
        nonlocal count
        for row in exports.all_rows(page):
            count += 1
            if count % exports.STEP == 0:
                run.progress(count, max(count, page.count), _("rows"))
            yield row

    exports.write_long(page, counted(), path)
    name = exports.name_of(page)
    run.save_file(path, name, exports.TYPES[page.state.export])
    with transaction.atomic():
        exports.note(page, count)
    return {"rows": count}


def page_of(run: JobRun) -> ListPage:
    """The list as it was asked for; what its reader may no longer see ends the job."""
    asked = import_string(run.params["list"])
    if not (isinstance(asked, type) and issubclass(asked, ListPage)):
        raise PermanentError("This is not a list.")
    request = AskedAgain(
        actor=run.actor,
        user=Account.objects.get(pk=run.actor.account_id),
        path=run.params["path"],
        GET=QueryDict(run.params["query"]),
    )
    page = asked(request, **run.params["given"])
    if not page.is_valid:
        raise PermanentError("The list can no longer be shown like this.")
    return page
