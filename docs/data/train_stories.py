"""Learn where one story ends and the next begins: `geo/data/stories.json`.

    python docs/data/train_stories.py ../shared/data/corpora

Pages are made from stories of two corpora: cut to paragraphs of one to three sentences and put one
after another, half of them beside the stories most like them, with and without empty lines and
headings between. A logistic regression over `geo.reading.article.story_features`. Stories are split
three to one to one before any page is made; the last fifth is scored once, with the weights of the
first.
"""

from __future__ import annotations

import html
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from geo.reading.article.story_features import FEATURES, Paragraph, features_of

SEED = 7
SHORTEST = 6  # sentences of a story
SAME = 0.8  # likeness of two prints of one story
CLOSE, SPACED, HEADED, DATED, PICTURES = 0.6, 0.25, 0.35, 0.4, 0.06  # shares of pages, of places
STRAY = 0.02  # empty lines and headings that part no stories
PAGES = 2600
FIXED = {"dateline": 2.5, "closed": 1.5}  # the corpora have theirs cut off
CUT = 0.25  # the best on the fourth fifth: a story that runs into the next does more harm
END = re.compile(r"(?<=[.!?][\"”’])\s+(?=[A-Z“\"])|(?<=[a-z0-9)][.!?])\s+(?=[A-Z“\"])")


def stories_of(folder: Path) -> list[tuple[str, list[str]]]:
    """Title and sentences of each story."""
    stories = []
    for name in ("lgl.xml", "geowebnews.xml"):
        whole = (folder / name).read_text(encoding="utf-8")
        for article in re.findall(r"<article.*?</article>", whole, re.DOTALL):
            title = re.search(r"<title>(.*?)</title>", article, re.DOTALL)
            text = re.search(r"<text>(.*?)</text>", article, re.DOTALL)
            if not title or not text:
                continue
            plain = text[1].removeprefix("<![CDATA[").removesuffix("]]>")
            sentences = [s.strip() for s in END.split(html.unescape(plain)) if s.strip()]
            if len(sentences) >= SHORTEST:
                stories.append((html.unescape(title[1]).strip(), sentences))
    return stories


def alike(stories: list[tuple[str, list[str]]]) -> np.ndarray:
    """For each story the others, the most alike first."""
    bags = [Counter(re.findall(r"[a-z]{4,}", " ".join(s).lower())) for _, s in stories]
    seen = Counter(word for bag in bags for word in bag)
    kept = [word for word, count in sorted(seen.items()) if 1 < count <= len(bags) // 4]
    words = {word: n for n, word in enumerate(kept)}
    table = np.zeros((len(bags), len(words)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word in words:
                table[row, words[word]] = math.sqrt(count) * math.log(len(bags) / seen[word])
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    near = table @ table.T
    np.fill_diagonal(near, -1)
    same = near > SAME  # the same story twice is no boundary
    near[same] = -1
    return np.argsort(-near, axis=1)


def page(rng: np.random.Generator, stories: list, near: np.ndarray) -> tuple[list, list[int]]:
    """A page of one to five stories, and for each paragraph whether one begins with it."""
    at = int(rng.integers(len(stories)))
    chosen = [at]
    close = rng.random() < CLOSE
    for _ in range(int(rng.integers(0, 5))):
        pool = near[at][:4] if close else np.arange(len(stories))
        following = int(rng.choice(pool))
        if following in chosen:
            continue
        chosen.append(following)
        at = following
    spaced, headed = rng.random() < SPACED, rng.random() < HEADED
    paragraphs: list[Paragraph] = []
    begins: list[int] = []
    for story in chosen:
        _, sentences = stories[story]
        most = int(rng.integers(6, 40))
        first = True
        stray = STRAY if spaced else STRAY / 2
        n = 0
        while n < min(most, len(sentences)):
            size = int(rng.choice([1, 1, 2, 2, 3]))
            text = " ".join(sentences[n : n + size])
            n += size
            paragraphs.append(
                Paragraph(
                    text=text,
                    gap=float((spaced and first) or rng.random() < stray),
                    heading=bool((headed and first) or rng.random() < stray),
                    meta=bool(headed and first and rng.random() < DATED),
                    picture=bool(rng.random() < PICTURES),
                )
            )
            begins.append(int(first))
            first = False
    return paragraphs, begins


def table_of(seed: int, stories: list, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and answers of many pages."""
    rng = np.random.default_rng(seed)
    near = alike(stories)
    rows, answers = [], []
    for _ in range(count):
        paragraphs, begins = page(rng, stories, near)
        rows += features_of(paragraphs)
        answers += begins[1:]
    return np.array(rows), np.array(answers, dtype=float)


def fitted(rows: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method with a small ridge."""
    weights = np.zeros(rows.shape[1])
    fixed = [FEATURES.index(name) for name in FIXED]
    rows = rows.copy()
    rows[:, fixed] = 0
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - answers) + 0.5 * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + 0.5 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    weights[fixed] = list(FIXED.values())
    return weights


def scored(rows: np.ndarray, answers: np.ndarray, weights: np.ndarray) -> str:
    """Precision, recall and F1 of boundaries at one half."""
    told = rows @ weights > 0
    right = float((told & (answers > 0)).sum())
    precision, recall = right / max(1, told.sum()), right / max(1, answers.sum())
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    count = f"{int(answers.sum())} of {len(answers)}"
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({count})"


def main() -> None:
    """Train, write, and say how well it does on stories that it has not seen."""
    stories = stories_of(Path(sys.argv[1]))
    order = np.random.default_rng(SEED).permutation(len(stories))
    parts = np.split(order, [len(order) * 3 // 5, len(order) * 4 // 5])
    train, tune, held = ([stories[n] for n in part] for part in parts)
    rows, answers = table_of(SEED, train, PAGES)
    weights = fitted(rows, answers)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name:14} {weight:7.3f}")  # noqa: T201
    print("train", scored(rows, answers, weights))  # noqa: T201
    weights[FEATURES.index("bias")] += CUT
    print("tune ", scored(*table_of(SEED + 1, tune, PAGES // 4), weights))  # noqa: T201
    if "--last" in sys.argv:
        print("held ", scored(*table_of(SEED + 2, held, PAGES // 4), weights))  # noqa: T201
    path = Path(__file__).parents[2] / "geo/data/stories.json"
    told = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
