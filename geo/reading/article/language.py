"""Which language a text is in: by its script and letters, then by its small words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

__all__ = ["language_of"]

_READ: Final = 4000
_WORD = re.compile(r"[^\W\d_]{1,20}")
_SMALL: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is was for that on with as by at said from were has have are it",
        "fr": "le la les des et en du une un que dans pour est par qui sur au avec ont selon aux",
        "es": "el la los las de del y en que un una por con para se su al fue según más han",
        "pt": "o os as de do da dos das e em que um uma por com para não foi segundo mais ao no na",
        "de": "der die das und in den von zu mit im auf ist für des ein eine dem nicht sich nach",
        "it": "il la le gli di del della dei e in che un una per con è sono nel alla si dal ha",
        "nl": "de het een en van in op dat is te voor met zijn door aan bij naar niet ook heeft",
        "tr": "ve bir bu için ile da de olarak olan dedi ise daha sonra göre kadar çok oldu en",
        "id": "yang dan di dengan untuk dari pada itu ini dalam tidak oleh akan telah juga ke",
        "pl": "w i na z do się że o jest to nie od po przez za oraz dla został są jak",
        "ro": "și în de la cu din pe a au fost că pentru este o un care mai sunt prin",
        "az": "və bu bir ilə üçün də olub ki edib olan sonra isə görə tərəfindən",
        "sw": "na ya wa kwa katika ni za la kuwa hiyo huo watu cha alisema",
    }.items()
}
_SCRIPTS: Final = (
    ("\u0600", "\u06ff", (("ٹڈڑےہ", "ur"), ("ۆێڵڕڤ", "ckb"), ("ټښړږ", "ps"), ("پچژگیک", "fa"), ("", "ar"))),
    ("\u0400", "\u04ff", (("їєґ", "uk"), ("ў", "be"), ("ђћљњ", "sr"), ("ыэ", "ru"), ("ъ", "bg"), ("", "ru"))),
    ("\u0530", "\u058f", (("", "hy"),)),
    ("\u10a0", "\u10ff", (("", "ka"),)),
    ("\u0590", "\u05ff", (("", "he"),)),
    ("\u0370", "\u03ff", (("", "el"),)),
    ("\u0900", "\u097f", (("", "hi"),)),
    ("\u0980", "\u09ff", (("", "bn"),)),
    ("\u0e00", "\u0e7f", (("", "th"),)),
    ("\u1000", "\u109f", (("", "my"),)),
    ("\u1780", "\u17ff", (("", "km"),)),
    ("\u1200", "\u139f", (("", "am"),)),
    ("\uac00", "\ud7a3", (("", "ko"),)),
    ("\u3040", "\u30ff", (("", "ja"),)),
    ("\u4e00", "\u9fff", (("", "zh"),)),
)  # fmt: skip


def language_of(text: str) -> str | None:
    """Guess the language of a text.

    Parameters
    ----------
    text
        Any text; the first 4,000 characters are read.

    Returns
    -------
    str or None
        A BCP 47 code such as `en`; None where too little speaks for any.
    """
    start = text[:_READ]
    letters = Counter(sign for sign in start.lower() if sign.isalpha())
    whole = letters.total()
    for low, high, marks in _SCRIPTS:
        own = sum(count for sign, count in letters.items() if low <= sign <= high)
        if own > 0.3 * whole > 0:
            return next(
                code
                for signs, code in marks
                if not signs or sum(letters[sign] for sign in signs) > 0.004 * own
            )
    words = [word.lower() for word in _WORD.findall(start)]
    seen = Counter(words)
    shares = {language: sum(seen[word] for word in small) for language, small in _SMALL.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= max(1, 0.08 * len(words)) else None
