"""System libraries: Pango and Tinos for the PDFs; a browser and PDF tools for the tests."""

import os
import shutil
from pathlib import Path

from ops import unpack
from ops.bell import Bell
from ops.command import output, run, tail
from ops.places import NATIVE, PYTHON, ROOT
from ops.say import Trouble, line, step

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT = "usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # the browser driver's
TOOLS = {"chromium": "chromium", "pdftotext": "poppler-utils", "qpdf": "qpdf"}
BROWSER_HINT = "no browser was found: install one with  apt install chromium"


def native_environment() -> dict[str, str]:
    """What processes need to find the libraries and programs unpacked into .venv."""
    if not (NATIVE / "ready").exists():
        return {}
    before = os.environ.get("LD_LIBRARY_PATH", "")
    libraries = [str(path) for path in unpack.library_dirs()] + ([before] if before else [])
    paths = [str(NATIVE / "bin"), str(NATIVE / "usr" / "bin"), os.environ.get("PATH", "")]
    return {
        "LD_LIBRARY_PATH": os.pathsep.join(libraries),
        "PATH": os.pathsep.join(paths),
        "FONTCONFIG_FILE": str(NATIVE / "fonts.conf"),
        "XDG_DATA_DIRS": f"{NATIVE / 'usr' / 'share'}:/usr/local/share:/usr/share",
    }


def missing(*, for_tests: bool) -> list[str]:
    """The Debian packages that are not there, neither installed nor unpacked."""
    environment = {**os.environ, **native_environment()}
    libraries = LIBRARIES | (TEST_LIBRARIES if for_tests else {})
    wanted = [package for name, package in libraries.items() if not _loads(name, environment)]
    if not any((top / FONT).exists() for top in (Path("/"), NATIVE)):
        wanted.append("fonts-croscore")
    if for_tests:
        for tool, package in TOOLS.items():
            if not shutil.which(tool, path=environment["PATH"]):
                wanted.append(package)
    return wanted


def prepare(*, for_tests: bool, bell: Bell) -> None:
    """Install what is missing: with apt as root or through sudo, else unpacked in .venv."""
    packages = missing(for_tests=for_tests)
    if not packages:
        return
    with step("Installing system packages: " + " ".join(packages)):
        if not shutil.which("apt-get"):
            _refuse(packages)
        elif become := _as_root():
            _install(become, packages, bell)
        else:
            line("  not root and no sudo: unpacking them into .venv instead")
            unpack.unpack(packages, bell)
    left = missing(for_tests=for_tests)
    if [package for package in left if package != "chromium"]:
        _refuse(left)
    if left:
        line(f"  {BROWSER_HINT} (the browser tests will fail)")


def _refuse(packages: list[str]) -> None:
    raise Trouble(
        "System packages are missing; install them with: apt-get install -y "
        "--no-install-recommends " + " ".join(packages)
    )


def _loads(library: str, environment: dict[str, str]) -> bool:
    """Whether the loader of the portal's Python finds a library."""
    program = f"import ctypes; ctypes.CDLL({library!r}); print('yes')"
    return "yes" in output([PYTHON, "-c", program], environment)


def _as_root() -> list[str]:
    """How to become root without a question; nothing when that is not possible."""
    if os.geteuid() == 0:
        return ["env"]
    if shutil.which("sudo") and output(["sudo", "-n", "env"]):
        return ["sudo", "-n", "env"]
    return []


def _install(become: list[str], packages: list[str], bell: Bell) -> None:
    apt = [*become, "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    log = ROOT / "var" / "log" / "setup.log"
    told = {"bell": bell, "log": log}
    if run(install, doing="apt is installing", **told):
        run([*apt, "update"], doing="apt is updating its lists", **told)
        if run(install, doing="apt is installing", **told):
            line(tail(log))
