"""The command that turns reports into draft incidents: `read`."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from contextlib import nullcontext
from pathlib import Path  # noqa: TC003 - Typer reads the signatures
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from geo.errors import ModelError
from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    StorePath,
    open_gazetteer,
    open_store,
    out,
    print_json,
    progress_bar,
    tell,
)
from maps.cli.keeping import alike_in, earlier_in, keep_in, known_in
from maps.cli.reports import articles_in
from maps.cli.streams import STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer
    from geo.merge import Proposal
    from geo.reading.article import Article
    from geo.reading.extractor import Extracted, Extractor
    from geo.reading.read import Reading
    from geo.store import GeoPackageStore
    from maps.cli.keeping import Named

__all__ = ["read"]

_MODEL: Final = "Ask a language model"
_MOST_NAMED: Final = 3


class _Model(NamedTuple):
    """The language model that is asked."""

    url: str
    name: str
    key_variable: str | None


def read(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|URL|-...",
            help="Reports: text, HTML, MHTML, PDF, mail; - is standard input.",
        ),
    ] = None,
    *,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication, whatever the reports say."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what is read, and write nothing.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the drafts, with --json too.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept what is read without reviewing it.")
    ] = False,
    extractor: Annotated[
        str | None,
        typer.Option(
            "--extractor",
            metavar="URL",
            help="Send the reports to this chat-completions endpoint.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Name under which it knows the model.", rich_help_panel=_MODEL),
    ] = None,
    key_variable: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Environment variable that holds the key; INCIDENTMAP_MODEL_KEY if left out.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Read reports: what happened, when, where, by whom, how many were hurt, and who says so.

    Keeps what it finds as drafts, which wait for a person: `review` goes through them.

    With --json nothing is kept unless --keep or --accept says so.
    """
    if dry_run and (keep or accept):
        msg = f"--dry-run writes nothing, so {'--accept' if accept else '--keep'} contradicts it"
        raise ModelError(msg)
    keeping = accept or keep or not (as_json or dry_run)
    asked = _model(extractor, model, key_variable)
    named = _taken_in(files or [], published)
    there = store.exists() and (keeping or not as_json)
    with open_store(store) if there else nullcontext() as opened:
        known = known_in(opened, named, mend=keeping) if opened else []
        fresh = [one for one in named if one[0] not in known] if keeping else named
        reading = _read(fresh, opened, asked)
        alike = alike_in(opened, reading) if opened and not as_json else []
        kept = keep_in(opened, store, reading, accept=accept) if keeping else []
    if as_json:
        _print_record(reading, kept, known if keeping else [], store)
    else:
        _show(reading)
        _show_alike(alike, store, kept=bool(kept))
        _say_where(reading, kept, store, accept=accept)


def _model(url: str | None, name: str | None, key_variable: str | None) -> _Model | None:
    """The language model that is asked for; None for the built-in extractor."""
    if url is None:
        if name is None and key_variable is None:
            return None
        given = "--model" if name is not None else "--key-variable"
        msg = f"{given} goes with --extractor URL, the server that is asked"
        raise ModelError(msg)
    if name is None:
        msg = "--extractor needs --model NAME, the name under which the server knows the model"
        raise ModelError(msg)
    return _Model(url, name, key_variable)


def _taken_in(files: Sequence[str], published: str | None) -> Named:
    """Take in every report, before anything is read in one."""
    from geo.drafting import day_of

    if not files:
        msg = "a report is missing; give a file, an address, or - for standard input"
        raise ModelError(msg)
    if files.count(STANDARD) > 1:
        msg = "standard input can be read once; give - once"
        raise ModelError(msg)
    try:
        day = day_of(published) if published is not None else None
    except ModelError as problem:
        msg = f"--published: {problem}"
        raise ModelError(msg) from None
    return [one for file in dict.fromkeys(files) for one in articles_in(file, published=day)]


