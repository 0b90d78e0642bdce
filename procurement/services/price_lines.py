"""The lines of the price form: add, change, move, remove, and who buys how much when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn
from uuid import UUID

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import Action, PriceAnswer, PriceLine
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.evaluation import digest
from procurement.i18n import gettext as _
from procurement.i18n import parse_decimal
from procurement.services.bids import price_lines
from procurement.services.model_data import plain
from procurement.services.order import Way, hold_still, shifted, write_order
from procurement.services.participants import participants_of
from procurement.services.quantities import Share, divide, quantities_of
from procurement.services.work import Work

_CODE = re.compile(r"[A-ZÆØÅ]+-[0-9]+")
_MOST = Decimal(10) ** 12
_YEARS = 40


@dataclass(frozen=True)
class LineDraft:
    """What a user types to add or change a line."""

    code: str
    name: str
    unit: str
    quantity: Decimal | None
    is_option: bool
    divided: str = ""  # a line for each municipality, then a column for each year


@dataclass(frozen=True)
class LineRow:
    """A line with how its quantity is divided, as it is typed."""

    line: PriceLine
    divided: str

    @property
    def edition(self) -> str:
        """Return what tells that the line has not changed since it was shown."""
        held = self.line.model_dump(mode="json", exclude={"id", "procurement_id", "position"})
        return digest({"line": held | {"quantity": plain(self.line.quantity)}, "who": self.divided})


def line_rows(work: Work) -> list[LineRow]:
    """Return all lines in their order."""
    divided = quantities_of(work)
    names = {p.organisation.id: p.organisation.name for p in participants_of(work)}
    return [
        LineRow(line, divided_text(divided.get(line.id, {}), names)) for line in price_lines(work)
    ]


def divided_text(shares: dict[Share, Decimal], names: dict[UUID, str]) -> str:
    """Return quantities as they are pasted from a spreadsheet: a row each, a column a year."""
    buyers: dict[UUID | None, dict[int, Decimal]] = {}
    for (buyer, year), quantity in shares.items():
        buyers.setdefault(buyer, {})[year] = quantity
    rows = []
    for buyer, years in buyers.items():
        name = names.get(buyer, "") if buyer else str(_("All together"))
        cells = [
            plain(years[year]).replace(".", ",") if year in years else ""
            for year in range(1, max(years) + 1)
        ]
        rows.append("\t".join([name, *cells]))
    return "\n".join(sorted(rows, key=str.casefold))


def get_line(work: Work, code: str) -> LineRow:
    """Return one line."""
    for row in line_rows(work):
        if row.line.code == code:
            return row
    raise NotFoundError(_("There is no price line %(code)s here.", code=code))


def next_code(work: Work) -> str:
    """Return a free code for a new line."""
    taken = {line.code for line in price_lines(work)}
    return next(code for n in range(1, len(taken) + 2) if (code := f"PL-{n:02}") not in taken)


def add_line(work: Work, draft: LineDraft) -> PriceLine:
    """Add a line as the last one."""
    hold_still(work, Permission.edit_model)
    lines = price_lines(work)
    line = PriceLine(
        procurement_id=work.procurement.id,
        position=max((each.position for each in lines), default=0) + 1,
        code=draft.code,
        name=draft.name,
        unit=draft.unit,
        quantity=Decimal(0),
    )
    _write(work, line, draft)
    return line


def change_line(work: Work, code: str, draft: LineDraft, seen: str) -> PriceLine:
    """Change a line and how it is divided."""
    hold_still(work, Permission.edit_model)
    row = get_line(work, code)
    _require(row, seen)
    _write(work, row.line, draft)
    return row.line


def _require(row: LineRow, seen: str) -> None:
    if row.edition != seen:
        raise ConflictError(_("Somebody else saved this while you were working on it."))


def _write(work: Work, line: PriceLine, draft: LineDraft) -> None:
    if not _CODE.fullmatch(draft.code):
        raise FieldError("code", _("Write the code like PL-01."))
    if any(each.code == draft.code and each.id != line.id for each in price_lines(work)):
        raise FieldError("code", _("This code is already used in the procurement."))
    shares = dict(_shares(work, draft.divided))
    if not shares and draft.quantity is None:
        raise FieldError("quantity", _("Type a quantity, or divide it below."))
    line.code, line.name, line.unit = draft.code, draft.name, draft.unit
    line.is_option = draft.is_option
    line.quantity = draft.quantity if draft.quantity is not None else Decimal(0)
    work.session.add(line)
    work.session.flush()
    divide(work, line, shares)
    work.record(Action.model_changed, line.code)


def _shares(work: Work, text: str) -> Iterator[tuple[Share, Decimal]]:
    """Yield the quantities in a pasted text; raise for the first line that cannot be read."""
    buyers: dict[str, UUID | None] = {
        p.organisation.name.casefold(): p.organisation.id for p in participants_of(work)
    }
    buyers[str(_("All together")).casefold()] = None
    taken: set[UUID | None] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, *cells = re.split(r"[\t;]", line)
        name = name.strip()[:60]
        if name.casefold() not in buyers:
            _fail(_("Line %(line)s: %(name)s takes no part.", line=number, name=name))
        buyer = buyers[name.casefold()]
        if buyer in taken:
            _fail(_("Line %(line)s: %(name)s has a line already.", line=number, name=name))
        taken.add(buyer)
        yield from (((buyer, year), quantity) for year, quantity in _years(number, cells))


def _years(number: int, cells: list[str]) -> Iterator[tuple[int, Decimal]]:
    if not any(cell.strip() for cell in cells) or len(cells) > _YEARS:
        _fail(_("Line %(line)s: give a quantity for each year after the name.", line=number))
    for year, cell in enumerate(cells, 1):
        if not cell.strip():
            continue
        try:
            quantity = parse_decimal(cell.strip())
        except ValueError:
            quantity = Decimal(-1)
        if not 0 <= quantity <= _MOST:
            text = _(
                "Line %(line)s, year %(year)s: %(cell)s is not a quantity.",
                line=number,
                year=year,
                cell=cell.strip()[:30],
            )
            _fail(text)
        yield year, quantity


def _fail(text: str) -> NoReturn:
    raise FieldError("divided", text)


def move_line(work: Work, code: str, way: Way) -> None:
    """Move a line a place up or down."""
    hold_still(work, Permission.edit_model)
    line = get_line(work, code).line
    order = [each.id for each in price_lines(work)]
    write_order(work, PriceLine, shifted(order, line.id, way))
    work.session.expire_all()
    work.record(Action.model_changed, code)


def remove_line(work: Work, code: str, seen: str) -> None:
    """Remove a line that nobody has answered."""
    hold_still(work, Permission.edit_model)
    row = get_line(work, code)
    _require(row, seen)
    if answers_to(work, row.line):
        raise ConflictError(_("%(code)s has been priced in a bid.", code=code))
    work.session.delete(row.line)
    work.session.flush()
    work.record(Action.model_changed, code)


def answers_to(work: Work, line: PriceLine) -> int:
    """Return how many bids have priced a line."""
    asked = select(func.count()).where(col(PriceAnswer.line_id) == line.id)
    return work.session.exec(asked).one()
