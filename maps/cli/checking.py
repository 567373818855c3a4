"""The command that checks quotes against the texts they were taken from: `check`."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path  # noqa: TC003 - Typer reads the signatures
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    StorePath,
    open_store,
    out,
    print_json,
    tell,
)
from maps.cli.reports import articles_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.checking import Checked, Fault

__all__ = ["check"]

_WHAT_TO_DO: Final = {
    "quote_differs": "look at the report; then put the claim right with `incidentmap claim ID "
    "--supersedes CLAIM`, or take it back with `incidentmap withdraw CLAIM --why …`",
    "text_changed": "read the report again with `incidentmap read FILE`, which mends the text",
    "text_missing": "give the report: `incidentmap check FILE`",
}
_HEADINGS: Final = {
    "quote_differs": "Other words stand at that place",
    "text_changed": "The text that was kept is damaged",
    "text_missing": "The text is not kept",
}


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Reports whose texts the store does not keep."),
    ] = None,
    *,
    seeds: Annotated[
        bool, typer.Option("--seeds", help="Check the incidents that come along, not the store.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with exit code 1 for missing texts, too.")
    ] = False,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Check that every quote still stands in the text that it was taken from.

    Exit code 1 if a quote differs or a text was damaged.

    A text that is not kept is told, and can be given as FILE.
    """
    from geo.checking import Outcome

    read = [one for file in files or () for one in articles_in(file)]
    given = {article.sha256: article.text for _, article in read}
    checked = _of_seeds(given) if seeds else _of_store(store, given)
    for name, article in read:
        if article.sha256 not in checked.cited:
            tell(f"{name}: nothing cites this text; the report may have changed since it was read")
    if as_json:
        print_json(_record(checked))
    else:
        _print(checked)
    if checked.broken or (strict and checked.count(Outcome.TEXT_MISSING)):
        raise typer.Exit(1)


def _of_store(path: Path, given: Mapping[str, str]) -> Checked:
    """Check everything in a store, against its own texts first."""
    from geo.checking import check_citations
    from geo.incident import Status
    from geo.store import Query

    with open_store(path) as opened:
        everything = opened.read(Query(statuses=tuple(Status)))

        def text_of(sha256: str) -> str | None:
            kept = opened.text(sha256)
            return given.get(sha256) if kept is None else kept

        return check_citations(everything.dossiers, text_of)


def _of_seeds(given: Mapping[str, str]) -> Checked:
    """Check the incidents that come along, against the digests that come along."""
    from geo.checking import check_citations
    from geo.seeding import read_seeds
    from geo.source import text_sha256
    from seeds import report_files

    digests = [file.read_text(encoding="utf-8") for file in report_files()]
    texts = {text_sha256(text): text for text in digests} | dict(given)
    return check_citations(read_seeds().dossiers, texts.get)


def _record(checked: Checked) -> dict[str, Any]:
    """What came of it, for programs."""
    from geo.checking import Outcome
    from geo.record import to_record

    return {
        **{outcome.value: checked.count(outcome) for outcome in Outcome},
        "unchecked": checked.unchecked,
        "faults": [
            {**to_record(fault), "what_to_do": _WHAT_TO_DO[fault.outcome]}
            for fault in checked.faults
        ],
    }


def _print(checked: Checked) -> None:
    """What came of it, for people: the counts, then each fault under what is to be done."""
    from geo.checking import Outcome
    from maps.cli.output import plain_text

    for number, told in (
        (checked.held, "hold"),
        (checked.count(Outcome.QUOTE_DIFFERS), "quote other words than their text has"),
        (checked.count(Outcome.TEXT_CHANGED), "point into a text that was damaged"),
        (checked.count(Outcome.TEXT_MISSING), "point into a text that is not kept"),
        (checked.unchecked, "give no place in a text; there is nothing to check"),
    ):
        if number or told == "hold":
            out().print(f"{number:>6,}  {told}")
    for outcome, heading in _HEADINGS.items():
        faults = [fault for fault in checked.faults if fault.outcome == outcome]
        if faults:
            out().print()
            out().print(heading, style="bold")
            out().print(f"What to do: {_WHAT_TO_DO[outcome]}.")
            for line in _lines(faults):
                out().print(plain_text(line), soft_wrap=True)


def _lines(faults: Iterable[Fault]) -> Iterable[str]:
    """Faults one a line, under the text that they point into."""
    text = attrgetter("source", "sha256")
    for (source, sha256), group in groupby(sorted(faults, key=text), key=text):
        yield f"  {source}, text {sha256[:12]}…"
        for fault in group:
            yield f"    {fault.incident}  {fault.claim}"
            if fault.found is not None:
                yield f"      cited: {' '.join((fault.quote or 'nothing').split())}"
                yield f"      found: {' '.join(fault.found.split()) or 'nothing'}"
