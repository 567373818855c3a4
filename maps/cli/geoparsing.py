"""The command `geoparse`: the places of a text, for a person, a program, a map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from geo.errors import ModelError
from maps.cli.common import AsJson, open_gazetteer, out, print_json, progress_bar, tell
from maps.cli.streams import STANDARD, called, opened_lines, read_text, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.geoparsing import Geoparsed
    from gazetteer.index import Gazetteer
    from gazetteer.recognize import Recognizer

__all__ = ["geoparse"]

_MANY = "Many at once"
_FILES = "Write to a file"
_WIDEST = 110


class _Targets(NamedTuple):
    """What is asked for; `-` is standard output."""

    as_json: bool
    geojson: str | None
    html: str | None

    @property
    def files(self) -> list[Path]:
        """The files to write."""
        return [Path(one) for one in (self.geojson, self.html) if one and one != STANDARD]

    @property
    def on_stdout(self) -> list[str]:
        """The options that write to standard output."""
        options = {"--json": self.as_json, "--geojson": self.geojson == STANDARD}
        options["--html"] = self.html == STANDARD
        return [option for option, asked in options.items() if asked]


def geoparse(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Texts, in English; - is standard input."),
    ] = None,
    *,
    geojson: Annotated[
        str | None,
        typer.Option(
            "--geojson",
            metavar="OUT",
            help="Write mentions and relations as GeoJSON; - to standard output.",
            rich_help_panel=_FILES,
        ),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="OUT",
            help="Write the text beside a map, as one page that needs no network.",
            rich_help_panel=_FILES,
        ),
    ] = None,
    recognizer: Annotated[
        str | None,
        typer.Option(
            "--recognizer",
            metavar="spacy:MODEL",
            help="Find names with a spaCy pipeline instead of the built-in model.",
        ),
    ] = None,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl",
            metavar="FILE",
            help="Read a JSON object a line (id, text), - from standard input; write mentions and "
            "relations a line.",
            rich_help_panel=_MANY,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write the answers to this file, whole or not at all.",
            rich_help_panel=_MANY,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            help="Processes; one for each core if left out.",
            rich_help_panel=_MANY,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find the places of a text: which words name them, which places, what is said to lie there.

    Shows the text with its places marked, then the places, then the ground that the text means by
    way of them ("10 km north of …"). Nothing is sent anywhere.
    """
    sources, targets = files or [], _Targets(as_json, geojson, html)
    if jsonl is not None:
        if sources or as_json or geojson or html or recognizer:
            msg = "--jsonl has the texts in its lines and answers in lines; leave the others out"
            raise ModelError(msg)
        _many(jsonl, output, workers)
        return
    if output is not None or workers is not None:
        msg = f"{'--workers' if output is None else '--out'} goes with --jsonl FILE"
        raise ModelError(msg)
    _check(sources, targets)
    find = _recognizer(recognizer)
    texts = [(source, read_text(source)) for source in sources]
    for source, text in texts:
        if not text.strip():
            tell(f"{called(source)} is empty")
    with open_gazetteer() as gazetteer:
        found = _geoparsed(gazetteer, texts, find)
        made = _made(gazetteer, found, targets)
    _write(found, made, targets)


def _check(sources: Sequence[str], targets: _Targets) -> None:
    """Refuse what contradicts itself, before anything is read."""
    if not sources:
        msg = "a text is missing; give a file, - for standard input, or --jsonl FILE"
        raise ModelError(msg)
    if sources.count(STANDARD) > 1:
        msg = "standard input can be read once; give - once"
        raise ModelError(msg)
    if len(targets.on_stdout) > 1:
        msg = f"{' and '.join(targets.on_stdout)} both write to standard output; name a file"
        raise ModelError(msg)
    places = [file.resolve() for file in targets.files]
    places += {Path(source).resolve() for source in sources if source != STANDARD}
    for file in targets.files:
        if places.count(file.resolve()) > 1:
            msg = f"{file} would be written over; give each output a name of its own"
            raise ModelError(msg)


