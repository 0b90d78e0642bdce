"""What to simulate, and the reasons for standing behind the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, TextAreaField

from procurement.i18n import gettext as _
from procurement.i18n import lazy_gettext as _l
from procurement.i18n import parse_decimal
from procurement.services.sign_off import SignOffDraft
from procurement.services.simulation import DRAWS, Doubt, SimulationDraft
from procurement.web.forms.kinds import Form, at_most, required, shown_number, typed

_LIMITS = {
    "points": (Decimal(0), Decimal(100)),
    "price_percent": (Decimal(0), Decimal(90)),
    "weight_points": (Decimal("0.1"), Decimal(100)),
}


@dataclass
class SimulationForm:
    """How much may differ, and how often it is drawn."""

    typed: dict[str, str]
    draft: SimulationDraft = field(default_factory=SimulationDraft)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: SimulationDraft | None = None) -> "SimulationForm":
        """Return the form with what was asked for last, or with what is usual."""
        draft = draft or SimulationDraft()
        typed = {name: shown_number(getattr(draft, name)) for name in _LIMITS}
        given = {"doubt": str(draft.doubt), "draws": str(draft.draws), "seed": str(draft.seed)}
        return cls(typed | given, draft)

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "SimulationForm":
        """Return the form with what was typed; a field that was not sent has its usual value."""
        form = cls.of()
        form.typed |= {name: data[name] for name in form.typed if name in data}
        if form.typed["doubt"] in set(Doubt):
            form.draft = replace(form.draft, doubt=Doubt(form.typed["doubt"]))
        else:
            form.errors["doubt"] = _("Choose one of these.")
        for name, (low, high) in _LIMITS.items():
            form._read_number(name, low, high)
        form._read_sample()
        return form

    def _read_number(self, name: str, low: Decimal, high: Decimal) -> None:
        try:
            number = parse_decimal(self.typed[name])
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            self.errors[name] = _(
                "Type a number from %(low)s to %(high)s, such as %(low)s or 12,5.",
                low=shown_number(low),
                high=shown_number(high),
            )
        else:
            changed: dict[str, Any] = {name: number}
            self.draft = replace(self.draft, **changed)

    def _read_sample(self) -> None:
        if self.typed["draws"] in {str(draws) for draws in DRAWS}:
            self.draft = replace(self.draft, draws=int(self.typed["draws"]))
        else:
            self.errors["draws"] = _("Choose one of these.")
        seed = self.typed["seed"].strip()
        if seed.isascii() and seed.isdigit() and len(seed) <= 9:
            self.draft = replace(self.draft, seed=int(seed))
        else:
            self.errors["seed"] = _("Type a whole number of at most nine digits.")


class SignOffForm(Form):
    """Why the model is right, and what is to be remembered."""

    reason = TextAreaField(
        _l("Why this model is right"),
        [required(), at_most(8000)],
        description=_l("Say what you tried, what you saw, and why you chose as you did."),
    )
    notes = TextAreaField(
        _l("What you know and accept"),
        [at_most(8000)],
        description=_l("The warnings that stand, and why they may stand."),
    )
    digest = HiddenField(default="")

    def draft(self) -> SignOffDraft:
        """Return what was typed."""
        reason, notes = (typed(f).replace("\r\n", "\n") for f in (self.reason, self.notes))
        return SignOffDraft(reason, notes, typed(self.digest))
