"""The buyer's colour and logo: given on a page, and found in every Word document."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from factories import Make
from importing.masters import DELIVERABLE, saying
from pages import Client
from PIL import Image, PngImagePlugin
from sqlmodel import select
from worlds import World, whole

from procurement.domain import HouseStyle, Phase
from procurement.exporting.house_style import contrast_on_white
from procurement.importing.gate import Kind, Upload
from procurement.importing.logo import logo_in
from procurement.importing.refusal import Reason, UploadError
from procurement.services.masters import keep_master


def png(width: int = 60, height: int = 30) -> bytes:
    """Return a picture with a text hidden in its file."""
    hidden, buffer = PngImagePlugin.PngInfo(), BytesIO()
    hidden.add_text("Comment", "hidden words")
    Image.new("RGB", (width, height), "#1a4d7a").save(buffer, "PNG", pnginfo=hidden)
    return buffer.getvalue()


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft; the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def give(client: Client, world: World, status: int = 302, **fields: Any) -> str:
    """Send the form and return what the page says."""
    path = client.address("house_style.save", slug=world.slug)
    data = {"csrf_token": client.token(), "version": "0"} | fields
    if "file" in fields:
        data["file"] = (BytesIO(fields["file"]), "logo.png")
    page = client.checked(client.http.post(path, data=data), path, status)
    return page.text() if status != 302 else ""


def held(client: Client) -> list[HouseStyle]:
    with client.database.read() as session:
        return list(session.exec(select(HouseStyle)))


@pytest.mark.parametrize("own", [False, True])
def test_documents_get_the_colour_and_the_logo(client: Client, world: World, make: Make, own: bool):
    if own:
        upload = Upload(Kind.docx, "mal.docx", saying("Vår egen tekst"))
        keep_master(make.work(world.members["lead"]), DELIVERABLE, upload, 0)
        make.session.commit()
    give(client, world, file=png(), logo_text="Helgeland <&>", colour="#8A1538")
    page = client.get("documents.show", slug=world.slug, name=f"{DELIVERABLE}.docx")

    content = page.response.data
    document = Document(BytesIO(content))
    for name in ("Title", "Heading 1", "Heading 2"):
        assert str(document.styles[name].font.color.rgb) == "8A1538"
    header = document.sections[0].first_page_header._element.xml
    assert 'descr="Helgeland &lt;&amp;&gt;"' in header
    with ZipFile(BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if name.endswith(".png")]
        assert len(pictures) == 1 and b"hidden words" not in package.read(pictures[0])
    assert ("Vår egen tekst" in [each.text for each in document.paragraphs]) is own


def test_a_colour_must_be_one_and_dark_enough(client: Client, world: World):
    assert "too pale" in give(client, world, 422, colour="#999999")
    assert "six digits" in give(client, world, 422, colour="red")
    assert contrast_on_white("#000000") == 21 and contrast_on_white("#ffffff") == 1
    give(client, world, colour="#767676")
    assert [row.colour for row in held(client)] == ["#767676"]


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nno", png()[:60], png(9000, 2000)]
)
def test_only_a_whole_small_png_is_a_logo(client: Client, world: World, content: bytes):
    give(client, world, 422, file=content, logo_text="Logo")
    assert not held(client)


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(UploadError) as caught:
        logo_in(BytesIO(png() + b"x" * 2**21))
    assert caught.value.reason is Reason.too_big


def test_a_logo_says_something_and_can_go_again(client: Client, world: World):
    assert "cannot see it" in give(client, world, 422, file=png())
    give(client, world, file=png(), logo_text="Helgeland")
    give(client, world, 409, colour="#1a4d7a")
    give(client, world, version="1", drop_logo="y", colour="#1a4d7a")
    assert [(row.logo, row.logo_text, row.colour) for row in held(client)] == [
        (None, "", "#1a4d7a")
    ]


def test_only_the_lead_and_only_before_sealing(client: Client, world: World, make: Make):
    make.move(Phase.sealed)
    give(client, world, 403, colour="#1a4d7a")
    make.move(Phase.drafting)
    client.sign_in(make.user_of(world.members["chair"]))
    give(client, world, 403, colour="#1a4d7a")
    assert not held(client)
