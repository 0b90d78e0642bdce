"""Find the data folders, beside the package in a checkout and inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """Return the folder `templates`, `requirements_catalog` or `exports`."""
    installed = _PACKAGE / "_resources" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
