from io import StringIO

from django.core.management import call_command

from rotation.models import Move
from tests.factories.rotation import MoveFactory


def test_time_is_kept_from_the_command_line():
    MoveFactory(rotation=True)
    out = StringIO()

    call_command("keep_rotation_time", "--on", "2027-03-01", stdout=out)

    assert out.getvalue() == "1 rotations moved on\n"
    assert Move.objects.get().state == "due"
