"""The way without root: Debian packages fetched and unpacked into .venv, never installed."""

import os
import shutil
import stat
from pathlib import Path

from ops.bell import Bell
from ops.command import output, run
from ops.places import NATIVE, ROOT

NEVER = {"libc6", "libc-bin", "libgcc-s1"}  # the loader's own: always the machine's
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{native}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{native}/fontconfig</cachedir>
</fontconfig>
"""
BROWSER = """#!/bin/sh
exec "{native}/usr/lib/chromium/chromium" "$@"
"""


def unpack(packages: list[str], bell: Bell) -> None:
    """Fetch the packages and all they need that is not installed, and unpack them."""
    options = _apt_options(bell)
    names = _needed(options, packages)
    if not names:
        return
    fetched = NATIVE / "archives"
    fetched.mkdir(parents=True, exist_ok=True)
    log = ROOT / "var" / "log" / "setup.log"
    told = {"bell": bell, "log": log}
    run(["apt-get", *options, "download", *names], cwd=fetched, doing="fetching", **told)
    for archive in sorted(fetched.glob("*.deb")):
        run(["dpkg", "-x", archive, NATIVE], **told)
    shutil.rmtree(fetched)
    (NATIVE / "fonts.conf").write_text(FONTS_CONF.format(native=NATIVE), encoding="utf-8")
    _wrap_browser()
    (NATIVE / "ready").touch()


def library_dirs() -> list[Path]:
    """Every directory of unpacked libraries that the loader must look into."""
    tops = (*NATIVE.glob("usr/lib/*-linux-gnu"), *NATIVE.glob("lib/*-linux-gnu"))
    below = [
        path
        for top in tops
        for path in sorted(top.iterdir())
        if path.is_dir() and path.name in {"nss", "pulseaudio", "blas", "lapack"}
    ]
    return [*tops, *below]


def _apt_options(bell: Bell) -> list[str]:
    """The machine's package lists; where there are none, lists of our own."""
    if output(["apt-cache", "show", "libpango-1.0-0"]):
        return []
    state = NATIVE / "apt"
    for part in ("lists/partial", "cache/archives/partial"):
        (state / part).mkdir(parents=True, exist_ok=True)
    options = [
        "-o", f"Dir::State::Lists={state / 'lists'}",
        "-o", f"Dir::Cache={state / 'cache'}",
        "-o", "Debug::NoLocking=1",
    ]  # fmt: skip
    log = ROOT / "var" / "log" / "setup.log"
    run(["apt-get", *options, "update"], bell=bell, log=log, doing="reading lists")
    return options


def _needed(options: list[str], packages: list[str]) -> list[str]:
    """What apt would install, asked without installing: name=version."""
    plan = output(
        ["apt-get", *options, "install", "-s", "--no-install-recommends", *packages],
        {**os.environ, "LC_ALL": "C"},
    )
    names = []
    for row in plan.splitlines():
        words = row.split()
        if len(words) > 2 and words[0] == "Inst" and words[1] not in NEVER:
            version = next(word for word in words[2:] if word.startswith("(")).strip("()")
            names.append(f"{words[1]}={version}")
    return names


def _wrap_browser() -> None:
    """Debian's own start script looks in /usr; ours starts the unpacked program."""
    if not (NATIVE / "usr" / "lib" / "chromium" / "chromium").exists():
        return
    script = NATIVE / "bin" / "chromium"
    script.parent.mkdir(exist_ok=True)
    script.write_text(BROWSER.format(native=NATIVE), encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
