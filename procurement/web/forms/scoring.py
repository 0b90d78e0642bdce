"""Score a bid on a requirement, and declare impartiality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wtforms import HiddenField, TextAreaField

from procurement.domain import Impartiality, ImpartialityDeclaration, ScaleStep, Score
from procurement.errors import FieldError
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.i18n import lazy_gettext as _l
from procurement.web.forms.kinds import DecimalField, Form, at_most, shown_number


class ScoreForm(Form):
    """Points on the scale and the reason for them."""

    points = DecimalField(_l("Points"))
    reason = TextAreaField(
        _l("Reason"),
        [at_most(8000)],
        description=_l(
            "Say what counts up and what counts down, so that it can stand in a letter."
        ),
    )
    version = HiddenField(default="0")
    steps: Sequence[ScaleStep] = ()
    most: Decimal = Decimal(10)

    @classmethod
    def of(cls, score: Score | None, steps: Sequence[ScaleStep], most: Decimal) -> "ScoreForm":
        """Return the form with the saved score, or empty."""
        form = cls()
        if score is not None and not form.is_submitted():
            form.points.data = shown_number(score.points)
            form.reason.data = score.reason
            form.version.data = str(score.version)
        form.steps, form.most = steps, most
        return form

    def check(self) -> None:
        """Raise at the first field that is not in order."""
        self.validate()
        if self.reason.errors:
            raise FieldError("reason", str(self.reason.errors[0]))
        if self.points.number is None:
            most = format_number(self.most)
            raise FieldError("points", _("Points must be a number from 0 to %(most)s.", most=most))

    def chosen_points(self) -> Decimal:
        """Return the points, once they have been checked."""
        assert self.points.number is not None
        return self.points.number


@dataclass
class ImpartialityForm:
    """One declaration for each supplier that lacks one."""

    declared: Mapping[str, ImpartialityDeclaration | None] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, declared: Mapping[str, ImpartialityDeclaration | None]) -> "ImpartialityForm":
        """Return the form with nothing chosen."""
        return cls(declared)

    @classmethod
    def read(
        cls, declared: Mapping[str, ImpartialityDeclaration | None], data: Mapping[str, str]
    ) -> "ImpartialityForm":
        """Return the form with what was chosen; every missing declaration must be given."""
        form = cls(declared)
        for code in form.missing:
            value = data.get(f"supplier-{code}", "")
            if value in set(Impartiality):
                form.chosen[code] = value
            else:
                form.errors[code] = _("Choose one for supplier %(code)s.", code=code)
        return form

    @property
    def missing(self) -> list[str]:
        """Return the suppliers for which nothing is declared."""
        return [code for code, declaration in self.declared.items() if declaration is None]
