"""LibreOffice as a converter: found by the setting, tagged PDF, Norwegian numbers, no network."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from pypdf import PdfReader

from procurement.exporting import office
from procurement.exporting.office import Office, convert, find_office

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_LINKED = f"""<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:p="{_DRAWING}/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:drawing>
<wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic>
<a:graphicData uri="{_DRAWING}/picture"><p:pic><p:nvPicPr><p:cNvPr id="1" name="x"/><p:cNvPicPr/>
</p:nvPicPr><p:blipFill><a:blip r:link="LINK"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr></p:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


@contextmanager
def listener(asked: threading.Event) -> Iterator[int]:
    """Listen on a port of this machine for anybody who asks for anything."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.set()
            self.send_error(404)

        def log_message(self, *_said: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def linking(address: str) -> bytes:
    """Return a document with a picture that lies elsewhere."""
    document, held = Document(), BytesIO()
    link = document.part.relate_to(address, _RELATION, is_external=True)
    document.add_paragraph("Before")._p.append(parse_xml(_LINKED.replace("LINK", link)))
    document.save(held)
    return held.getvalue()


def installed() -> Office:
    found = find_office(None)
    assert found is not None
    return found


def test_a_setting_decides_which_one_and_an_empty_one_means_none(tmp_path: Path):
    assert find_office("") is None
    assert find_office(str(tmp_path / "nowhere")) is None
    assert find_office("/bin/sh") == Office("/bin/sh")


@pytest.mark.libreoffice
@pytest.mark.parametrize("shielded", [True, False])
def test_nothing_that_a_document_links_to_is_fetched(
    monkeypatch: pytest.MonkeyPatch, shielded: bool
):
    if not shielded:  # as on a machine that cannot take the network away
        monkeypatch.setattr(office, "_without_net", lambda: ())
    asked = threading.Event()
    with listener(asked) as port:
        content = linking(f"http://127.0.0.1:{port}/x.png")
        made = convert(installed(), {"links.docx": content}, "nb-NO", lambda _done: None)

    assert "Before" in PdfReader(BytesIO(made["links.docx"])).pages[0].extract_text()
    assert not asked.is_set()


@pytest.mark.libreoffice
def test_names_are_not_paths_and_numbers_are_norwegian(tmp_path: Path):
    book, held = Workbook(), BytesIO()
    book.active.append([12.5])
    book.save(held)
    told: list[int] = []
    names = ("../../evil & <x>.xlsx", "evil.docx")

    made = convert(
        installed(),
        {names[0]: held.getvalue(), names[1]: linking("http://nowhere.invalid/")},
        "nb-NO",
        told.append,
    )

    assert set(made) == set(names) and told == sorted(told)
    reader = PdfReader(BytesIO(made[names[0]]))
    assert "12,5" in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
