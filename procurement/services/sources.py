"""Sources and the quotes in them."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import selectinload
from sqlmodel import col, func, select

from procurement.domain import NeedQuote, Quote, Source
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.search import search
from procurement.services.work import Work


@dataclass(frozen=True)
class SourceRow:
    """A source with how much of it is in use."""

    source: Source
    quotes: int
    used: int


def list_sources(work: Work) -> list[SourceRow]:
    """Return the sources with the number of quotes and of quotes that a need rests on."""
    statement = (
        select(
            Source,
            func.count(func.distinct(Quote.id)),
            func.count(func.distinct(NeedQuote.quote_id)),
        )
        .outerjoin(Quote, col(Quote.source_id) == Source.id)
        .outerjoin(NeedQuote, col(NeedQuote.quote_id) == Quote.id)
        .where(Source.procurement_id == work.procurement.id)
        .group_by(cast(Any, Source.id))
        .order_by(Source.code)
    )
    return [
        SourceRow(source, quotes, used) for source, quotes, used in work.session.exec(statement)
    ]


def get_source(work: Work, code: str) -> Source:
    """Return one source with its quotes and the needs that rest on them."""
    source = work.session.exec(
        select(Source)
        .where(Source.procurement_id == work.procurement.id, Source.code == code)
        .options(selectinload(cast(Any, Source.quotes)).selectinload(cast(Any, Quote.needs)))
    ).first()
    if source is None:
        raise NotFoundError(_("There is no source %(code)s here.", code=code))
    return source


def list_quotes(work: Work) -> list[Quote]:
    """Return all quotes, by source and place."""
    return list(
        work.session.exec(
            select(Quote)
            .join(Source)
            .where(Quote.procurement_id == work.procurement.id)
            .order_by(Source.code, col(Quote.position))
        )
    )


def get_quote(work: Work, code: str) -> Quote:
    """Return one quote."""
    quote = work.session.exec(
        select(Quote).where(Quote.procurement_id == work.procurement.id, Quote.code == code)
    ).first()
    if quote is None:
        raise NotFoundError(_("There is no quote %(code)s here.", code=code))
    return quote


def find_quotes(work: Work, text: str) -> list[Quote]:
    """Return the quotes that contain all the words of a text, in any of their endings."""
    found = search(work.session, work.procurement.id, text, Quote)
    statement = select(Quote).where(col(Quote.id).in_(found)).order_by(Quote.code)
    return list(work.session.exec(statement))
