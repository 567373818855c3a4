"""Recognition by a spaCy pipeline, for those who have one (`pip install incidentmap[spacy]`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from gazetteer.index import Gazetteer

__all__ = ["LABELS", "SpacyRecognizer"]

LABELS = frozenset({"GPE", "LOC", "NORP", "FAC"})
"""Entity labels that are taken for toponyms and demonyms."""


class SpacyRecognizer:
    """Recognises with a spaCy pipeline instead of the built-in model.

    Parameters
    ----------
    pipeline
        Name of an installed pipeline, or a pipeline that has been loaded.
    labels
        Entity labels to take.

    Raises
    ------
    DataError
        If spaCy or the pipeline is not installed.
    """

    def __init__(
        self,
        pipeline: str | Callable[[str], Any] = "en_core_web_md",
        *,
        labels: frozenset[str] = LABELS,
    ) -> None:
        self._read = _loaded(pipeline) if isinstance(pipeline, str) else pipeline
        self._labels = labels

    def __call__(self, gazetteer: Gazetteer, text: str) -> list[Mention]:
        """Find the toponyms and demonyms of a text.

        Parameters
        ----------
        gazetteer
            Not used: the pipeline knows its names.
        text
            Running text.

        Returns
        -------
        list
            In the order of the text; no two overlap. spaCy gives no confidence, so it is 1.
        """
        del gazetteer
        return [
            Mention(start=found.start_char, end=found.end_char, text=found.text)
            for found in self._read(text).ents
            if found.label_ in self._labels and found.text
        ]


@cache
def _loaded(name: str) -> Callable[[str], Any]:
    """Load a pipeline, once."""
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        msg = "spaCy is not installed; install incidentmap[spacy] and a pipeline"
        raise DataError(msg, table=name) from error
    try:
        pipeline: Callable[[str], Any] = spacy.load(name)
    except OSError as error:
        msg = f"spaCy has no such pipeline; install it with: python -m spacy download {name}"
        raise DataError(msg, table=name) from error
    return pipeline
