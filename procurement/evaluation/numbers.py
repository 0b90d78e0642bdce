"""Read and write numbers exactly: decimal strings, integers and fractions, never floats."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from procurement.evaluation.places import Place, fail, shown
from procurement.i18n import gettext as _

LONGEST = 40  # characters of a number in a file
WRITTEN_DECIMALS = 10  # of a number whose decimals never end
_FINEST = 13_000  # bits of a denominator, about 4,000 digits: beyond any real model

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FRACTION = re.compile(r"-?[0-9]+/0*[1-9][0-9]*")


def read_number(value: object, place: Place = ()) -> Fraction:
    """Return the exact value of a decimal string, an integer or a fraction "a/b".

    Raises EvaluationError, with the place, for anything else: floats, truth values, blanks,
    decimal commas, thousands separators, exponents, and more than 40 characters.

    >>> read_number("3.50"), read_number(-2), read_number("1/3")
    (Fraction(7, 2), Fraction(-2, 1), Fraction(1, 3))
    """
    number = _of_text(value) if isinstance(value, str) else _of_integer(value)
    if number is None:
        fail(_why_not(value), place)
    return number


def read_positive(value: object, place: Place = ()) -> Fraction:
    """Return an exact number above 0.

    >>> read_positive("0.1")
    Fraction(1, 10)
    """
    number = read_number(value, place)
    if number.numerator <= 0:
        fail(_("This number must be above 0."), place)
    return number


def read_not_negative(value: object, place: Place = ()) -> Fraction:
    """Return an exact number that is 0 or more.

    >>> read_not_negative(0)
    Fraction(0, 1)
    """
    number = read_number(value, place)
    if number.numerator < 0:
        fail(_("This number must not be negative."), place)
    return number


def fraction_text(value: Fraction) -> str:
    """Return an exact number as "a/b" in lowest terms, and a whole number as plain "a".

    >>> fraction_text(Fraction(122, 15)), fraction_text(Fraction(-8))
    ('122/15', '-8')
    """
    return _ratio_text(*value.as_integer_ratio())


def product_text(one: Fraction, other: Fraction) -> str:
    """Return an exact product as `fraction_text` does, without the cost of a fraction of it.

    >>> product_text(Fraction(2, 5), Fraction(15, 2))
    '3'
    """
    above, below = one.as_integer_ratio()
    above_other, below_other = other.as_integer_ratio()
    above, below = above * above_other, below * below_other
    common = math.gcd(above, below)
    return _ratio_text(above // common, below // common)


def number_text(value: Fraction) -> str:
    """Return the shortest text from which the number is read back: decimal if finite, else "a/b".

    >>> number_text(Fraction(7, 2)), number_text(Fraction(1, 3))
    ('3.5', '1/3')
    """
    decimals = _decimals_of(value.denominator)
    return fraction_text(value) if decimals is None else _decimal(value, decimals)


def decimal_text(value: Fraction) -> str:
    """Return a number as a decimal string: exact if finite, else half up to 10 decimals.

    >>> decimal_text(Fraction(171, 20)), decimal_text(Fraction(122, 15))
    ('8.55', '8.1333333333')
    """
    decimals = _decimals_of(value.denominator)
    if decimals is not None:
        return _decimal(value, decimals)
    return number_text(round_half_up(value, WRITTEN_DECIMALS))


def round_half_up(value: Fraction, decimals: int | None) -> Fraction:
    """Return a number rounded to some decimals; None leaves it exact.

    A half goes away from zero, for negative numbers too, as in accounting (kjøpmannsavrunding)
    and in a spreadsheet's ROUND, so that the total can be checked in one.

    >>> round_half_up(Fraction("2.5"), 0), round_half_up(Fraction("-0.25"), 1)
    (Fraction(3, 1), Fraction(-3, 10))
    """
    if decimals is None:
        return value
    scale = 10**decimals
    doubled = 2 * abs(value.numerator) * scale + value.denominator
    size = doubled // (2 * value.denominator)
    return Fraction(size if value.numerator >= 0 else -size, scale)


def exact_sum(terms: Iterable[Fraction], place: Place) -> Fraction:
    """Return the sum; refuse one that is too fine to be worked with in reasonable time.

    >>> exact_sum([Fraction(1, 2), Fraction(1, 3)], ())
    Fraction(5, 6)
    """
    total = Fraction(0)
    for term in terms:
        total += term
        if total.denominator.bit_length() > _FINEST:
            fail(
                _("The exact sum here has thousands of digits; use fewer decimals or round."), place
            )
    return total


def weighted_sum(weights: Sequence[Fraction], values: Sequence[Fraction], place: Place) -> Fraction:
    """Return sum(weight x value), exactly.

    Terms with one denominator are added as integers, which is ten times as fast as adding
    fractions, and scores have few denominators.

    >>> weighted_sum([Fraction(4), Fraction(6)], [Fraction(5), Fraction(1, 3)], ())
    Fraction(22, 1)
    """
    numerators: defaultdict[int, int] = defaultdict(int)
    for weight, value in zip(weights, values, strict=True):
        denominator = weight.denominator * value.denominator
        numerators[denominator] += weight.numerator * value.numerator
    return exact_sum((Fraction(above, below) for below, above in numerators.items()), place)


@lru_cache(maxsize=8192)
def _of_text(text: str) -> Fraction | None:
    if len(text) > LONGEST or not (_DECIMAL.fullmatch(text) or _FRACTION.fullmatch(text)):
        return None
    return Fraction(text)


def _of_integer(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return Fraction(value) if -(10 ** (LONGEST - 1)) < value < 10**LONGEST else None


def _why_not(value: object) -> str:
    if isinstance(value, str):
        return _why_not_text(value)
    if isinstance(value, float):
        return _("This number is a float; write it in quotation marks, so that it is read exactly.")
    if isinstance(value, int) and not isinstance(value, bool):
        return _("A number has at most %(most)s characters.", most=LONGEST)
    return _("A number is expected here: a decimal string, an integer or a fraction.")


def _why_not_text(text: str) -> str:
    if not text.strip():
        return _("This number is blank; blank is never 0.")
    if len(text) > LONGEST:
        return _("A number has at most %(most)s characters.", most=LONGEST)
    if "," in text:
        return _("%(text)s has a comma; write a decimal point.", text=shown(text))
    return _(
        "%(text)s is not a number; write a decimal string, an integer or a fraction.",
        text=shown(text),
    )


def _decimals_of(denominator: int) -> int | None:
    """Return how many decimals a fraction in lowest terms needs; None if they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    fives, rest = 0, denominator >> twos
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    return max(twos, fives) if rest == 1 else None


def _decimal(value: Fraction, decimals: int) -> str:
    digits = _digits(abs(value.numerator) * 10**decimals // value.denominator)
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    if decimals >= len(digits):
        whole, part = "0", digits.rjust(decimals, "0")
    sign = "-" if value.numerator < 0 else ""
    return f"{sign}{whole}.{part}" if decimals else f"{sign}{digits}"


def _ratio_text(above: int, below: int) -> str:
    return _digits(above) if below == 1 else f"{_digits(above)}/{_digits(below)}"


def _digits(number: int) -> str:
    """Return all digits of an integer; Decimal has no upper limit, str() stops at 4,300."""
    return str(number) if number.bit_length() <= _FINEST else str(Decimal(number))
