from django.urls import path, re_path

from reports.views import dashboard
from reports.views import reports as views

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<uuid:unit_id>/", dashboard.dashboard, name="unit_dashboard"),
    path(
        "dashboard/<uuid:unit_id>/<int:year>/refresh/", dashboard.refresh, name="refresh_figures"
    ),
    path("reports/", views.reports, name="reports"),
    path("reports/open/", views.open_report, name="open_report"),
    path("reports/<uuid:report_id>/", views.report, name="report"),
    path("reports/<uuid:report_id>/texts/", views.edit_texts, name="edit_texts"),
    path("reports/<uuid:report_id>/file/", views.request_file, name="request_file"),
    path("reports/<uuid:report_id>/edition/", views.next_edition, name="next_edition"),
    path("reports/<uuid:report_id>/<slug:name>/", views.step, name="step"),
    re_path(
        r"^verify/(?P<code>[0-9a-f]{32})/(?P<sha256>[0-9a-f]{64})/\Z", views.verify, name="verify"
    ),
]
