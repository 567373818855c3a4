"""A page as a person saved it: its text, what belongs to which story, who published it and when.

`read_article` takes bytes (`decoding`; text, mail, HTML and PDF each have a module) to a page,
cuts it into passages, tells noise from telling (`passages`, `repeats`) and one story from the next
(`stories`), and looks for publisher and date (`publisher`, `published`). `messages_in` parts a mail
archive, whose messages are articles of their own.
"""

from geo.reading.article.mail_archive import messages_in
from geo.reading.article.taking_in import (
    Article,
    Evidence,
    Passage,
    PassageKind,
    Story,
    read_article,
    read_url,
)

__all__ = [
    "Article",
    "Evidence",
    "Passage",
    "PassageKind",
    "Story",
    "messages_in",
    "read_article",
    "read_url",
]
