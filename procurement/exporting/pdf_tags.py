"""The structure of a PDF that a screen reader follows: headings, paragraphs, tables, figures.

Whatever is drawn belongs to an element of the tree or is an artifact: a line, a background, the
head and foot of a page, a heading of a table that is repeated on the next page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

PAGINATION = "/Artifact <</Type /Pagination>> BDC"
_LAYOUT = "/Artifact BMC"
_END = "EMC"


@dataclass(eq=False)
class Element:
    """A node of the tree; it finds its place there when it is first drawn."""

    kind: str
    parent: "Element | None" = None
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    span: int = 1  # columns of a cell
    is_repeated: bool = False  # drawn on each page, read on the first
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)  # or page and mark
    is_placed: bool = False


class TaggedCanvas(Canvas):
    """A canvas that keeps the tree and writes it with the file."""

    _code: list[str]
    _doc: Any

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._root = Element("Document", is_placed=True)
        self._marks: list[list[Element]] = [[]]  # by page: whose each mark is

    def begin(self, element: Element) -> None:
        """Let what follows belong to an element."""
        self._place(element)
        marks = self._marks[-1]
        element.kids.append((len(self._marks) - 1, len(marks)))
        self._code.append(f"/{element.kind} <</MCID {len(marks)}>> BDC")
        marks.append(element)

    def begin_artifact(self, how: str = _LAYOUT) -> None:
        """Let what follows be passed over by whoever reads."""
        self._code.append(how)

    def end(self) -> None:
        """End what was begun last."""
        self._code.append(_END)

    def _place(self, element: Element) -> None:
        if not element.is_placed:
            parent = element.parent or self._root
            self._place(parent)
            parent.kids.append(element)
            element.is_placed = True

    def showPage(self) -> None:  # noqa: N802
        """Close the page and name its marks."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        at = {"StructParents": len(self._marks) - 1, "Tabs": PDFName("S")}
        page.__Defaults__ = {**page.__Defaults__, **at}
        self._marks.append([])

    def save(self) -> None:
        """Write the tree, and then the file."""
        if self._code:
            self.showPage()
        _write_tree(self._doc, self._root, self._marks)
        super().save()


def _write_tree(document: Any, root: Element, marks: list[list[Element]]) -> None:
    pages = [document.Reference(page) for page in document.Pages.pages]
    nodes: dict[Element, PDFDictionary] = {}
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    for element in _all(root):
        nodes[element] = PDFDictionary(_attributes(element))
    refs = {element: document.Reference(node) for element, node in nodes.items()}
    for element, node in nodes.items():
        above = document.Reference(top) if element is root else refs[element.parent or root]
        node.dict["P"] = above
        node.dict["K"] = PDFArray([_kid(kid, refs, pages) for kid in element.kids])
    numbers: list[Any] = []
    for number, page in enumerate(marks[: len(pages)]):
        numbers += [number, document.Reference(PDFArray([refs[each] for each in page]))]
    tree = PDFDictionary({"Nums": PDFArray(numbers)})
    top.dict |= {
        "K": PDFArray([refs[root]]),
        "ParentTree": document.Reference(tree),
        "ParentTreeNextKey": len(pages),
    }
    document.Catalog.StructTreeRoot = top
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _all(kid)


def _attributes(element: Element) -> dict[str, Any]:
    found: dict[str, Any] = {"Type": PDFName("StructElem"), "S": PDFName(element.kind)}
    if element.alt:
        found["Alt"] = PDFString(element.alt)
    if element.kind == "TH" or element.span > 1:
        cell: dict[str, Any] = {"O": PDFName("Table")}
        if element.kind == "TH":
            cell["Scope"] = PDFName("Column")
        if element.span > 1:
            cell["ColSpan"] = element.span
        found["A"] = PDFDictionary(cell)
    if element.box is not None:
        box = PDFArray([round(each, 2) for each in element.box])
        found["A"] = PDFDictionary({"O": PDFName("Layout"), "BBox": box})
    return found


def _kid(kid: Element | tuple[int, int], refs: dict[Element, Any], pages: list[Any]) -> Any:
    if isinstance(kid, Element):
        return refs[kid]
    page, mark = kid
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": pages[page], "MCID": mark})


@contextmanager
def marked(canvas: Any, element: Element | None) -> Iterator[None]:
    """Let what is drawn belong to an element, or be an artifact where there is none."""
    if element is None or (element.is_repeated and element.kids):
        canvas.begin_artifact()
    else:
        canvas.begin(element)
    yield
    canvas.end()


class TaggedParagraph(Paragraph):
    """A paragraph that knows what it is, on all pages over which it flows."""

    element: Element | None = None

    def split(self, width: float, height: float) -> list[Any]:
        """Part the paragraph; both parts are the same element."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw the text as its element."""
        with marked(self.canv, self.element):
            super().draw()


class TaggedTable(Table):
    """A table whose cells are tagged paragraphs; its lines and backgrounds are artifacts."""

    def _drawBkgrnd(self) -> None:  # noqa: N802
        with marked(self.canv, None):
            super()._drawBkgrnd()  # type: ignore[misc]

    def _drawLines(self) -> None:  # noqa: N802
        with marked(self.canv, None):
            super()._drawLines()  # type: ignore[misc]


class Figure(Flowable):
    """A drawing that is described in words."""

    def __init__(self, alt: str) -> None:
        super().__init__()
        self.element = Element("Figure", alt=alt)

    def draw(self) -> None:
        """Draw all shapes as one figure."""
        x, y = self.canv.absolutePosition(0, 0)
        self.element.box = (x, y, x + self.width, y + self.height)
        with marked(self.canv, self.element):
            self.draw_shapes()

    def draw_shapes(self) -> None:
        """Draw the shapes."""
        raise NotImplementedError
