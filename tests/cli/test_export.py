"""`kravspor export --set` writes what goes out, with a manifest that fits the files."""

import hashlib
import json
from pathlib import Path

from .conftest import Run


def test_the_set_is_written_with_its_manifest(run: Run, tmp_path: Path):
    run("upgrade")
    run("demo")
    out = tmp_path / "out"

    words = ("export", "--set", "konkurransegrunnlag", "--procurement", "helgeland-erp")
    written = run(*words, "--out", out)

    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    names = [file["name"] for file in manifest["files"]]
    assert written.stdout.split() == [
        str(out / n) for n in (*names, "manifest.json", "innhold.txt")
    ]
    assert {file.name for file in out.iterdir()} == {*names, "manifest.json", "innhold.txt"}
    assert names[:2] == ["konkurransegrunnlag.docx", "kravspesifikasjon.docx"]
    assert not {"protokoll-del-1.docx", "kravspesifikasjon.xlsx"} & set(names)
    for file in manifest["files"]:
        content = (out / file["name"]).read_bytes()
        assert (file["size"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    listing = (out / "innhold.txt").read_text(encoding="utf-8")
    assert "Bilag 6: Samlet pris og prisbestemmelser" in listing
    assert "Kontrollsummene gjelder filene slik de ligger her." in listing


def test_another_set_is_refused(run: Run, tmp_path: Path):
    refused = run("export", "--set", "x", "--procurement", "a", "--out", tmp_path, status=2)
    assert "konkurransegrunnlag" in refused.output
