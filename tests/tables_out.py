"""Incidents on their way into tables, and how LibreOffice reads what comes of them."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geo.dossier import Collection, Dossier
from geo.exchange.entries import Going, going
from geo.incident import Claim, Field, Withdrawal
from geo.source import Citation, Source
from geo.store import GeoPackageStore, Query
from geo.when import When
from tests.builders import AT, PAPER, claim, strike
from tests.outside import office

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    '"=1+1',
    "'=1+1",
    "\u200f=1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://example.org","x")',
    "harmless; =1+1",
    "harmless\n=1+1",
    'harmless\r\n"=1+1',
    "</r><r>",
    '<r></t></is></c><c r="B2"><f>1+1</f></c></r>',
    "</script><b>&amp;_x0041_",
    "bell \x07 and escape \x1b",
    "سراوان، «مرز» ؛ ۹ نفر",
    'a,b"c"',
)


def hostile(number: int, text: str) -> Dossier:
    """An incident with the text wherever there can be text."""
    one = strike(f"hostile-{number}")
    where = one.claims[1].where
    assert where
    claims = (
        one.claims[0],
        replace(one.claims[1], where=replace(where, mention=text, name=text, admin1=text)),
        *(
            replace(claim(about, text, incident=one.incident.id), claimant=f"{text} they")
            for about in (Field.PERPETRATOR, Field.TARGET, Field.WEAPON)
        ),
    )
    quoted = tuple(
        replace(one, citation=Citation(source=one.citation.source, quote=text)) for one in claims
    )
    return replace(one, incident=replace(one.incident, title=f"{text}."), claims=quoted)


def all_hostile() -> Collection:
    """Every hostile text in an incident of its own."""
    return Collection(
        dossiers=tuple(hostile(number, text) for number, text in enumerate(HOSTILE)),
        sources=(PAPER,),
    )


def disputed() -> Collection:
    """A strike with a denial, a claim taken back, one superseded, and a paraphrase."""
    base = strike()
    said = (
        *base.claims,
        claim(Field.KILLED, base.claims[2].count or "", number=2, claimant="Pakistan", denies=True),
        claim(Field.WEAPON, "rockets", number=1),
        claim(Field.WEAPON, "drones", number=2, supersedes="strike.weapon.1"),
        claim(Field.TARGET, "a house", number=1),
        _paraphrased(claim(Field.PERPETRATOR, "Pakistan", number=1)),
    )
    taken = Withdrawal(subject="strike.target.1", why="misread", by="me", at=AT)
    source = Source(
        id="paper",
        publisher="The Paper",
        url="https://example.org/a",
        published=PAPER.published,
    )
    return Collection(
        dossiers=(replace(base, claims=said, withdrawals=(taken,)),), sources=(source,)
    )


def _paraphrased(one: Claim) -> Claim:
    return replace(one, citation=replace(one.citation, quote="It\nwas them.", paraphrased=True))


def dated(*edtfs: str) -> Collection:
    """An incident a date."""
    return Collection(
        dossiers=tuple(
            replace(
                strike(f"i{number}"),
                claims=(claim(Field.DATE, When.parse(edtf), incident=f"i{number}"),),
            )
            for number, edtf in enumerate(edtfs)
        ),
        sources=(PAPER,),
    )


@contextmanager
def outgoing(collection: Collection, **manner: Any) -> Iterator[Going]:  # noqa: ANN401
    """The incidents out of a store of their own."""
    with (
        TemporaryDirectory() as folder,
        GeoPackageStore.create(Path(folder) / "a.gpkg", collection) as store,
    ):
        yield going(store, Query(), **manner)


def values_of(out: Going) -> list[dict[str, Any]]:
    """The values of all incidents by column."""
    return [dict(entry.values) for entry in out.entries()]


def by_office(file: Path, folder: Path, *, sheet: int = 1, importing: str = "") -> list[list[str]]:
    """The cells of a sheet as LibreOffice shows them; `importing` is a filter for what it opens."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    export = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"
    options = [f"--infilter={importing}"] if importing else []
    out = folder / "out"
    office(profile, *options, "--convert-to", export, "--outdir", str(out), str(file))
    (made,) = out.iterdir()
    try:
        with made.open(encoding="utf-8", newline="") as text:
            return list(csv.reader(text))
    finally:
        made.unlink()
