"""Which room answers which address."""

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule
import importlib

urlpatterns = [path("", include("portal.urls"))]
