"""What every page must stand: axe, narrow windows, dark mode, print."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_RUN = """async (only) => {
  const rules = only.length ? {runOnly: {type: "rule", values: only}} : {};
  const found = await axe.run(document, {resultTypes: ["violations"], ...rules});
  return found.violations.map(v => [v.id, v.nodes.map(n => n.target.join(" "))]);
}"""
# every text that is shown, with its colour as red, green, blue and alpha from 0 to 1
_INKS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const canvas = document.createElement("canvas").getContext("2d");
  const shown = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const seen = element.checkVisibility() && element.getClientRects().length;
    if (!walker.currentNode.data.trim() || !seen || element.closest(".ds-sr-only")) { continue; }
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = getComputedStyle(element).color;
    canvas.fillRect(0, 0, 1, 1);
    const ink = [...canvas.getImageData(0, 0, 1, 1).data].map(n => n / 255);
    shown.push([walker.currentNode.data.trim(), ink]);
  }
  return shown;
}"""


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, *rules: str) -> list[Any]:
    """Return what axe finds on a page, by all rules or only these."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_axe())
    found: list[Any] = page.evaluate(_RUN, list(rules))
    return found


def overflow(page: Page, width: int) -> str:
    """Return how much wider a page is than a window of this width, if it is."""
    page.set_viewport_size({"width": width, "height": 900})
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return f"{wide} px in a window of {window} px" if wide > window else ""


def pale_texts(page: Page) -> list[str]:
    """Return the texts on a page that are too pale for white paper (under 4.5 to 1)."""
    return [text for text, ink in page.evaluate(_INKS) if 1.05 / (_luminance(ink) + 0.05) < 4.5]


def _luminance(ink: list[float]) -> float:
    red, green, blue, alpha = ink
    on_white = [1 - alpha * (1 - part) for part in (red, green, blue)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in on_white]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
