"""How the pages of a document family are laid out («thể thức»): numbers, never templates."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class PageLayout:
    """Margins, type and page numbers of one document family, in the units of a style sheet."""

    size: str = "A4"
    margin_top: str = "20mm"
    margin_bottom: str = "20mm"
    margin_left: str = "30mm"
    margin_right: str = "15mm"
    annex_margin: str = "15mm"
    font_family: str = "Tinos, Amiri"
    font_size: str = "14pt"
    line_height: str = "1.35"
    indent: str = "10mm"
    table_font_size: str = "11pt"
    annex_font_size: str = "10pt"
    number_size: str = "13pt"
    number_place: str = "top-center"  # a margin box, or "" for no page numbers
    number_on_first: bool = False
    running_header: bool = False

    @classmethod
    def from_dict(cls, values: dict) -> "PageLayout":
        """The layout a dated law row spells out; an unknown word is a mistake in the data."""
        known = {field.name for field in fields(cls)}
        if unknown := set(values) - known:
            raise ValueError(f"unknown words in a page layout: {', '.join(sorted(unknown))}")
        return cls(**values)

    def as_dict(self) -> dict:
        return asdict(self)
