"""The weights of criteria: as many number fields as there are criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from procurement.i18n import gettext as _
from procurement.i18n import parse_decimal
from procurement.services.criteria import CriterionNode
from procurement.web.forms.kinds import shown_number, whole_number


@dataclass
class WeightsForm:
    """What is typed for each criterion; the tree decides the fields."""

    typed: dict[str, str] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Sequence[CriterionNode]) -> "WeightsForm":
        """Return the form with the stored weights."""
        form = cls()
        for node in nodes:
            code = node.criterion.code
            form.typed[code] = shown_number(node.criterion.weight)
            form.weights[code] = node.criterion.weight
            form.seen[code] = node.criterion.version
        return form

    @classmethod
    def read(cls, nodes: Sequence[CriterionNode], data: Mapping[str, str]) -> "WeightsForm":
        """Return the form with what was typed; a field that was not sent keeps its weight."""
        form = cls.of(nodes)
        for node in nodes:
            code = node.criterion.code
            text = data.get(f"weight-{code}")
            if text is None:
                continue
            form.typed[code] = text
            form.seen[code] = whole_number(data.get(f"version-{code}"))
            form._read_one(code, node.criterion.name, text)
        return form

    def _read_one(self, code: str, name: str, text: str) -> None:
        try:
            weight = parse_decimal(text)
        except ValueError:
            self.errors[code] = _(
                "The weight of %(name)s must be a number, such as 30 or 12,5.", name=name
            )
            return
        if 0 <= weight <= 100:
            self.weights[code] = weight
        else:
            self.errors[code] = _("The weight of %(name)s must be from 0 to 100.", name=name)
