"""Words that tie one event to another: "in retaliation for", "responded with"."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["AFTER", "BACK", "FOR"]

FOR: Final = re.compile(
    r"\b(?:in\s+)?(?:retaliation|revenge|reprisals?|payback|vengeance)\s+(?:for|against)\b"
    r"|\bretaliat\w+\s+(?:for|against)\b|\baveng\w+\b|\banswers?\s+to\b|\banswered\b"
    r"|\b(?:in\s+)?response\s+to\b"
)
"""What is told before them answers what is told behind them."""

BACK: Final = re.compile(
    r"\b(?:retaliated|responded|hit back|struck back|answered|replied)\s+(?:by|with)\b"
    r"|\bretaliatory\b|\breturned\s+fire\b"
)
"""What is told behind them answers what was told before."""

AFTER: Final = re.compile(r"\b(?:after|following|over|in\s+protest|in\s+response|prompted)\b")
"""A step between governments answers what stands behind them."""
