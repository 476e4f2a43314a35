from django.urls import path

from rotation import views

app_name = "rotation"
urlpatterns = [
    path("moves/", views.moves, name="moves"),
    path("moves/new/", views.propose, name="propose"),
    path("moves/<uuid:move_id>/", views.move, name="move"),
    path("moves/<uuid:move_id>/decide/", views.decide, name="decide"),
    path("moves/<uuid:move_id>/cancel/", views.cancel, name="cancel"),
    path("moves/<uuid:move_id>/end/", views.end, name="end"),
]
