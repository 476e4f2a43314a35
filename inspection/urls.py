from django.urls import path

from inspection.views import inspections, measures, recommendations

app_name = "inspection"
ONE = "inspections/<uuid:inspection_id>"
REC = "recommendations/<uuid:recommendation_id>"
urlpatterns = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspections.plan_inspection, name="plan_inspection"),
    path("inspections/programmes/new/", inspections.open_programme, name="open_programme"),
    path(f"{ONE}/", inspections.inspection, name="inspection"),
    path(f"{ONE}/decide/", inspections.decide_inspection, name="decide_inspection"),
    path(f"{ONE}/start/", inspections.advance, {"step": "start"}, name="start_field_work"),
    path(f"{ONE}/findings/new/", inspections.record_finding, name="record_finding"),
    path(f"{ONE}/hear/", inspections.advance, {"step": "hear"}, name="hear_unit"),
    path(f"{ONE}/conclude/", inspections.conclude_inspection, name="conclude_inspection"),
    path(f"{ONE}/close/", inspections.advance, {"step": "close"}, name="close_inspection"),
    path(f"{ONE}/cancel/", inspections.cancel_inspection, name="cancel_inspection"),
    path("findings/<uuid:finding_id>/answer/", inspections.record_answer, name="record_answer"),
    path("findings/<uuid:finding_id>/recommend/", recommendations.recommend, name="recommend"),
    path("discipline/", measures.measures, name="measures"),
    path("discipline/new/", measures.record_measure, name="record_measure"),
    path("discipline/compared/", measures.pairing, name="pairing"),
    path("discipline/pending/new/", measures.bar_while_pending, name="bar_while_pending"),
    path("discipline/<uuid:measure_id>/", measures.measure, name="measure"),
    path("discipline/<uuid:measure_id>/end/", measures.end_measure, name="end_measure"),
    path("discipline/of/<uuid:cadre_id>/allow/", measures.allow_in_spite, name="allow_in_spite"),
    path("discipline/of/<uuid:cadre_id>/close/", measures.close_matter, name="close_matter"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{REC}/", recommendations.recommendation, name="recommendation"),
    path(f"{REC}/report/", recommendations.report_done, name="report_done"),
    path(f"{REC}/verify/", recommendations.verify_recommendation, name="verify_recommendation"),
    path(f"{REC}/waive/", recommendations.waive, name="waive"),
]
