from django.urls import path

from planning import views

app_name = "planning"
urlpatterns = [
    path("planning/", views.entries, name="entries"),
    path("planning/new/", views.nominate, name="nominate"),
    path("planning/<uuid:entry_id>/", views.entry, name="entry"),
    path("planning/<uuid:entry_id>/screen/", views.screen, name="screen"),
    path("planning/<uuid:entry_id>/vote/", views.vote, name="vote"),
    path("planning/<uuid:entry_id>/submit/", views.submit, name="submit"),
    path("planning/<uuid:entry_id>/approve/", views.approve, name="approve"),
    path("planning/<uuid:entry_id>/withdraw/", views.withdraw, name="withdraw"),
]
