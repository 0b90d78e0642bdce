"""The wheel builds, and runs from an empty environment outside the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def kravspor(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command in an environment that sees our libraries but not our checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, capture_output=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    libraries = packages / "libraries"
    libraries.mkdir()
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if found.suffix != ".pth":
            (libraries / found.name).symlink_to(found)
    (packages / "libraries.pth").write_text("libraries\n")
    return folder / "bin" / "kravspor"


def test_nothing_but_the_package_lands_in_site_packages(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        names = set(archive.namelist())

    assert {top.split("-")[0] for top in tops} == {"procurement", "kravspor"}
    assert "procurement/_resources/templates/base.html" in names
    assert "procurement/_resources/exports/konkurransegrunnlag/master.docx" in names
    assert "procurement/translations/nn.po" in names
    assert "procurement/web/static/kravspor.css" in names


def test_the_installed_command_does_the_whole_job(kravspor: Path, tmp_path: Path) -> None:
    settings = {
        "PATH": os.environ["PATH"],
        "KRAVSPOR_DATA": str(tmp_path / "data"),
        "KRAVSPOR_DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}",
    }
    out = tmp_path / "out"
    for command in (
        ["check-catalogue"],
        ["upgrade"],
        ["demo"],
        ["export", "--procurement", "helgeland-erp", "--out", str(out)],
    ):
        done = subprocess.run(
            [kravspor, *command],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    names = {file.name for file in out.iterdir()}
    assert {"konkurransegrunnlag.docx", "kravspesifikasjon.docx", "kravspesifikasjon.xlsx"} <= names
    assert "evalueringsrapport.pdf" in names
    assert len([name for name in names if name.startswith("poengark-")]) == 4
