"""Translate message ids: English in code, bokmål by default, nynorsk and English complete."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
DEFAULT_LANGUAGE = "nb"

_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_ZONE = ZoneInfo("Europe/Oslo")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_FOLDER = Path(__file__).parent / "translations"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def current_language() -> str:
    """Return the language in which texts are produced now."""
    return _language.get()


def set_language(code: str) -> None:
    """Choose the language of the texts that follow; an unknown one means bokmål."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def language(code: str) -> Iterator[None]:
    """Produce texts in another language for the length of a block."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


@lru_cache
def translations(code: str) -> NullTranslations:
    """Return the catalogue of a language; English is the message ids themselves."""
    file = _FOLDER / f"{code}.po"
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str, **values: object) -> str:
    """Return a message in the current language, with %(name)s filled in."""
    text = translations(current_language()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the singular or plural message for a number, with %(name)s filled in."""
    text = translations(current_language()).ngettext(one, many, number)
    return text % {"number": number, **values}


def lazy_gettext(message: str, **values: object) -> LazyProxy:
    """Return a message that is translated each time it is shown; for labels made at import."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def _locale() -> str:
    return _LOCALES[current_language()]


def format_number(value: Decimal | Fraction | int, decimals: int | None = None) -> str:
    """Write a number as people in the current language do, with no or just so many decimals."""
    if isinstance(value, Fraction):
        value = half_up(value, 6 if decimals is None else decimals)
    pattern = "#,##0.######" if decimals is None else "#,##0" + "." * bool(decimals)
    return numbers.format_decimal(
        value, format=pattern + "0" * (decimals or 0), locale=_locale(), decimal_quantization=True
    )


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Round a fraction half up (away from zero) to a number of decimals, exactly."""
    scale = 10**decimals
    whole, rest = divmod(abs(value) * scale, 1)
    whole += rest * 2 >= 1
    return Decimal(int(whole) if value >= 0 else -int(whole)).scaleb(-decimals)


def format_money(value: Decimal | Fraction | int) -> str:
    """Write an amount in whole kroner, with øre only where there are any."""
    decimals = 0 if value == int(value) else 2
    return f"{format_number(value, decimals)} kr"


def format_amount(value: Decimal | Fraction | int) -> str:
    """Write an amount as people say it: 1,5 mill. kr, or 900 000 kr below a million."""
    exact = Fraction(value)
    if abs(exact) < 1_000_000:
        return f"{format_number(half_up(exact, 0 if abs(exact) >= 100 else 2))} kr"
    millions = format_number(half_up(exact / 1_000_000, 2))
    return gettext("%(number)s million kr", number=millions)


def format_share(value: Fraction, decimals: int | None = None) -> str:
    """Write a share of the whole in per cent: 46,2 %; with one decimal only where it needs one."""
    if decimals is None:
        return f"{format_number(half_up(value * 100, 1))} %"
    return f"{format_number(value * 100, decimals)} %"


def format_day(value: date) -> str:
    """Write a date in full: 22. november 2026."""
    return dates.format_date(value, format="long", locale=_locale())


def format_moment(value: datetime) -> str:
    """Write a moment in Norwegian time: 22. november 2026 kl. 12.00."""
    local = value.astimezone(_ZONE)
    return gettext("%(day)s at %(time)s", day=format_day(local), time=format_clock(local))


def local_time(value: datetime) -> datetime:
    """Return a moment as the clock shows it in Norway, without its zone."""
    return value.astimezone(_ZONE).replace(tzinfo=None)


def moment_at(value: datetime) -> datetime:
    """Return the moment at which the clock in Norway shows this time."""
    return value.replace(tzinfo=_ZONE).astimezone(UTC)


def format_clock(value: datetime) -> str:
    """Write the time of day in Norwegian time."""
    separator = ":" if current_language() == "en" else "."
    return value.astimezone(_ZONE).strftime(f"%H{separator}%M")


def parse_decimal(text: str) -> Decimal:
    """Read a number typed by a person; comma or point, spaces allowed; ValueError otherwise."""
    plain = "".join(text.split()).replace("\u2212", "-").replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def parse_moment(text: str) -> datetime:
    """Read a day with time in Norwegian time: 2027-03-12T12:00; ValueError otherwise."""
    typed = datetime.fromisoformat(text)
    if typed.tzinfo is not None or not 2000 <= typed.year < 3000:
        raise ValueError(text)
    return typed.replace(tzinfo=_ZONE).astimezone(UTC)


def moment_to_type(value: datetime) -> str:
    """Write a moment as a field for day and time takes it, in Norwegian time."""
    return value.astimezone(_ZONE).strftime("%Y-%m-%dT%H:%M")
