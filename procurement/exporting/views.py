"""What the handed-out documents show: frozen, sorted, rounded, labelled, translated.

A writer gets one of these and nothing else; the same view gives the same content in all formats.
"""

from dataclasses import dataclass, field

from procurement.exporting.tender_views import EnvironmentFacts, OptionRow, TenderTexts


@dataclass(frozen=True)
class Frame:
    """What stands on every page of a document."""

    title: str  # name of the document: «Konkurransegrunnlag»
    procurement: str  # «Felles ERP for Helgeland»
    buyer: str
    language: str  # nb | nn
    issued: str  # «24. november 2026»
    baseline: str  # «Baseline 1 · sha256:1a2b3c4d…» or «Utkast · sha256:…»
    notice: str = ""  # one line under the title, such as «Utkast. Ikke kunngjort.»


@dataclass(frozen=True)
class Fact:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class ParticipantRow:
    """One municipality."""

    name: str
    organisation_number: str  # «ukjent» where it is not known
    population: str
    status: str


@dataclass(frozen=True)
class RequirementRow:
    """One requirement as it goes out."""

    code: str
    title: str
    letter: str  # A, V, AV, I, O, K
    class_name: str
    statement: str
    answer_form: str
    answer_instruction: str
    verification: str
    deviation: str  # consequence of a deviation, empty where there is none
    fulfilment: str
    legal_basis: str
    criteria: str  # «K1 (20 %)»
    needs: str  # «B-07, B-12»


@dataclass(frozen=True)
class ChapterView:
    """A chapter with its requirements; depth 1 or 2."""

    number: str
    title: str
    depth: int
    requirements: tuple[RequirementRow, ...]


@dataclass(frozen=True)
class AcceptedRow:
    """A wording that stands although the language check remarks on it."""

    code: str  # of the requirement
    words: str
    rule: str  # what the rule is called
    reason: str


@dataclass(frozen=True)
class Specification:
    """The requirement specification."""

    frame: Frame
    classes: tuple[Fact, ...]  # letter and meaning
    chapters: tuple[ChapterView, ...]  # in reading order, a parent before its children
    accepted: tuple[AcceptedRow, ...] = ()  # printed last, if there are any


@dataclass(frozen=True)
class CriterionRow:
    """One node of the criteria tree, in reading order."""

    code: str
    name: str
    kind: str
    depth: int
    weight: str  # «40 %» among its siblings
    effective: str  # «12,6 %» of the whole
    documentation: str


@dataclass(frozen=True)
class PriceRow:
    """One line of the price form."""

    code: str
    name: str
    unit: str
    quantity: str
    is_option: bool


@dataclass(frozen=True)
class ExampleRow:
    """A worked example of the price formula, computed by the engine."""

    price: str
    points: str
    working: str = ""  # «10 · (1 − (12 / 10 − 1)) = 8,00»


@dataclass(frozen=True)
class TenderDocument:
    """The konkurransegrunnlag."""

    frame: Frame
    purpose: str
    facts: tuple[Fact, ...]  # procedure, contract type, buyer …
    deadlines: tuple[Fact, ...]
    participants: tuple[ParticipantRow, ...]
    class_counts: tuple[Fact, ...]  # «A Minstekrav» -> «52»
    chapter_counts: tuple[Fact, ...]  # «1.1 Regnskap …» -> «9 krav»
    criteria: tuple[CriterionRow, ...]
    scale: tuple[Fact, ...]  # «8» -> «Dekker alt på en god måte …»
    formula_words: str
    formula_symbols: str  # «poeng = 10 · (1 − (P − L) / L)»
    example: tuple[ExampleRow, ...]
    rounding: str
    tie_rule: str
    environment: str
    price_lines: tuple[PriceRow, ...]
    texts: TenderTexts  # what the buyer fills in
    is_negotiated: bool  # else an open procedure
    method: str  # how the winner is found, in words
    normalisation: str  # empty where points are not lifted
    options: tuple[OptionRow, ...]  # municipalities that may join later
    environment_facts: EnvironmentFacts


@dataclass(frozen=True)
class SheetBid:
    """A bid as a column of a score sheet; the price is empty until prices are open."""

    code: str
    name: str
    price: str | None = None  # decimal string, exact
    excluded: str = ""  # the reason; an excluded bid takes no part in prices, totals and ranks


@dataclass(frozen=True)
class SheetScore:
    """Points and reason in one cell; empty points are blank, never zero."""

    points: str | None = None  # decimal string
    reason: str = ""


@dataclass(frozen=True)
class SheetNode:
    """A node of the tree of a score sheet, in reading order; a leaf has scores."""

    code: str
    name: str
    depth: int
    parent: str | None
    weight: str  # decimal string, relative to its siblings
    kind: str  # quality | environment | price | requirement
    is_leaf: bool
    statement: str = ""
    scores: tuple[SheetScore, ...] = ()  # one per bid, for requirement leaves


@dataclass(frozen=True)
class ScoreSheet:
    """One evaluator's score sheet, or the agreed one; formulas give the engine's totals."""

    frame: Frame
    evaluator: str
    bids: tuple[SheetBid, ...]
    nodes: tuple[SheetNode, ...]
    max_points: str
    formula: str  # as the engine calls it
    zero_at: str
    floor: str | None
    rounding_points: int | None
    rounding_total: int | None
    scale: tuple[Fact, ...]
    totals: tuple[
        str | None, ...
    ]  # the engine's exact total per bid, decimal string; None if incomplete
    ranks: tuple[int | None, ...]
    labels: dict[str, str] = field(default_factory=dict)  # translated words of the sheet
    knee: str = "1.5"
    base: str = "10"
    full_price: str = ""  # of the formula between fixed prices
    zero_price: str = ""
    is_clamped: bool = False
    bands: tuple[tuple[str | None, str], ...] = ()  # upper limit and points, lowest first


@dataclass(frozen=True)
class ReasonRow:
    """What was agreed on one requirement for one bid."""

    code: str
    title: str
    points: str
    reason: str


@dataclass(frozen=True)
class ResultBid:
    """One bid in the evaluation report, best first."""

    code: str
    name: str
    rank: str
    total: str
    price: str
    contributions: tuple[str, ...]  # per main criterion, in the order of the columns
    contribution_values: tuple[float, ...]  # the same as numbers, for the chart only
    reasons: tuple[tuple[str, tuple[ReasonRow, ...]], ...]  # (criterion heading, rows)
    excluded: str = ""


@dataclass(frozen=True)
class EvaluationReport:
    """The evaluation report."""

    frame: Frame
    summary: str  # who wins, by how much, in one or two sentences
    facts: tuple[Fact, ...]  # method, engine version, digest, computed at
    columns: tuple[str, ...]  # main criteria «Pris 30 %»
    bids: tuple[ResultBid, ...]
    criteria: tuple[CriterionRow, ...]
    formula_words: str
    formula_symbols: str
    chart_title: str
    chart_description: str
    in_kroner: bool = False  # totals are amounts, and the lowest wins
