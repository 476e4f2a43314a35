"""One tagged PDF from several laid-out parts, each let go as soon as it is written.

WeasyPrint draws when the whole document is laid out, and tags when it is drawn: 5,000 rows of
an annex then lie in memory as a million Python objects. Here each part is drawn and tagged at
once and only its bytes stay. The steps are those of pdf.generate_pdf and add_tags (70.0).
"""

import io

import pydyf
from tinycss2.color5 import D50, D65
from weasyprint import DEFAULT_OPTIONS, VERSION
from weasyprint.document import Document
from weasyprint.matrix import Matrix
from weasyprint.pdf import VARIANTS, _use_references
from weasyprint.pdf.anchors import add_links, add_outlines, resolve_links
from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import _build_box_tree

SCALE = 0.75  # 72 points to 96 pixels of an inch


class Written(pydyf.Object):
    """An object of the PDF that only its bytes are left of."""

    def __init__(self, object_, *, packed: bool):
        self.number, self.generation, self.free = object_.number, 0, "n"
        self.offset, self._data, self._packed = 0, object_.data, packed

    @property
    def data(self):
        return self._data

    @property
    def compressible(self):
        return self._packed


class Assembly:
    """A PDF that grows part by part; the parts may come in another order than their pages."""

    def __init__(self, *, variant: str, font_config):
        self.variant = variant
        self.options = {**DEFAULT_OPTIONS, **VARIANTS[variant][1], "pdf_variant": variant}
        self.font_config, self.fonts, self.images = font_config, {}, {}
        self.pdf = pydyf.PDF()
        self.resources = self._resources()
        self.names, self.annotations, self.parts = [], [], []
        self.mapping = pydyf.Array()
        self._begin_tags()

    def _resources(self):
        space = {"WhitePoint": pydyf.Array(D50), "Range": pydyf.Array((-125, 125, -125, 125))}
        lab = {"lab-d50": space, "lab-d65": {**space, "WhitePoint": pydyf.Array(D65)}}
        colors = pydyf.Dictionary(
            {name: pydyf.Array(("/Lab", pydyf.Dictionary(about))) for name, about in lab.items()}
        )
        self.pdf.add_object(colors)
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        resources["ColorSpace"] = colors.reference
        self.pdf.add_object(resources)
        return resources

    def _begin_tags(self) -> None:
        self.parent_tree = pydyf.Dictionary({})
        self.pdf.add_object(self.parent_tree)
        root = pydyf.Dictionary(
            {"Type": "/StructTreeRoot", "ParentTree": self.parent_tree.reference}
        )
        self.pdf.add_object(root)
        self.structure = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/Document", "K": pydyf.Array(), "P": root.reference}
        )
        self.pdf.add_object(self.structure)
        root["K"] = pydyf.Array([self.structure.reference])
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def add(self, pages, *, known_anchors=frozenset(), place: int) -> None:
        """Draw and tag these pages; ``place`` orders the parts in the finished document."""
        begun = len(self.pdf.objects)
        links = list(resolve_links([*pages, Anchors(known_anchors)]))
        streams = [self._draw(page, found) for page, found in zip(pages, links, strict=False)]
        elements, numbers = [], []
        for page, (number, stream) in zip(pages, streams, strict=True):
            found, references = self._tag(page, number, stream)
            elements += found
            numbers.append((number, references))
        kids = self.pdf.pages["Kids"][-3 * len(pages) :]
        light = [bare(page) for page in pages]
        self.parts.append((place, light, kids, elements, numbers))
        keep = {id(annotation) for _reference, annotation in self.annotations}
        for at in range(begun, len(self.pdf.objects)):
            object_ = self.pdf.objects[at]
            if id(object_) not in keep:
                packed = not isinstance(object_, pydyf.Stream)
                self.pdf.objects[at] = Written(object_, packed=packed)

    def _draw(self, page, links_and_anchors):
        """A page of the PDF, as in generate_pdf without bleed and forms, which we never use."""
        width, height = page.width * SCALE, page.height * SCALE
        stream = Stream(
            self.fonts,
            (0, 0, page.width, page.height),
            self.resources,
            self.images,
            {},
            {},
            None,
            compress=True,
        )
        stream.transform(d=-1, f=height)
        self.pdf.add_object(stream)
        number = self.pdf.pages["Count"]
        about = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self.pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, width, height]),
                "Contents": stream.reference,
                "Resources": self.resources.reference,
                "Tabs": "/S",
                "StructParents": number,
            }
        )
        self.pdf.add_page(about)
        matrix = Matrix(SCALE, 0, 0, -SCALE, 0, height)
        add_links(links_and_anchors, matrix, self.pdf, about, self.names, stream._tags)
        page.paint(stream, SCALE)
        about["TrimBox"] = about["BleedBox"] = pydyf.Array([0, 0, width, height])
        return number, stream

    def _tag(self, page, number, stream):
        """The structure of a page, as in add_tags."""
        references = {}
        elements = list(
            _build_box_tree(
                page._page_box,
                self.structure,
                self.pdf,
                number,
                references,
                self.annotations,
                stream._tags,
            )
        )
        ordered = pydyf.Array([reference for _, reference in sorted(references.items())])
        return [element.reference for element in elements], ordered

    def finish(self, metadata) -> bytes:
        """Put the parts in order, then what belongs to the whole: outline, fonts, names, tags."""
        pdf = self.pdf
        self.parts.sort(key=lambda part: part[0])
        pdf.pages["Kids"] = pydyf.Array([kid for part in self.parts for kid in part[2]])
        pdf.__dict__.pop("_known_references", None)
        pages = [page for part in self.parts for page in part[1]]
        whole = Document(pages, metadata, None, self.font_config, {}, None)
        add_outlines(pdf, whole.make_bookmark_tree(SCALE, transform_pages=True))
        pdf.info["Producer"] = pydyf.String(f"WeasyPrint {VERSION}")
        pdf.info["Title"] = pydyf.String(metadata.title)
        pdf.catalog["Lang"] = pydyf.String(metadata.lang)
        fonts = build_fonts_dictionary(pdf, self.fonts, True, True, self.options)
        pdf.add_object(fonts)
        self.resources["Font"] = fonts.reference
        _use_references(pdf, self.resources, self.images, {})
        self._finish_names()
        self._finish_tags()
        VARIANTS[self.variant][0](pdf, whole, [], [], True)
        out = io.BytesIO()
        pdf.write(out, self.options["pdf_version"], None, True)
        return out.getvalue()

    def _finish_names(self) -> None:
        if self.names:
            names = pydyf.Array()
            for name, where in sorted(self.names):
                names += [pydyf.String(name), where]
            self.pdf.catalog["Names"] = pydyf.Dictionary(
                {"Dests": pydyf.Dictionary({"Names": names})}
            )

    def _finish_tags(self) -> None:
        numbers = [entry for part in self.parts for entry in part[4]]
        numbers += [
            (at, reference)
            for at, (reference, _annotation) in enumerate(self.annotations, len(numbers))
        ]
        for at, (_reference, annotation) in enumerate(
            self.annotations, len(numbers) - len(self.annotations)
        ):
            annotation["StructParent"] = at
        self.parent_tree["Nums"] = pydyf.Array(
            [item for entry in sorted(numbers, key=lambda entry: entry[0]) for item in entry]
        )
        self.structure["K"] += [one for part in self.parts for one in part[3]]
        preferences = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self.pdf.catalog["ViewerPreferences"] = preferences
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class Anchors:
    """A page that has nothing but the names of anchors elsewhere, so that links to them stay."""

    def __init__(self, names):
        self.anchors = dict.fromkeys(names, (0, 0, 0, 0))
        self.links = ()


def bare(page):
    """What the outline needs of a page; the boxes go."""
    page._page_box = None
    page.links, page.forms = [], {}
    return page
