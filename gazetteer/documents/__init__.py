"""Which place each mention of a document means, from the whole document.

The candidates of a mention are weighed by what they are (kind, people, whether the name is the main
one), by the words around the mention (`surroundings`) and by the other names of the document: the
countries and divisions talked about, what lies near, and what the same name means elsewhere in it.
That is done twice, the second time knowing what the first came to (`evidence`). How much each
counts was learnt from news (`weighing`), and so was how far the best of them is to be trusted
(`trust`), which is the confidence.
"""

from gazetteer.documents.placing import place_mentions

__all__ = ["place_mentions"]
