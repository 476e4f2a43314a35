from django.urls import path

from cadres.views import cadres, papers, quota, units

app_name = "cadres"
urlpatterns = [
    path("cadres/", cadres.cadres, name="cadres"),
    path("cadres/new/", cadres.register_cadre, name="register_cadre"),
    path("cadres/<uuid:cadre_id>/", cadres.cadre, name="cadre"),
    path("cadres/<uuid:cadre_id>/amend/", cadres.amend_cadre, name="amend_cadre"),
    path("cadres/forms/", papers.print_forms, name="print_forms"),
    path("cadres/<uuid:cadre_id>/papers/", papers.papers, name="papers"),
    path("cadres/<uuid:cadre_id>/papers/whole/", papers.whole_file, name="whole_file"),
    path(
        "cadres/<uuid:cadre_id>/papers/<slug:form_code>.<slug:ending>",
        papers.paper,
        name="paper",
    ),
    path("units/", units.units, name="units"),
    path("units/<uuid:unit_id>/", units.unit, name="unit"),
    path("units/<uuid:unit_id>/branch/", units.branch, name="branch"),
    path("units/<uuid:unit_id>/quota/", quota.unit_quota, name="unit_quota"),
    path("quotas/", quota.quotas, name="quotas"),
    path("seats/<uuid:seat_id>/assign/", units.assign, name="assign"),
]
