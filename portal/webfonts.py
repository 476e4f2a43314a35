"""Cut the installed font packages down to what the pages need. Nothing is fetched."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "liga", "rlig", "init", "medi", "fina"]
FIGURES = ["tnum", "lnum"]  # columns of numbers stand only with figures of one width


@dataclass(frozen=True)
class WebFont:
    """One file for the browser: where it comes from and which characters it keeps."""

    name: str
    package: str
    file: str
    unicodes: str
    variable: bool = False

    @property
    def source(self) -> Path:
        found = find_spec(self.package)
        if found is None or not found.origin:
            raise FileNotFoundError(f"the font package {self.package} is not installed")
        return Path(found.origin).parent / "files" / self.file

    @property
    def codes(self) -> set[int]:
        spans = (span.strip().removeprefix("U+").split("-") for span in self.unicodes.split(","))
        return {c for span in spans for c in range(int(span[0], 16), int(span[-1], 16) + 1)}


INTER = {"package": "fontpkg_inter", "file": "Inter[opsz,wght].ttf", "variable": True}
PLEX = "fontpkg_ibm_plex_sans_arabic"
ARABIC = (
    "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC,"
    "U+0020,U+00AB,U+00BB,U+200C-200F,U+2066-2069"
)
FONTS = [
    WebFont(
        name="inter-latin",
        unicodes="U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,"
        "U+2000-2027,U+202F,U+2030-205E,U+2066-2069,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,"
        "U+2260,U+2264-2265,U+25CB,U+25CF,U+25C6,U+2713,U+2717,U+FEFF,U+FFFD",
        **INTER,
    ),
    WebFont(
        name="inter-vietnamese",
        unicodes="U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
        "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
        **INTER,
    ),
    WebFont("plex-arabic-400", PLEX, "IBMPlexSansArabic-Regular.ttf", ARABIC),
    WebFont("plex-arabic-600", PLEX, "IBMPlexSansArabic-SemiBold.ttf", ARABIC),
]


def stamp() -> str:
    """Changes when a font package, fontTools or this recipe does."""
    parts = [Path(__file__).read_text(encoding="utf-8"), version("fonttools")]
    parts += [f"{font.source.name} {font.source.stat().st_size}" for font in FONTS]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build_fonts(target: Path, *, force: bool = False) -> list[Path]:
    """Write the woff2 files, unless the stamp says that they are those already."""
    files = [target / f"{font.name}.woff2" for font in FONTS]
    mark = target / ".stamp"
    wanted = stamp()
    fresh = mark.exists() and mark.read_text() == wanted and all(f.exists() for f in files)
    if fresh and not force:
        return []
    target.mkdir(parents=True, exist_ok=True)
    for font, file in zip(FONTS, files, strict=True):
        write_subset(font, file)
    mark.write_text(wanted)
    return files


def write_subset(font: WebFont, file: Path) -> None:
    from fontTools import subset  # noqa: PLC0415 -- slow import, needed once per set-up
    from fontTools.varLib import instancer  # noqa: PLC0415

    options = subset.Options(
        flavor="woff2",
        layout_features=FEATURES + FIGURES,
        hinting=False,
        desubroutinize=True,
        name_IDs=[1, 2, 4, 6],
        notdef_outline=True,
    )
    face = subset.load_font(str(font.source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.codes)
    cutter.subset(face)
    if font.variable and "opsz" in {axis.axisTag for axis in face["fvar"].axes}:
        instancer.instantiateVariableFont(face, {"opsz": 14}, inplace=True)
    part = file.with_suffix(".part")
    subset.save_font(face, str(part), options)
    face.close()
    part.replace(file)
