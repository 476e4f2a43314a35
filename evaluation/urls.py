from django.urls import path

from evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("evaluation/", views.classes, name="classes"),
    path("evaluation/propose/", views.propose, name="propose"),
    path("evaluation/<uuid:class_id>/", views.yearly_class, name="yearly_class"),
    path("evaluation/<uuid:class_id>/decide/", views.decide, name="decide"),
    path("evaluation/units/<uuid:unit_id>/<int:year>/", views.unit_class, name="unit_class"),
    path(
        "evaluation/units/<uuid:unit_id>/<int:year>/classify/",
        views.classify_unit,
        name="classify_unit",
    ),
]
