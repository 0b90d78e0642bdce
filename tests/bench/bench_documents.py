"""Measure the documents: Word and spreadsheet against what compressing them costs, and memory.

Times are CPU time of one process, the median of interleaved rounds. `python -m
tests.bench.bench_documents` prints them.
"""

import resource
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from procurement.services.documents import write
from procurement.services.documents.tender_set import tender_set
from tests.bench.documents import (
    cells,
    filled_work,
    sheet_by_openpyxl,
    sheet_by_us,
    specification,
    word_by_docxtpl,
    word_by_us,
)
from tests.bench.table import print_table, verdict

ROUNDS = 5
MOST_SECONDS, MOST_MEBIBYTES = 5.0, 250
AGAINST_DEFLATE = {1_000: 3.0, 10_000: 4.0}
AGAINST_DOCXTPL, AGAINST_OPENPYXL = 5.0, 4.0


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the CPU seconds of some rounds, after one that is not counted."""
    found = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return found


def word(number: int) -> None:
    """Compare a Word file with compressing its XML, and a large one with docxtpl."""
    view = specification(number)
    with ZipFile(BytesIO(word_by_us(view))) as package:
        xml = package.read("word/document.xml")
    own, deflate = [], []
    for _round in range(ROUNDS):
        own += seconds(lambda: word_by_us(view), 1)
        deflate += seconds(lambda: zlib.compress(xml, 6), 1)
    ratio, most = median(own) / median(deflate), AGAINST_DEFLATE[number]
    rows = [
        ("written by", "ms", "against ours", "wanted", ""),
        ("kravspor", f"{1000 * median(own):,.0f}", "", "", ""),
        (
            f"deflate of {len(xml) / 2**20:.1f} MiB",
            f"{1000 * median(deflate):,.0f}",
            f"1/{ratio:.1f}",
            f"1/{most:g}",
            verdict(ratio <= most),
        ),
    ]
    if number == max(AGAINST_DEFLATE):
        plain = seconds(lambda: word_by_docxtpl(view), 1)[0]
        times = plain / median(own)
        met = verdict(times >= AGAINST_DOCXTPL)
        rows.append(
            ("docxtpl", f"{1000 * plain:,.0f}", f"{times:.1f}", f"{AGAINST_DOCXTPL:g}", met)
        )
    print_table(f"Word, {number:,} requirements", rows)


def spreadsheet(number: int) -> None:
    """Compare a spreadsheet with openpyxl alone."""
    table = cells(number)
    sheet_by_us(table[:10])
    own = median(seconds(lambda: sheet_by_us(table), 3))
    plain = seconds(lambda: sheet_by_openpyxl(table), 1)[0]
    times = plain / own
    print_table(
        f"Spreadsheet, {number:,} rows of 15 columns",
        [
            ("written by", "ms", "times ours", "wanted", ""),
            ("kravspor", f"{1000 * own:,.0f}", "", "", ""),
            (
                "openpyxl",
                f"{1000 * plain:,.0f}",
                f"{times:.1f}",
                f"{AGAINST_OPENPYXL:g}",
                verdict(times >= AGAINST_OPENPYXL),
            ),
        ],
    )


def whole_set(number: int) -> list[tuple[str, float, float]]:
    """Write all that is sent out from a database; return name, seconds and KiB of each."""
    found = []
    with TemporaryDirectory() as folder:
        database, work = filled_work(Path(folder), number)
        for document in tender_set(work):
            begun = time.process_time()
            size = len(write(work, document.name)) / 2**10
            found.append((document.name, time.process_time() - begun, size))
        database.dispose()
    return found


def time_the_set(number: int) -> None:
    """Print how long all that is sent out takes."""
    found = whole_set(number)
    total = sum(took for _name, took, _size in found)
    rows = [("document", "ms", "KiB", "")]
    rows += [(name, f"{1000 * took:,.0f}", f"{size:,.0f}", "") for name, took, size in found]
    rows.append(("all", f"{1000 * total:,.0f}", "", verdict(total < MOST_SECONDS)))
    print_table(f"The whole set for {number:,} requirements, below {MOST_SECONDS:g} s", rows)


def memory() -> None:
    """Print the most memory of a process of its own that writes one thing.

    A process begins with the peak of the one that starts it, so this is measured first.
    """
    rows = [("what is written", "MiB", "at most", "")]
    for name in WRITTEN:
        with get_context("spawn").Pool(1) as pool:
            peak = pool.apply(peak_of, (name,))
        met = verdict(peak < MOST_MEBIBYTES)
        rows.append((name, f"{peak:.0f}", f"{MOST_MEBIBYTES}", met))
    print_table("Peak memory of a whole process", rows)


def peak_of(name: str) -> float:
    """Write one thing and return the peak memory of this process in MiB."""
    WRITTEN[name]()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WRITTEN: dict[str, Callable[[], object]] = {
    "Word, 10,000 requirements": lambda: word_by_us(specification(10_000)),
    "spreadsheet, 10,000 rows": lambda: sheet_by_us(cells(10_000)),
    "the whole set for 1,000": lambda: whole_set(1_000),
}


def main() -> None:
    """Print all measurements."""
    memory()
    for number in AGAINST_DEFLATE:
        word(number)
    spreadsheet(10_000)
    time_the_set(1_000)


if __name__ == "__main__":
    main()
