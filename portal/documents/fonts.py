"""The exact font files a document may use, given to Pango by a fonts.conf of our own."""

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

FACES = ("Regular", "Bold", "Italic", "BoldItalic")
TINOS = tuple(f"Tinos-{face}.ttf" for face in FACES)
AMIRI = tuple(f"Amiri-{face}.ttf" for face in FACES)
SYSTEM_FOLDER = Path("/usr/share/fonts/truetype/croscore")
TEMPLATE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{faces}</dir>
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


class FontsMissing(Exception):
    """A face that every document needs is not on this machine."""


def tinos_folders(native: Path) -> list[Path]:
    """Where Tinos may lie: Debian's folder, or the one unpacked without root."""
    return [SYSTEM_FOLDER, native / "usr/share/fonts/truetype/croscore", native / "fonts"]


def font_files(native: Path) -> list[Path]:
    """The eight faces (Tinos for Latin letters, Amiri for Arabic), or one clear refusal."""
    for folder in tinos_folders(native):
        if all((folder / name).is_file() for name in TINOS):
            break
    else:
        raise FontsMissing(
            "The Tinos font is missing: install the Debian package fonts-croscore "
            "(apt-get install fonts-croscore)."
        )
    package = find_spec("fontpkg_amiri")
    arabic = Path(package.origin).parent / "files" if package else Path("/nonexistent")
    if not all((arabic / name).is_file() for name in AMIRI):
        raise FontsMissing("The Amiri font is missing: install the package fontpkg-amiri.")
    return [folder / name for name in TINOS] + [arabic / name for name in AMIRI]


def write_fonts_conf(folder: Path, native: Path) -> Path:
    """Make ``folder`` hold links to exactly these faces, and a fonts.conf that names only it."""
    files = font_files(native)
    digest = hashlib.sha256("\n".join(map(str, files)).encode()).hexdigest()[:12]
    home = folder / f"fonts-{digest}"
    faces = home / "faces"
    faces.mkdir(parents=True, exist_ok=True)
    for path in files:
        if not (faces / path.name).exists():
            _replace(faces / path.name, lambda new, path=path: new.symlink_to(path))
    text = TEMPLATE.format(faces=escape(str(faces)), cache=escape(str(home / "cache")))
    conf = home / "fonts.conf"
    if not conf.is_file() or conf.read_text(encoding="utf-8") != text:
        _replace(conf, lambda new: new.write_text(text, encoding="utf-8"))
    return conf


def _replace(path: Path, make) -> None:
    """Two processes may start at once: make it beside the place, then rename."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    make(new)
    new.replace(path)
