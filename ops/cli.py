"""Chooses what to do and turns every trouble into one sentence and an exit code."""

import os
import sys
from collections.abc import Callable

from ops import bench, bootstrap, demo, keys, suite
from ops.bell import Bell
from ops.places import ROOT
from ops.say import Stopped, Trouble, line, warn

USAGE = "usage: python3 -m ops demo|report|test|check|fix|bench|setup|clean-demo|keys"


def setup() -> int:
    """Install everything for working on the portal."""
    with Bell() as bell:
        bootstrap.prepare("dev", bell)
    line("Everything is installed.")
    return 0


COMMANDS = {
    "demo": demo.demo,
    "report": demo.report,
    "clean-demo": demo.clean,
    "test": suite.test,
    "check": suite.check,
    "fix": suite.fix,
    "bench": bench.bench,
    "setup": setup,
    "keys": keys.make_keys,
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        warn(USAGE)
        return 2
    os.chdir(ROOT)
    return guarded(COMMANDS[arguments[0]])


def guarded(work: Callable[[], int]) -> int:
    """Do the work; of what goes wrong show the sentence, not the traceback."""
    try:
        return work()
    except Trouble as trouble:
        warn(str(trouble))
        return 1
    except (Stopped, KeyboardInterrupt):
        warn("Stopped.")
        return 130
    except OSError as error:
        warn(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 1
    finally:
        sys.stdout.flush()
