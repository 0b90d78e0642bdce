"""What is installed is pinned by digest, and no file tells where it was made."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[a-z,]+\])?==(\S+)( ; .+)? \\$")
REMARK = re.compile(r"^    #( |$)")
DIGEST = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
ADDRESS = re.compile(r"\w:/|@ ?file|\./|/\w+/|index-url|find-links|trusted-host")
# in parts, so that this file does not hold what it looks for
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npm" + "js",
]
PLACES = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "/op" + "t/", "/tm" + "p/", "/Us" + "ers/"]
MADE_BY = re.compile("|".join([*map(re.escape, REGISTRIES), *PLACES]))


def packages(name: str) -> set[tuple[str, str]]:
    """Return name and version of each pin of a lock file; some differ between Pythons."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {(found[1], found[3]) for found in map(PIN.match, lines) if found}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_a_digest_or_a_remark(name: str):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

    odd = [
        line for line in lines if not (PIN.match(line) or DIGEST.match(line) or REMARK.match(line))
    ]
    assert not odd
    assert len(packages(name)) > 20


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_digests(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")

    blocks = re.split(r"\n(?=\S)", text)
    assert len(blocks) == len(packages(name))
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("name", LOCKS)
def test_no_line_holds_an_address_or_a_path(name: str):
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert not ADDRESS.search(line), line


def test_the_lock_of_the_developers_holds_that_of_the_users():
    users, developers = map(packages, LOCKS[:2])

    assert users <= developers
    assert len(developers) > len(users) + 10


def test_everything_that_the_project_asks_for_is_locked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    groups = (
        project["dependencies"],
        project["optional-dependencies"]["dev"],
        settings["dependency-groups"]["bench"],
    )
    for name, wanted in zip(LOCKS, groups, strict=True):
        names = {re.split(r"[\[=<>~ ]", each)[0].lower().replace("_", "-") for each in wanted}
        locked = {each.replace("_", "-") for each, _version in packages(name)}
        assert names <= locked, f"{name} lacks {names - locked}"


def tracked() -> list[Path]:
    """Return the files that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / line for line in ran.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_tells_where_it_was_made():
    files = [file for file in tracked() if "vendor" not in file.parts]
    assert len(files) > 300
    found = []
    for file in files:
        text = file.read_bytes().decode("utf-8", "ignore")
        found += [f"{file.relative_to(ROOT)}: {hit}" for hit in set(MADE_BY.findall(text))]
    assert not found


def test_no_file_of_the_project_is_a_link_or_a_secret():
    names = [file.name for file in tracked()]

    assert not [file for file in tracked() if file.is_symlink()]
    assert not [n for n in names if n.endswith((".db", ".pem", ".key")) or n == "secret-key"]
