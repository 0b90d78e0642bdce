"""Make the pictures of the guide: `python -m tests.browser.screenshots`."""

import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium, new_context
from tests.browser.pages import DRAFT, FINISHED, SCORING, ResultPage, ScoringPage
from tests.browser.served import Site, load_into, serve

FOLDER = Path(__file__).parents[2] / "docs" / "bilder"
LARGE = 60_000  # bytes; a larger picture gets a palette
COLOURS = 256


@dataclass(frozen=True)
class Picture:
    """One page in one picture."""

    name: str
    address: str
    user: str = "lead"
    height: int = 800


PICTURES = (
    Picture("innlogging", "/logg-inn", user="", height=460),
    Picture("hjem", f"/anskaffelser/{DRAFT}/"),
    Picture("kilder", f"/anskaffelser/{FINISHED}/kilder/", height=640),
    Picture("kildetekst", f"/anskaffelser/{DRAFT}/kilder/SRC-5/tekst", user="group", height=860),
    Picture("behov", f"/anskaffelser/{DRAFT}/behov/"),
    Picture("stotte", f"/anskaffelser/{DRAFT}/stotte/omrade?area=Kultur", user="contact"),
    Picture("kommuner", f"/anskaffelser/{DRAFT}/kommuner/stotte", height=1280),
    Picture("krav", f"/anskaffelser/{DRAFT}/krav/"),
    Picture("kapitler", f"/anskaffelser/{DRAFT}/krav/kapitler/", height=700),
    Picture("kravkort", f"/anskaffelser/{FINISHED}/krav/KR-006", height=900),
    Picture("katalog", f"/anskaffelser/{DRAFT}/katalog/?module=okonomi/faktura", height=760),
    Picture("sprak", f"/anskaffelser/{DRAFT}/sprak/", height=900),
    Picture("gjennomgang", f"/anskaffelser/{DRAFT}/gjennomgang/2.1", user="group", height=900),
    Picture("merknader", f"/anskaffelser/{DRAFT}/merknader/M-016"),
    Picture("sees-pa-igjen", f"/anskaffelser/{DRAFT}/sporing/sees-pa-igjen/", height=760),
    Picture("kriterier", f"/anskaffelser/{DRAFT}/kriterier/", height=900),
    Picture("prismodell", f"/anskaffelser/{DRAFT}/prismodell/", height=1180),
    Picture("modelltest", f"/anskaffelser/{FINISHED}/modelltest/", height=960),
    Picture("prisskjema", f"/anskaffelser/{DRAFT}/prisskjema/", height=760),
    Picture("utfylling", f"/anskaffelser/{DRAFT}/dokumenter/utfylling/", height=760),
    Picture("forsegling", f"/anskaffelser/{DRAFT}/forsegling/", height=760),
    Picture("dokumenter", f"/anskaffelser/{DRAFT}/dokumenter/", height=900),
    Picture("vurdering", f"/anskaffelser/{SCORING}/vurdering/", user="evaluator1", height=1220),
    Picture("resultat", f"/anskaffelser/{FINISHED}/resultat/", height=1180),
    Picture("sporing", f"/anskaffelser/{DRAFT}/sporing/"),
    Picture("forside", f"/anskaffelser/{FINISHED}/resultat/", height=760),
)


def main() -> None:
    """Make every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(load_into(Path(folder))) as site,
        chromium() as browser,
    ):
        for picture in PICTURES:
            size = _make(browser, site, picture)
            sys.stdout.write(f"{picture.name}.png {size // 1000} kB\n")


def _make(browser: Browser, site: Site, picture: Picture) -> int:
    email = f"{picture.user}@demo.kravspor.example" if picture.user else ""
    window = {"width": 1280, "height": picture.height}
    context = new_context(browser, site, email, viewport=window, color_scheme="light")
    page = context.new_page()
    page.goto(picture.address)
    _prepare(page, picture)
    content = _small(page.screenshot(animations="disabled", caret="hide"))
    context.close()
    (FOLDER / f"{picture.name}.png").write_bytes(content)
    return len(content)


def _prepare(page: Page, picture: Picture) -> None:
    if picture.name == "vurdering":
        ScoringPage(page).go_on.click()
    if picture.name == "resultat":
        ResultPage(page).show_parts("K1")
    page.wait_for_load_state("networkidle")


def _small(content: bytes) -> bytes:
    if len(content) <= LARGE:
        return content
    out = BytesIO()
    picture = Image.open(BytesIO(content)).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


if __name__ == "__main__":
    main()