def _recognizer(name: str | None) -> Recognizer:
    """What finds the mentions."""
    from gazetteer.recognize import recognize
    from gazetteer.recognize_spacy import SpacyRecognizer

    if name is None:
        return recognize
    kind, _, pipeline = name.partition(":")
    if kind != "spacy" or not pipeline:
        msg = f"--recognizer is {name!r}; wanted spacy:MODEL, such as spacy:en_core_web_md"
        raise ModelError(msg)
    return SpacyRecognizer(pipeline)


def _geoparsed(
    gazetteer: Gazetteer, texts: Sequence[tuple[str, str]], recognizer: Recognizer
) -> list[tuple[str, Geoparsed]]:
    """Geoparse each text."""
    from gazetteer.geoparsing import geoparse as find
    from geo.border import borders
    from maps.cli.marked import running_text

    known, whole, done = borders(), sum(len(text) for _, text in texts), 0
    found = []
    with progress_bar() as advance:
        for source, text in texts:

            def told(read: int, _: int, *, before: int = done, source: str = source) -> None:
                advance(before + read, whole, f"geoparsing {running_text(called(source))}")

            found.append((source, find(
                text, gazetteer=gazetteer, borders=known, recognizer=recognizer, progress=told,
            )))  # fmt: skip
            done += len(text)
    return found


def _made(
    gazetteer: Gazetteer, texts: Sequence[tuple[str, Geoparsed]], targets: _Targets
) -> list[tuple[str, bytes]]:
    """What is to be written, all of it before anything is."""
    made: list[tuple[str, bytes]] = []
    if targets.geojson:
        from geo.exchange.mentions import mentions_to_geojson

        made.append((targets.geojson, mentions_to_geojson(texts)))
    if targets.html:
        from maps.reading_page import reading_ground, render_reading
        from maps.reading_scene import build_reading

        named = [(Path(called(source)).name, found) for source, found in texts]
        reading = build_reading(named, gazetteer=gazetteer)
        page = render_reading(reading, reading_ground(reading))
        made.append((targets.html, page.encode()))
    return made


def _write(
    texts: Sequence[tuple[str, Geoparsed]], made: Sequence[tuple[str, bytes]], targets: _Targets
) -> None:
    """Write files and say where they are; what else is asked for goes to standard output."""
    for target, content in made:
        with written(None if target == STANDARD else Path(target)) as file:
            file.write(content)
    if targets.as_json:
        _print_records(texts)
    elif not made:
        _show(texts)
    for path in targets.files:
        if targets.on_stdout:
            tell(str(path))
        else:
            out().print(str(path), soft_wrap=True)


def _print_records(texts: Sequence[tuple[str, Geoparsed]]) -> None:
    """One object for one text, a list for several."""
    from gazetteer.geoparsing import geoparsed_record

    records = [{"file": source, **geoparsed_record(found)} for source, found in texts]
    print_json(records[0] if len(records) == 1 else records)


def _show(texts: Sequence[tuple[str, Geoparsed]]) -> None:
    """Show each text to a person."""
    from rich.rule import Rule

    from maps.cli.marked import marked_view, running_text

    console = out()
    styled = console.color_system is not None and not console.no_color
    width = min(console.width, _WIDEST)
    for source, found in texts:
        if len(texts) > 1:
            console.print(Rule(running_text(called(source)), align="left"), width=width)
        console.print(marked_view(found, styled=styled, width=width), width=width)


def _many(source: str, output: Path | None, workers: int | None) -> None:
    """Answer each line of a file."""
    import orjson

    from gazetteer.geoparsing import geoparse_lines
    from geo.border import borders

    with (
        opened_lines(source, "geoparsing") as lines,
        open_gazetteer() as gazetteer,
        written(output) as file,
    ):
        for record in geoparse_lines(
            gazetteer, lines, name=called(source), borders=borders, workers=workers
        ):
            file.write(orjson.dumps(record) + b"\n")
            if output is None:
                sys.stdout.flush()
