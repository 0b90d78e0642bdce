"""Check that vendored files are the ones listed in VENDOR.md and load nothing remote."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "procurement" / "web" / "static" / "vendor"
LIST = VENDOR / "VENDOR.md"
FOLDERS = (VENDOR, ROOT / "exports" / "fonts", ROOT / "tests" / "browser" / "vendor")
STYLES = sorted(path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*.css"))
ROW = re.compile(r"^\| `(?P<path>[^`]+)` \|.*\| `(?P<digest>[0-9a-f]{64})` \|$", re.MULTILINE)
URL = re.compile(r"""url\(\s*(?:"(?P<dq>[^"]*)"|'(?P<sq>[^']*)'|(?P<bare>[^)"'\s]*))\s*\)""")


def listed() -> list[tuple[str, str]]:
    """Read path and digest of every row in VENDOR.md."""
    return ROW.findall(LIST.read_text(encoding="utf-8"))


def present() -> dict[str, str]:
    """Compute the digest of every vendored file."""
    files = (path for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in files
        if path != LIST
    }


def references(css: str) -> list[str]:
    """Return the target of every url() in a style sheet."""
    return [match["dq"] or match["sq"] or match["bare"] or "" for match in URL.finditer(css)]


def test_every_folder_holds_files() -> None:
    """Guard the other tests against a moved folder."""
    assert all(any(folder.iterdir()) for folder in FOLDERS)


def test_no_file_is_listed_twice() -> None:
    """Keep one row per file."""
    paths = [path for path, _ in listed()]
    assert len(paths) == len(set(paths))


def test_list_and_files_agree() -> None:
    """Compare VENDOR.md with the files both ways, digests included."""
    assert dict(listed()) == present()


def test_list_holds_no_address() -> None:
    """Keep registries and other hosts out of VENDOR.md."""
    assert "://" not in LIST.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STYLES)
def test_style_sheet_loads_nothing_remote(name: str) -> None:
    """Allow only embedded images and files that stand in the vendor folder."""
    sheet = VENDOR / name
    css = sheet.read_text(encoding="utf-8")
    found = references(css)
    own = [target for target in found if not target.startswith("data:")]
    assert css.count("url(") == len(found)
    assert "@import" not in css
    assert all("://" not in target and not target.startswith("//") for target in own)
    assert all((sheet.parent / target).is_file() for target in own)


@pytest.mark.parametrize("font", sorted((ROOT / "exports" / "fonts").glob("*.ttf")))
def test_font_is_truetype(font: Path) -> None:
    """Require glyf outlines, since the PDF writer cannot embed CFF."""
    head = font.read_bytes()[:1024]
    assert head.startswith(b"\x00\x01\x00\x00")
    assert b"glyf" in head and b"CFF " not in head
