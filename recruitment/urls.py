from django.urls import path

from recruitment import views

app_name = "recruitment"
urlpatterns = [
    path("exams/", views.exams, name="exams"),
    path("exams/announce/", views.announce, name="announce"),
    path("exams/<uuid:exam_id>/", views.exam, name="exam"),
    path("exams/<uuid:exam_id>/results/", views.results, name="results"),
    path("exams/<uuid:exam_id>/publish/", views.publish, name="publish"),
    path("exams/posts/<uuid:post_id>/register/", views.register, name="register"),
    path("exams/candidates/<uuid:candidate_id>/", views.candidate, name="candidate"),
    path("exams/candidates/<uuid:candidate_id>/marks/", views.marks, name="marks"),
]
