"""Online geocoders, asked after the gazetteer and only when somebody wants that.

Nothing here runs unless it is called, and nothing is sent before `Online.ask`. What is sent is the
name of the place, the country to stay in and, in the user agent, who to write to. The pace is at
most one request a second, what was answered is kept for 30 days and not asked again.

The rule of the gazetteer holds: no guess. The first answer is chosen where the others lie on the
same ground; else all of them are candidates. Confidence is modest, since nothing but the service
vouches for an answer: 0.6 where a name of the place is the one asked for, 0.4 where it is not, and
0.1 less where the gazetteer knows other places of the name.
"""

from gazetteer.online.asking import Online, open_online, resolve_or_ask

__all__ = ["Online", "open_online", "resolve_or_ask"]
