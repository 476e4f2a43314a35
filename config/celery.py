"""The Celery application: finds tasks.py in every app."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def refuse_unsafe_role(**kwargs):
    """The worker starts under a database role with exactly its rights, or not at all."""
    from governance.database import refuse_unsafe_role  # noqa: PLC0415 -- needs loaded settings

    refuse_unsafe_role()
