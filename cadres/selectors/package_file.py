"""The file of an exchange package: data twice over, a manifest, hashes of everything."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import XMLGenerator

from cadres.rules.exchange import System, systems
from portal.models import ExchangePackage

MADE = (2000, 1, 1, 0, 0, 0)


class Hashed:
    """A file of the archive that knows its size and hash when it is written."""

    def __init__(self, archive: zipfile.ZipFile, name: str):
        self.name, self.size, self._hash = name, 0, hashlib.sha256()
        info = zipfile.ZipInfo(name, MADE)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._out = archive.open(info, "w", force_zip64=True)

    def write(self, text: str | bytes) -> int:
        data = text.encode() if isinstance(text, str) else text
        self._hash.update(data)
        self.size += len(data)
        return self._out.write(data)

    def close(self) -> dict:
        self._out.close()
        return {"name": self.name, "size": self.size, "sha256": self._hash.hexdigest()}


def write_package(
    path: Path, package: ExchangePackage, records: Callable[[], Iterable[dict]], persons: int
) -> list[dict]:
    """Write the ZIP; `records` is asked twice, once for each way of writing them."""
    system = systems()[package.system]
    with zipfile.ZipFile(path, "w") as archive:
        files = [
            write_json(archive, records()),
            write_xml(archive, system, records()),
        ]
        manifest = {
            "package": str(package.pk),
            "system": system.code,
            "mapping_version": package.mapping_version,
            "unit": package.unit_name,
            "as_of": package.as_of.isoformat(),
            "records": persons,
            "signature": None,  # the file is signed outside the portal, with the officer's token
            "files": files,
        }
        told = json.dumps(manifest, ensure_ascii=False, indent=1)
        sums = "".join(f"{each['sha256']}  {each['name']}\n" for each in files)
        for name, text in (("manifest.json", told), ("SHA256SUMS", sums)):
            archive.writestr(zipfile.ZipInfo(name, MADE), text, zipfile.ZIP_DEFLATED)
    return files


def write_json(archive: zipfile.ZipFile, records: Iterable[dict]) -> dict:
    """One array, a record in a line."""
    out = Hashed(archive, "data.json")
    out.write("[")
    for number, record in enumerate(records):
        line = json.dumps(record, ensure_ascii=False)
        out.write(f"{',' if number else ''}\n{line}")
    out.write("\n]\n")
    return out.close()


def write_xml(archive: zipfile.ZipFile, system: System, records: Iterable[dict]) -> dict:
    """The same records as XML; what people typed is escaped, never markup."""
    out = Hashed(archive, "data.xml")
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(system.root, {"phienBan": system.version})
    for record in records:
        element(xml, system.record, record)
    xml.endElement(system.root)
    xml.endDocument()
    return out.close()


def element(xml: XMLGenerator, name: str, value) -> None:
    xml.startElement(name, {})
    if isinstance(value, dict):
        for key, inner in value.items():
            element(xml, key, inner)
    elif isinstance(value, list):
        for inner in value:
            element(xml, "dong", inner)
    else:
        xml.characters("".join(c for c in value if c >= " " or c in "\t\n"))
    xml.endElement(name)
