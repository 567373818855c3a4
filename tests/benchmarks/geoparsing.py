"""The geoparser: what it finds and places, how fast, and beside others.

Run with `python -m tests.benchmarks.geoparsing`. Both corpora in ../shared are judged by models
learnt from four fifths of the documents on the fifth left out, in turn; roles likewise. With
`--corpus NAME --path FILE` (LGL, TR-News, GeoVirus, GeoWebNews, GeoCorpora) another file is judged
by the models that come along, also without demonyms, which some corpora do not mark. `--quick`
leaves out speed, memory and the others.

"span F1" is finding by overlap. "F1" is finding and placing within 161 km: a place found is right,
or counts against precision; a marked toponym not met and placed right counts against recall,
also where the corpus has no coordinates for it. "F1, located" leaves those out of recall.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docs.data.train_documents import CORPORA, TIMES, Lessons, fold_of
from gazetteer.documents import place_mentions
from gazetteer.documents.weighing import shipped_weights
from gazetteer.index import Gazetteer
from gazetteer.mention import Role
from gazetteer.recognize import recognize, recognize_with
from gazetteer.role import role_of
from tests.benchmarks import gold_spans
from tests.benchmarks.corpora import Document, Format, format_of, read
from tests.benchmarks.end_to_end import Found, Score, scored
from tests.benchmarks.role_accuracy import print_roles
from tests.benchmarks.systems import SYSTEMS, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.documents.weighing import Weights
    from gazetteer.mention import Mention

FOLDS = 5
OURS = "incidentmap"
LONG = (1, 3, 10)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=format_of, metavar="NAME")
    parser.add_argument("--path", type=Path)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    if (asked.corpus is None) != (asked.path is None):
        parser.error("--corpus and --path belong together")
    if asked.path:
        _judge(asked.path.name, read(asked.path, asked.corpus), quick=asked.quick)
        return
    _cross_validate()
    print_roles()
    if not asked.quick:
        for form in TIMES:
            _beside(form, read(CORPORA / f"{form}.xml", form))
        _long([document.text for document in read(CORPORA / "lgl.xml", Format.LGL)])


def _cross_validate() -> None:
    """Judge each corpus by models learnt without the documents judged."""
    score = dict.fromkeys(TIMES, Score())
    gold: dict[Format, list[gold_spans.Outcome]] = {form: [] for form in TIMES}
    with Gazetteer.open() as gazetteer:
        lessons = Lessons.read(gazetteer)
        names = list(lessons.documents)
        for fold in range(FOLDS):
            others = [name for name in names if fold_of(name, FOLDS) != fold]
            model = lessons.recognizer(others)
            weights = lessons.weights(gazetteer, others)
            for name in names:
                if fold_of(name, FOLDS) == fold:
                    form, document = lessons.forms[name], lessons.documents[name]
                    mentions = recognize_with(model, gazetteer, document.text)
                    score[form] += _scored(gazetteer, document, mentions, weights)
                    gold[form] += gold_spans.outcomes(gazetteer, [document], weights)[0]
    for form in TIMES:
        _say(f"{form}, {FOLDS}-fold")
        _say_score(score[form])
        for what, figure in gold_spans.figures(gold[form]).items():
            _say(f"  gold spans: {what}", figure)


def _scored(
    gazetteer: Gazetteer, document: Document, mentions: Sequence[Mention], weights: Weights
) -> Score:
    """Place mentions and compare them with the corpus."""
    placed = place_mentions(gazetteer, document.text, mentions, weights=weights)
    found = [
        Found(m.start, m.end, r.place.lon if r.place else None, r.place.lat if r.place else None)
        for m, r in zip(mentions, placed, strict=True)
    ]
    return scored(found, document.toponyms)


def _judge(name: str, texts: Sequence[Document], *, quick: bool) -> None:
    """Judge a corpus by the models that come along."""
    with Gazetteer.open() as gazetteer:
        weights = shipped_weights()
        found = [role_of(d.text, recognize(gazetteer, d.text)) for d in texts]
        plain = [[m for m in mentions if m.role is not Role.DEMONYM] for mentions in found]
        for what, some in (("", found), (", without demonyms", plain)):
            scores = (_scored(gazetteer, d, m, weights) for d, m in zip(texts, some, strict=True))
            _say(f"{name}, {len(texts)} documents{what}")
            _say_score(sum(scores, Score()))
        for what, figure in gold_spans.figures(
            gold_spans.outcomes(gazetteer, texts, weights)[0]
        ).items():
            _say(f"  gold spans: {what}", figure)
    if not quick:
        _beside(name, texts)


def _beside(name: str, texts: Sequence[Document]) -> None:
    """Compare systems on a corpus; ours has learnt from the corpora in ../shared."""
    _say(f"{name}, side by side: documents a second on one core, MB, span F1, F1")
    speed = 0.0
    for system in SYSTEMS:
        done = run(system, [document.text for document in texts])
        if done is None:
            continue
        rate = len(texts) / done.seconds
        speed = speed or rate
        score = sum(
            (
                scored([Found(*span) for span in spans], document.toponyms)
                for spans, document in zip(done.found, texts, strict=True)
            ),
            Score(),
        )
        learnt = " (has learnt from it)" if system.startswith(OURS) and name in TIMES else ""
        _say(
            f"  {system}",
            f"{rate:8.1f} (x {speed / rate:.2f}) {done.megabytes:6.0f} MB"
            f"   {score.span_f1:.3f}   {score.f1:.3f}{learnt}",
        )


def _long(texts: Sequence[str]) -> None:
    """Time one long text."""
    whole = "\n\n".join(texts)
    whole *= 1 + LONG[-1] * 1_000_000 // len(whole)
    for megabytes in LONG:
        done = run(OURS, [whole[: megabytes * 1_000_000]])
        if done:
            _say(
                f"  one text of {megabytes} MB",
                f"{done.seconds:.1f} s, {done.megabytes:.0f} MB held",
            )


def _say_score(score: Score) -> None:
    """Print the figures of a score."""
    _say("  span F1", f"{score.span_f1:.3f}")
    _say("  precision", f"{score.right / max(1, score.placed):.3f}")
    _say("  recall", f"{score.right / max(1, score.marked):.3f}")
    _say("  F1", f"{score.f1:.3f}")
    _say("  F1, located", f"{score.located_f1:.3f}")


def _say(what: str, figure: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{what:44}{figure}\n".rstrip(" "))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
