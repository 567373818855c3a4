"""Words that tell where names stand: what `geo.reading.events.place_features` looks at."""

from __future__ import annotations

from typing import Final

from geo.reading.events.vocabulary import words

__all__ = [
    "ARTICLES",
    "AT",
    "AUX",
    "BOUND",
    "GLUE",
    "JOINS",
    "KINDS",
    "NEVER",
    "NO_NAMES",
    "POINTED",
    "PREPOSITIONS",
    "SAYING",
    "VERBISH",
]

NO_NAMES: Final = words(
    """
    a about according after again all also although amid among an and another any april around as
    asked at august be because been before being both but by december despite do during each
    earlier early eight eleven even every feb february few fifteen fifty fighting five following
    for forty four friday from had has have he her here his how however hundreds i if in including
    inside into is it its january july june last late later less local many march may mr mrs ms
    meanwhile monday more most near nearly nine no not november now october of off on once one
    only or other our over overnight outside police rebels saturday scores security separately
    september seven several she since six sixty so some such sunday ten tens than that the their
    them then there these they this those thousands three thursday thus to today tuesday twelve
    twenty two under unknown until up was we wednesday were what when where which while who why
    will with within witnesses yesterday yet you dozens gunmen troops soldiers officials residents
    protesters demonstrators militants jan mar apr jun jul aug sept sep oct nov dec gmt pm am
    associated press reuters afp xinhua
    """
)
JOINS: Final = words(
    """
    of de la le les del da do dos das di du des al el ad an ar as ash at ez es bin ibn ul y e ed
    """
)
ARTICLES: Final = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "ez", "es"})
GLUE: Final = frozenset("-–'’‘`.")
PREPOSITIONS: Final = words(
    """
    in at near on from to into inside outside around over across through along towards toward by
    against between off of for with about above beyond within under throughout beside behind after
    before during as
    """
)
VERBISH: Final = words(
    """
    said says told was were is are has have had be been will would that who which where when while
    after before as and but because if since until whose whom
    """
)
KINDS: Final = words(
    """
    airport area bank base border bridge camp capital center centre checkpoint city coast compound
    corner countryside county crossing desert district edge embassy front governorate gate
    headquarters highway hill hills home hospital hotel house island jail lake line market mosque
    mountain mountains municipality neighborhood neighbourhood north outskirts part parts plain
    plains port prison province quarter refugee region resort river road school sea section sector
    settlement side site slum south east west square station stronghold state street streets strip
    suburb suburbs territory town township university valley village villages towns cities areas
    districts waters zone church factory farm field fields dam
    """
)
POINTED: Final = words(
    """
    north south east west northern southern eastern western northeastern northwestern southeastern
    southwestern central downtown northeast northwest southeast southwest upper lower outer
    """
)
SAYING: Final = words(
    """
    said says say told reported reports announced claimed added according confirmed
    """
)
AUX: Final = words("was were is are been be being has have had")
NEVER: Final = frozenset({"", "\n"})
AT: Final = words(
    """
    in at near on inside outside around over across through along throughout into within off to
    towards toward against between from
    """
)
BOUND: Final = words(
    """
    that which who where when while after before as and but because since until whose said
    """
)
