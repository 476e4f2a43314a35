"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("", include("cadres.urls")),
]
handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
