"""What must be looked at again: links that rest on a text which has changed since."""

from procurement.services.suspects.clearing import Cleared, clear
from procurement.services.suspects.kinds import Suspect, SuspectKind
from procurement.services.suspects.reading import count_suspects, list_suspects

__all__ = ["Cleared", "Suspect", "SuspectKind", "clear", "count_suspects", "list_suspects"]
