"""The addresses of the portal, and one for each way of going wrong."""

from django.urls import include, path

from portal.views import errors

urlpatterns = [
    path("400/", errors.bad_request),
    path("403/", errors.forbidden),
    path("404/", errors.not_found),
    path("500/", errors.server_error),
    path("503/", lambda request: errors.away()),
    path("expired/", errors.csrf_failure),
    path("", include("config.urls")),
]
