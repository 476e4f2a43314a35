"""What the clock does in this room."""

from celery import shared_task
from django.utils import timezone

from governance.actor import acting, system_actor
from rotation import services


@shared_task(name="rotation.keep_time", ignore_result=True)
def keep_time() -> None:
    """Once a day: rotations begin and fall due on their days; done twice it changes nothing."""
    with acting(system_actor("keep time")) as by:
        services.keep_time(by=by, on=timezone.localdate())
