"""What is missing before the documents go out: rules as data, for the page and for sealing alike.

What breaks the thread is found by `gaps`, and errors of wording by the linter; no rule is twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from procurement.domain import Phase
from procurement.services.documents import shortages
from procurement.services.quality import Finding, Severity, findings_of
from procurement.services.wording_overview import in_the_way
from procurement.services.work import Work


@dataclass(frozen=True)
class Rule:
    """One thing that must be there; what it finds is a sentence and the code of a thing."""

    name: str
    severity: Severity
    page: str  # endpoint of the page where it is mended
    find: Callable[[Work], Iterable[shortages.Shortage]]
    argument: str = "code"  # of the page, for the code

    def findings(self, work: Work) -> list[Finding]:
        """Return what the rule finds."""
        return [
            Finding(self.severity, text, self.page, code, argument=self.argument)
            for text, code in self.find(work)
        ]


RULES = (
    Rule("runde-åpen", Severity.error, "rounds.show", shortages.rounds_that_are_open),
    Rule("ingen-krav", Severity.error, "requirements.index", shortages.no_requirements),
    Rule("sted-tomt", Severity.error, "tender_texts.edit", shortages.blank_places, "name"),
    Rule("frist-mangler", Severity.error, "procurement.show", shortages.deadlines_missing),
    Rule("frister-i-feil-rekkefølge", Severity.error, "procurement.show", shortages.deadline_order),
    Rule("frist-passert", Severity.error, "procurement.show", shortages.deadlines_passed),
    Rule("valg-uten-svar", Severity.error, "requirements.show", shortages.choices_missing),
    Rule("skala-mangler", Severity.error, "criteria.index", shortages.scale_missing),
    Rule("prislinjer-mangler", Severity.error, "price_lines.index", shortages.no_price_lines),
    Rule("prislinje-uten-mengde", Severity.error, "price_lines.index", shortages.no_quantity),
    Rule("mengder-stemmer-ikke", Severity.error, "price_lines.index", shortages.uneven_quantity),
    Rule("miljø-uten-begrunnelse", Severity.error, "criteria.index", shortages.environment_open),
    Rule("miljø-omstridt", Severity.warning, "criteria.index", shortages.environment_doubtful),
    Rule("spørsmålsfrist-mangler", Severity.warning, "procurement.show", shortages.no_questions),
    Rule("deltaker-uten-nummer", Severity.warning, "participants.index", shortages.no_number),
    Rule("opsjon-uten-volum", Severity.warning, "participants.index", shortages.options_unmeasured),
    Rule("modell-usignert", Severity.warning, "model_test.index", shortages.model_unsigned),
    Rule("bilag-ukontrollert", Severity.info, "documents.index", shortages.annexes_unverified),
)


def shortcomings_of(work: Work, least: Severity = Severity.info) -> list[Finding]:
    """Return what is missing before the documents go out, the gravest first.

    Once they are sealed there is nothing left to mend but what breaks the thread.
    """
    found = findings_of(work, Severity.error)
    if not work.procurement.phase.has_reached(Phase.sealed):
        for rule in RULES:
            if rule.severity <= least:
                found += rule.findings(work)
        found += in_the_way(work)
    return sorted(found, key=lambda finding: finding.severity)
