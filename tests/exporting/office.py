"""LibreOffice as an independent reader of what is written."""

import subprocess
from pathlib import Path


def convert(files: list[Path], kind: str, folder: Path) -> dict[str, Path]:
    """Convert files with a profile of their own; return the new files by name."""
    out = folder / kind
    out.mkdir()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {file.stem: out / f"{file.stem}.{kind}" for file in files}
