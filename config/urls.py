"""Which room answers which address."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from cadres.api import CadreViewSet, UnitViewSet
from evaluation.api import UnitClassViewSet, YearlyClassViewSet
from inspection.api import InspectionViewSet, RecommendationViewSet
from planning.api import PlanEntryViewSet, TermViewSet
from recruitment.api import CandidateViewSet, ExamViewSet, ResultViewSet
from rotation.api import MoveViewSet

api = SimpleRouter()
api.register("units", UnitViewSet)
api.register("cadres", CadreViewSet)
api.register("yearly-classes", YearlyClassViewSet)
api.register("unit-classes", UnitClassViewSet)
api.register("terms", TermViewSet)
api.register("planning-entries", PlanEntryViewSet)
api.register("moves", MoveViewSet)
api.register("inspections", InspectionViewSet)
api.register("recommendations", RecommendationViewSet)
api.register("exams", ExamViewSet)
api.register("candidates", CandidateViewSet)
api.register("exam-results", ResultViewSet)

urlpatterns = [
    path("", include("portal.urls")),
    path("", include("cadres.urls")),
    path("", include("evaluation.urls")),
    path("", include("recruitment.urls")),
    path("", include("planning.urls")),
    path("", include("rotation.urls")),
    path("", include("inspection.urls")),
    path("", include("reports.urls")),
    path("api/", include((api.urls, "api"))),
]
handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
