"""Sample views with a realistic amount of content; suppliers and numbers are invented."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from procurement.exporting.views import (
    ChapterView,
    CriterionRow,
    ExampleRow,
    Fact,
    Frame,
    ParticipantRow,
    PriceRow,
    RequirementRow,
    Specification,
    TenderDocument,
)

from .tender_samples import OWN

HARD = (
    "A & B < C > D",
    "=1+1",
    "+47 12",
    "-5",
    "@SUM(A1)",
    "'single' \"double\"",
    "first line\nsecond line",
    "before\tafter",
    "  two spaces  around  ",
    "smil 🙂 og 👩‍💻",
    "æøå ÆØÅ áčđŋ",
    "e\u0301 a\u030a",
    "{{ 7*7 }} {% raw %} {_{ x }_} {_% y %_}",
    "<w:t>not markup</w:t>",
    "&amp; &#65; _x0041_",
    "“smart” – ‘quotes’ …",
    "\u200bzero\u00a0width\u00ad",
)

CHAPTERS = (
    ("1", "Økonomi"),
    ("1.1", "Regnskap og myndighetsrapportering"),
    ("1.2", "Budsjett og økonomiplan"),
    ("1.3", "Innkjøp og faktura"),
    ("1.4", "Fakturering, innfordring og bank"),
    ("1.5", "Rapportering og styringsdata"),
    ("2", "Lønn, HR og tid"),
    ("2.1", "Lønn"),
    ("2.2", "HR"),
    ("2.3", "Tid og turnus"),
    ("3", "Fellesløsning og sikkerhet"),
    ("3.1", "Fellesløsning for flere kommuner"),
    ("3.2", "Felles kodeverk"),
    ("3.3", "Integrasjoner"),
    ("3.4", "Tilgang og sikkerhet"),
    ("3.5", "Personvern, arkiv og universell utforming"),
    ("4", "Gjennomføring og forvaltning"),
    ("4.1", "Innføring, migrering og opplæring"),
    ("4.2", "Drift og videreutvikling"),
    ("4.3", "Avslutning"),
    ("5", "Klima og miljø"),
    ("5.1", "Miljøbelastning fra leveransen"),
)

CLASSES = {
    "A": ("Minstekrav", "Skal oppfylles. Gir ikke poeng. Følgen av avvik står ved kravet."),
    "V": ("Evalueringskrav", "Svaret får poeng etter skalaen i konkurransegrunnlaget."),
    "AV": (
        "Minstekrav som evalueres",
        "Skal oppfylles, og det som går ut over minstenivået, får poeng.",
    ),
    "I": ("Informasjon", "Orientering. Skal ikke besvares."),
    "O": ("Opsjon", "Kan bestilles senere. Prises i prisskjemaet."),
    "K": ("Kontraktsvilkår", "Gjelder i avtalen. Skal ikke besvares særskilt."),
}

FACTS = (
    Fact("Oppdragsgiver", "Digitale Helgeland på vegne av deltakerne"),
    Fact("Prosedyre", "Konkurranse med forhandling etter forskriften del III"),
    Fact("Kontraktstype", "SSA-L, avtale om løpende tjenestekjøp over internett"),
    Fact("Varighet", "6 år, med rett til forlengelse i 2 + 2 år"),
    Fact(
        "Anslått verdi",
        "60–85 millioner kroner uten merverdiavgift, alle opsjoner medregnet",
    ),
    Fact("CPV", "48450000, 72260000"),
)

DEADLINES = (
    Fact("Frist for spørsmål i trinn 1", "8. februar 2027 kl. 12.00"),
    Fact("Frist for forespørsel om å delta", "15. februar 2027 kl. 12.00"),
    Fact("Invitasjon til å gi tilbud", "Uke 10 i 2027"),
    Fact("Frist for første tilbud", "3. mai 2027 kl. 12.00"),
    Fact("Vedståelsesfrist", "31. desember 2027"),
)

# code, name, kind, weight, parent, chapters whose evaluated requirements belong to it
TREE = (
    ("P", "Pris", "price", "30", None, ()),
    ("K", "Funksjonalitet og brukskvalitet", "quality", "40", None, ()),
    ("K1", "Økonomi og innkjøp", "quality", "35", "K", ("1.1", "1.2", "1.3", "1.4", "1.5")),
    ("K2", "Lønn, HR og tid", "quality", "35", "K", ("2.1", "2.2", "2.3")),
    ("K3", "Fellesløsning og integrasjoner", "quality", "30", "K", ("3.1", "3.2", "3.3", "3.5")),
    ("G", "Gjennomføring og forvaltning", "quality", "20", None, ()),
    ("G1", "Innføring", "quality", "60", "G", ("4.1",)),
    ("G2", "Drift og videreutvikling", "quality", "40", "G", ("4.2",)),
    ("M", "Klima og miljø", "environment", "10", None, ("5.1",)),
)

REASONS = (
    "Løsningen er vist i drift hos en kunde av samme størrelse, og svaret dekker alle ledd.",
    "Svaret er konkret om hva som er på plass i dag, men sier lite om avvik og feil.",
    "Behovet blir dekket, men flere steg må gjøres manuelt av en superbruker i hver kommune.",
    "Beskrivelsen er god. Det trekker ned at funksjonen først kommer i en senere versjon, og at "
    "leverandøren ikke binder seg til tidspunktet.",
    "Svaret er kort og gjentar kravet. Evaluatorene finner ikke hvordan det skal løses i praksis.",
)


def frame(title: str) -> Frame:
    """Return the frame of a document that is not published yet."""
    return Frame(
        title=title,
        procurement="Felles ERP for Helgeland",
        buyer="Digitale Helgeland på vegne av deltakerne",
        language="nb",
        issued="24. november 2026",
        baseline="Baseline 1 · sha256:3f9a1c07be52",
        notice="Utkast. Ikke kunngjort.",
    )


def raw_requirements() -> Iterator[list[str]]:
    """Yield chapter, code, class letter, title, statement and instruction of each requirement."""
    text = (Path(__file__).parent / "requirements.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield line.split("|")


def criterion_of(chapter: str) -> str:
    """Return the code of the criterion that judges a chapter; empty where there is none."""
    return next((code for code, *_rest, chapters in TREE if chapter in chapters), "")


def requirement(raw: list[str]) -> RequirementRow:
    """Make one row of the specification."""
    chapter, code, letter, title, statement, instruction = raw
    evaluated = "V" in letter
    return RequirementRow(
        code=code,
        title=title,
        letter=letter,
        class_name=CLASSES[letter][0],
        statement=statement,
        answer_form={"A": "Ja eller nei", "I": "Skal ikke besvares", "O": "Pris"}.get(
            letter, "Tekst" if evaluated else "Godtas"
        ),
        answer_instruction=instruction,
        verification="Demonstrasjon" if "emonstrer" in instruction else "Beskrivelse i tilbudet",
        deviation="Avvik fra kravet skal føre til avvisning." if letter == "A" else "",
        fulfilment="Ved godkjenning" if chapter < "4" else "Ved kontraktsinngåelse",
        legal_basis="Forskrift om universell utforming av IKT-løsninger"
        if code == "KR-066"
        else "",
        criteria=f"{criterion_of(chapter)} (20 %)" if evaluated else "",
        needs=f"B-{int(code[3:]) % 40 + 1:02}, B-{int(code[3:]) % 17 + 1:02}",
    )


def specification() -> Specification:
    """Return the requirement specification with all its requirements."""
    rows = [(raw[0], requirement(raw)) for raw in raw_requirements()]
    chapters = tuple(
        ChapterView(
            number, title, number.count(".") + 1, tuple(row for at, row in rows if at == number)
        )
        for number, title in CHAPTERS
    )
    classes = tuple(Fact(letter, f"{name}. {text}") for letter, (name, text) in CLASSES.items())
    return Specification(frame("Kravspesifikasjon"), classes, chapters)


def criteria() -> tuple[CriterionRow, ...]:
    """Return the criteria tree with weights as they are printed."""
    by_code = {code: weight for code, _name, _kind, weight, _parent, _chapters in TREE}
    documentation = {
        "P": "Utfylt prisskjema.",
        "G1": "Beskrivelse av metode, bemanning og kommunenes egeninnsats. Svar på kravene i 4.1.",
        "M": "Dokumentert energibruk og utslipp siste år, og svar på kravene i kapittel 5.",
    }
    return tuple(
        CriterionRow(
            code=code,
            name=name,
            kind={"price": "Pris", "quality": "Kvalitet"}.get(kind, "Klima og miljø"),
            depth=2 if parent else 1,
            weight=f"{weight} %",
            effective=percent(
                Fraction(weight) * Fraction(by_code[parent] if parent else 100) / 100
            ),
            documentation=documentation.get(
                code, "Svar på kravene og demonstrasjon." if chapters else ""
            ),
        )
        for code, name, kind, weight, parent, chapters in TREE
    )


def percent(value: Fraction) -> str:
    """Write a share as people do."""
    return f"{float(value):.1f} %".replace(".0 %", " %").replace(".", ",")


def tender_document() -> TenderDocument:
    """Return the konkurransegrunnlag with everything filled in."""
    spec = specification()
    counts = {letter: 0 for letter in CLASSES}
    for chapter in spec.chapters:
        for row in chapter.requirements:
            counts[row.letter] += 1
    return TenderDocument(
        frame=frame("Konkurransegrunnlag"),
        purpose=(
            "Kommunene på Helgeland skal kjøpe ett felles system for økonomi, lønn, HR og tid.\n"
            "Målet er færre manuelle rutiner, felles kodeverk og fagmiljøer som kan arbeide på "
            "tvers av kommunegrensene."
        ),
        facts=FACTS,
        deadlines=DEADLINES,
        participants=participants(),
        class_counts=tuple(Fact(f"{k} {CLASSES[k][0]}", str(n)) for k, n in counts.items() if n),
        chapter_counts=tuple(
            Fact(f"{c.number} {c.title}", f"{len(c.requirements)} krav")
            for c in spec.chapters
            if c.depth == 2
        ),
        criteria=criteria(),
        scale=scale(),
        formula_words=(
            "Laveste pris får 10 poeng. Poengene synker jevnt med prisforskjellen, og en pris som "
            "er dobbelt så høy som den laveste, får 0 poeng. Høyere priser får negative poeng."
        ),
        formula_symbols="poeng = 10 · (1 − (P − L) / L)",
        example=(
            ExampleRow("10 000 000 kr (laveste)", "10", "10 − 10 · (10 − 10) / 10 = 10"),
            ExampleRow("12 500 000 kr", "7,5", "10 − 10 · (12,5 − 10) / 10 = 7,5"),
            ExampleRow("20 000 000 kr", "0", "10 − 10 · (20 − 10) / 10 = 0"),
        ),
        rounding="Poengene blir ikke avrundet. Totalen blir avrundet til to desimaler.",
        tie_rule="Har to tilbud lik total, vinner det med flest poeng på funksjonalitet.",
        price_lines=price_lines(),
        **OWN,
    )


def participants() -> tuple[ParticipantRow, ...]:
    """Return the municipalities; what is not known is said to be unknown."""
    names = (
        "Alstahaug Brønnøy Dønna Grane Hattfjelldal Hemnes Herøy Leirfjord Lurøy Nesna Rana Vefsn"
    )
    return tuple(
        ParticipantRow(
            name=f"{name} kommune",
            organisation_number="ukjent",
            population=("7 509", "ukjent", "1 380", "1 470")[index % 4],
            status="Har opsjon" if index % 4 == 3 else "Deltar",
        )
        for index, name in enumerate(names.split())
    )


def price_lines() -> tuple[PriceRow, ...]:
    """Return the price form."""
    rows = (
        ("PL-01", "Abonnement per år, alle moduler", "år", "10", False),
        ("PL-02", "Drift og brukerstøtte per år", "år", "10", False),
        ("PL-03", "Innføring i én kommune", "kommune", "12", False),
        ("PL-04", "Migrering av data fra én kommune", "kommune", "12", False),
        ("PL-05", "Opplæringsdag for superbrukere", "dag", "60", False),
        ("PL-06", "Bistand utover leveransen", "time", "1 500", False),
        ("PL-07", "Innføring i én kommune til", "kommune", "3", True),
    )
    return tuple(PriceRow(*row) for row in rows)


def scale() -> tuple[Fact, ...]:
    """Return the scale with a text per step."""
    return (
        Fact("10", "Dekker behovet fullt ut og er vist i drift. Ingen merknader."),
        Fact("8", "Dekker behovet på en god måte. Små mangler uten betydning for bruken."),
        Fact("6", "Dekker det meste. Enkelte mangler som må løses i innføringen."),
        Fact("4", "Dekker deler av behovet. Mangler som gir merarbeid."),
        Fact("2", "Dekker lite. Svaret er uklart eller udokumentert."),
        Fact("0", "Svarer ikke på kravet."),
    )