def _read(named: Named, store: GeoPackageStore | None, asked: _Model | None) -> Reading:
    """Read the reports, with what is known of other reports and incidents."""
    from geo.reading.read import read_reports

    _warn(named, built_in=asked is None)
    dropped: Counter[str] = Counter()
    with open_gazetteer() as gazetteer, progress_bar() as advance:
        reading = read_reports(
            [article for _, article in named],
            gazetteer=gazetteer,
            extractor=_asking(asked, gazetteer, dropped) if asked else None,
            names=[name for name, _ in named],
            taken=store.ids() if store else frozenset(),
            earlier=earlier_in(store, named) if store else {},
            progress=lambda read, whole: advance(read, whole, "reading"),
        )
    for why, number in dropped.items():
        tell(f"dropped {number} of what the model answered: {why.replace('_', ' ')}")
    return reading


def _asking(asked: _Model, gazetteer: Gazetteer, dropped: Counter[str]) -> Extractor:
    """An extractor that asks the model, and counts what of its answers did not hold."""
    from geo.reading.language_model import LanguageModel

    model = LanguageModel(
        asked.url, asked.name, gazetteer=gazetteer, key_variable=asked.key_variable
    )
    tell(f"the reports are sent to {asked.url}, and nowhere else")

    def extract(article: Article) -> Extracted:
        checked = model.read(article)
        dropped.update({str(why): number for why, number in checked.dropped.items()})
        return checked.extracted

    return extract


def _warn(named: Named, *, built_in: bool) -> None:
    """Say what will keep reports from being read well."""
    undated = [name for name, article in named if article.published is None]
    if undated:
        tell(f"{_listed(undated)}: no day of publication found; give it with --published DATE")
    foreign = [name for name, article in named if article.language not in {None, "en"}]
    if built_in and foreign:
        tell(f"{_listed(foreign)}: not in English, it seems; only English is read well")


def _listed(names: Sequence[str]) -> str:
    """Some names in a line."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_MOST_NAMED])} and {more} more"


def _print_record(reading: Reading, kept: Sequence[str], known: Sequence[str], store: Path) -> None:
    """What was read, for programs; with what was kept and what was known, if anything was."""
    from geo.reading.records import reading_record

    record = reading_record(reading)
    if kept:
        record |= {"kept": list(kept), "store": str(store)}
    if known:
        record |= {"known": list(known)}
    print_json(record)


def _show(reading: Reading) -> None:
    """What was read, for people; a report in which nothing was found is named."""
    from maps.cli.output import plain_text
    from maps.cli.reading_view import reading_view

    out().print(reading_view(reading))
    told = {c.citation.source for draft in reading.drafts for c in draft.dossier.claims}
    for text in reading.texts:
        if text.source not in told:
            out().print(plain_text(f"{text.name}: no incident found"), soft_wrap=True)


def _say_where(reading: Reading, kept: Sequence[str], store: Path, *, accept: bool) -> None:
    """Say where the drafts went, and what comes next."""
    number = f"{len(reading.drafts)} draft{'' if len(reading.drafts) == 1 else 's'}"
    if kept and accept:
        line = f"accepted {number.replace('draft', 'incident')} into {store}, unreviewed"
    elif kept:
        them = "them" if len(kept) > 1 else "it"
        line = f"kept {number} in {store}; {_command('review', store)} walks you through {them}"
    elif reading.drafts:
        line = f"{number}; nothing was written"
    else:
        return
    out().print(line, soft_wrap=True)


def _show_alike(alike: Sequence[Proposal], store: Path, *, kept: bool) -> None:
    """Name what the store may hold already, and how it is made one; nothing is merged here."""
    from rich.rule import Rule
    from rich.text import Text

    from maps.cli.output import plain_text

    if alike:
        heading = Text(f"Perhaps in {store} already")
        out().print(Rule(heading, align="left", style="dim"))
    for proposal in alike:
        why = " ".join(reason.text for reason in proposal.likeness.speaks_for)
        out().print(
            plain_text(
                f"{proposal.other} may be the same event as {proposal.keep} "
                f"({proposal.likeness.score:.2f} of 1). {why}"
            )
        )
        if kept:
            command = _command(f"merge {proposal.keep} {proposal.other}", store)
            out().print(f"  {command}", soft_wrap=True)
        out().print()


def _command(words: str, store: Path) -> str:
    """A command as it is to be typed for this store."""
    if store == DEFAULT_STORE or os.environ.get("INCIDENTMAP_STORE") == str(store):
        return f"`incidentmap {words}`"
    return f"`incidentmap {words} --store {shlex.quote(str(store))}`"
