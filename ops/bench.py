"""``make bench``: the figures at 200,000 cadres, on embedded servers of their own."""

import os
import shlex

from ops import bootstrap, services
from ops.command import run
from ops.demo import environments_for
from ops.places import PYTHON, var
from ops.say import Trouble
from ops.supervisor import Supervisor


def bench() -> int:
    """Measure in var/bench, which is kept so that a second run need not load again."""
    arguments = shlex.split(os.environ.get("ARGS", ""))
    with Supervisor(var() / "bench") as boss:
        bootstrap.prepare("dev", boss.bell)
        environments = environments_for(boss, services.start(boss))
        told = {"bell": boss.bell, "meanwhile": boss.tend}
        load = [PYTHON, "-m", "ops.inside", "prepare_bench"]
        if run(load, env=environments["setup"], **told):
            raise Trouble("The bench's data could not be loaded; the reason is above.")
        return run([PYTHON, "manage.py", "bench", *arguments], env=environments["web"], **told)
