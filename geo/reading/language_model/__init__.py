"""A language model as the extractor, for those who have one and ask for it.

`LanguageModel` sends the passages that tell (`prompt`) to an endpoint that speaks the
chat-completions protocol (`endpoint`). Nothing that comes back is trusted (`answer`, `checking`):
it points at words of the article, and what those say is read from the article itself (`quotes`,
`values`). What points at no words is dropped and counted.
"""

from geo.reading.language_model.checking import Checked, Drop
from geo.reading.language_model.extracting import KEY_VARIABLE, LanguageModel

__all__ = ["KEY_VARIABLE", "Checked", "Drop", "LanguageModel"]
