"""Is this the same event? Two incidents are compared, proposed with reasons, and made one.

`compare` says how alike two incidents are and why (`traits` boils each down, `evidence` holds the
rules, `weights` their weights). `propose` finds the pairs of a whole store that are worth a
person's look, `Matcher.closest` those for one new draft. `merged` makes two incidents one; nothing
is ever merged without being told to.
"""

from geo.merge.joining import merged
from geo.merge.likeness import Likeness, compare
from geo.merge.proposals import Matcher, Proposal, propose
from geo.merge.weights import Aspect, Reason

__all__ = [
    "Aspect",
    "Likeness",
    "Matcher",
    "Proposal",
    "Reason",
    "compare",
    "merged",
    "propose",
]
