"""What an annex skeleton or another letter of the set shows, and writing it from its master."""

from dataclasses import dataclass

from procurement.exporting.docx import Fill, fill_shipped
from procurement.exporting.views import Fact, Frame, ParticipantRow


@dataclass(frozen=True)
class AnnexText:
    """A place that the buyer fills in; while it is blank, the hint says what belongs there."""

    label: str
    text: str
    hint: str  # empty once there is a text


@dataclass(frozen=True)
class AnnexPart:
    """A part that is written from what the procurement knows, and what is still to be filled in."""

    heading: str
    lines: tuple[str, ...]
    blank: str = ""


@dataclass(frozen=True)
class AnnexDocument:
    """An annex of the contract, or a letter or guide that goes with the set."""

    frame: Frame
    filled_by: str  # «Oppdragsgiver og leverandør»
    unverified: str  # what has not been checked of number and title, empty where all has
    facts: tuple[Fact, ...]
    deadlines: tuple[Fact, ...]
    participants: tuple[ParticipantRow, ...]
    texts: tuple[AnnexText, ...]
    parts: tuple[AnnexPart, ...]  # of the protocol; other documents have none


def write_annex(folder: str, view: AnnexDocument, fill: Fill = fill_shipped) -> bytes:
    """Return an annex as a Word document, from the master in a folder."""
    return fill(folder, view)
