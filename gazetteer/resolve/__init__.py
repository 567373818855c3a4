"""From a text such as 'Saravan, Iran' to one place, or to none and the reason.

What stands after a comma or in brackets narrows: a country, a division, a region, a larger town.
So does an owner ("Pakistan's Balochistan"), and so does a word for the kind ('Panjgur district',
'Kerman province'). What stands in brackets or after a slash and narrows nothing is another name.
Of the places that then share the name one is chosen where

1. it is the only one; or
2. all others are nested with it: a town wins over the district, province or region it lies in (say
   'Kerman province' to mean that), a country over what bears its name inside it; or
3. it is a country or a town of at least 100,000 people, or a division, and weighs ten times as much
   as any other. The weight is the number of people: a tenth of it for a division, a hundredth for a
   place that has the name only as an alternate. A region or district whose people nobody has
   counted is never outweighed. Within a named country or area 5,000 people are enough; or
4. all others of the name lie within 25 km of it: the precision is then `near`.

A place of fewer than 10,000 people that has the name only as an alternate is no rival to one whose
main name it is: Rusk in Texas is "Rask" in some list too. A region that nobody has counted comes
first among the candidates as if it had 100,000 people.

Areas that a place is said to lie in (`within`) narrow further, and let looser matches count:

5. the narrowest area that holds a place of the name decides, then the next wider one; a place that
   lies outside of all of them, but less than 25 km from one, is taken last of all, and one farther
   off never, since it is another place of the name;
6. other spellings are tried in this order: the same name, other small words, another romanisation,
   the same consonants (three in a district, four in a province), one letter off (but the first).
   The last two count only inside an area, and where they lead to one place only;
7. an area that is not known is passed over, and where none is known the country alone narrows.
   A place lies in a division where its record says so, or else the outline or disc of the division
   does, since districts get split. Where none of the areas is known in the country, one that
   only a neighbour has decides: records differ on whose ground some is.

A word for a site that is not known ('Bagram airbase') leads to the town of the name, and it, 'near'
and 'outskirts of' make the precision `near`. Otherwise there is no guess: the place is None and the
candidates say what it may be. A name that only begins so is offered, never chosen, and so is one
that is one letter off where no area pins it.

With `fall_back` a place that is not known, or cannot be told from others, is put at the narrowest
known area that holds it, as exact as that area is and no more.
"""

from gazetteer.resolve.choice import MARGIN
from gazetteer.resolve.resolver import Resolver, radius_m, resolve

__all__ = ["MARGIN", "Resolver", "radius_m", "resolve"]
