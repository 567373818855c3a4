"""Which words a text in capitals only holds as plain words: `python -m docs.data.train_casing`.

Counts how often each word of the corpora of mixed case stands with a small letter, first words of
sentences left out. Words that mostly do go to `geo/data/plain_words.txt`, one a line.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from gazetteer.tokens import Tokens
from tests.benchmarks.roles_corpora import CORPORA, geowebnews, lgl, relocar

OUT = Path(__file__).resolve().parents[2] / "geo" / "data" / "plain_words.txt"
LEAST = 3
SHARE = 0.8


def main() -> None:
    """Write the list."""
    texts = {document.text for document in lgl() + geowebnews() + relocar()}
    lines = (CORPORA / "event_location_dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts |= {json.loads(line)["text"] for line in lines}
    small, all_ = Counter[str](), Counter[str]()
    for text in sorted(texts):
        tokens = Tokens.of(text)
        for place, word in enumerate(tokens.words):
            if word.isascii() and word.isalpha() and len(word) > 1:
                if tokens.begins_sentence(place) and word[0].isupper():
                    continue
                all_[word.lower()] += 1
                small[word.lower()] += word.islower()
    kept = sorted(w for w, n in all_.items() if n >= LEAST and small[w] >= SHARE * n)
    OUT.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
