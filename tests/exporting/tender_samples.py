"""What the buyer has filled in, and the other parts of the konkurransegrunnlag; all invented."""

from dataclasses import fields
from typing import Any

from procurement.exporting.tender_views import EnvironmentFacts, OptionRow, TenderTexts

OWN: dict[str, Any] = {
    "texts": TenderTexts(**{each.name: f"Tekst om {each.name}." for each in fields(TenderTexts)}),
    "is_negotiated": True,
    "method": "Tilbudet med høyest samlet poengsum vinner.",
    "normalisation": "Beste tilbud får full pott",
    "options": (
        OptionRow("Grane kommune", "ukjent", "PL-03 Innføring: 1 kommune"),
        OptionRow("Leirfjord kommune", "ukjent", ""),
    ),
    "environment": "Klima og miljø er vektet med 10 prosent, ved siden av kravene i kapittel 5.",
    "environment_facts": EnvironmentFacts(
        rule="Kunngjøringer fra 1. juli 2026: minst 30 %, eller et grunnlag.",
        weight="Klima og miljø teller 10 %, mindre enn de 30 % i regelen.",
        ground="Krav sammen med et kriterium",
    ),
}
