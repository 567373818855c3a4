"""`python -m tests.benchmarks.articles`: how pages are read, and how fast.

Lines of our own pages (`tests/articles.txt`), in five layouts: those that the rules were tried on
and those that were held out, and the five reports at a second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geo.reading.article import read_article
from tests.articles import HELD, PAGES, mailed, pdf, plain, score, soup, tagged

if TYPE_CHECKING:
    from tests.articles import Made

LAYOUTS = {"text": plain, "mail": mailed, "HTML": tagged, "HTML of divs": soup, "PDF": pdf}
REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
_ROUNDS = 20
_CHARACTERS = 3_000


def main() -> int:
    """Print a table."""
    out = sys.stdout.write
    out(f"{'layout':14}{'pages':8}{'main story':>12}{'other stories':>15}{'noise':>10}\n")
    for layout, make in LAYOUTS.items():
        for called, pages in (("tried", PAGES), ("held", HELD)):
            scores = [
                score(read_article(make(page), name=name), page) for name, page in pages.items()
            ]
            cells = [
                f"{sum(p[0] for p in part)}/{sum(p[1] for p in part)}"
                for part in zip(*scores, strict=True)
            ]
            out(f"{layout:14}{called:8}{cells[0]:>12}{cells[1]:>15}{cells[2]:>10}\n")
    for called, contents in _contents().items():
        began = time.process_time()
        for _ in range(_ROUNDS):
            for content in contents:
                read_article(content, name=called)
        spent = time.process_time() - began
        texts = _ROUNDS * sum(len(content) for content in contents) / _CHARACTERS
        out(f"{called}: {texts / spent:.0f} of {_CHARACTERS:,} bytes a second\n")
    return 0


def _contents() -> dict[str, list[bytes]]:
    """What is timed."""
    made: list[list[Made]] = [*PAGES.values(), *HELD.values()]
    found = {"own pages, HTML": [tagged(page) for page in made]}
    if REPORTS.is_dir():
        found["reports"] = [path.read_bytes() for path in sorted(REPORTS.glob("*.txt"))]
    return found


if __name__ == "__main__":
    sys.exit(main())
