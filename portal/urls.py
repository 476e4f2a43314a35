from django.urls import path

from portal.views import accounts, health, inbox, jobs, law, lists, pages, trail

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("ui/", pages.ui_catalogue, name="ui_catalogue"),
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("language/", accounts.set_language, name="set_language"),
    path("hat/", accounts.switch_hat, name="switch_hat"),
    path("account/", accounts.my_account, name="my_account"),
    path("account/password/", accounts.change_password, name="change_password"),
    path("account/sessions/", accounts.my_sessions, name="my_sessions"),
    path("account/sessions/<uuid:session_ref>/end/", accounts.end_session, name="end_session"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/count/", inbox.count, name="inbox_count"),
    path("lists/<slug:list_key>/columns/", lists.columns, name="list_columns"),
    path("lists/<slug:list_key>/views/", lists.save_view, name="save_view"),
    path("saved-views/", lists.saved_views, name="saved_views"),
    path("saved-views/<uuid:view_id>/name/", lists.rename_view, name="rename_view"),
    path("saved-views/<uuid:view_id>/first/", lists.open_first, name="open_view_first"),
    path("saved-views/<uuid:view_id>/delete/", lists.drop_view, name="drop_view"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("jobs/<uuid:job_id>/retry/", jobs.retry_job, name="retry_job"),
    path("jobs/<uuid:job_id>/files.zip", jobs.job_zip, name="job_zip"),
    path("files/<uuid:file_id>/", jobs.job_file, name="job_file"),
    path("law/", law.law, name="law"),
    path("law/<slug:room>/<slug:name>/amend/", law.amend, name="amend_law"),
    path("law/amendments/<uuid:amendment_id>/confirm/", law.confirm, name="confirm_amendment"),
    path("audit/", trail.trail, name="audit_trail"),
    path("audit/<int:seq>/", trail.event, name="audit_event"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
