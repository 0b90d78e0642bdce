"""What a check is: it reads one requirement and points at the parts that break a rule."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary

Check = Callable[[Reading, Subject], Iterable[Hit]]
Settings = Mapping[str, Any]
Mechanism = Callable[[str, Settings, Vocabulary], Check]
