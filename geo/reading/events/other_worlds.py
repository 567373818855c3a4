"""Worlds that share words with war: sport, trade, weather, courts, games, exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ELSEWHERE"]

ELSEWHERE: Final[Mapping[str, frozenset[str]]] = {
    "labour": words(
        """
        union unions workers pay wage wages pension pensions walkout walkouts picket dockers rail
        employees employer employers layoffs strikers industrial overtime
        """
    ),
    "trade": words(
        """
        price prices shares share stock stocks markets sales profit profits revenue revenues
        quarter inflation tariff tariffs exporters imports exports retailer retailers supermarket
        supermarkets investors margins earnings bank creditors airline company firm growth budget
        tax economy consumers dollar currency carmaker costs cost discount demand supply bonds
        traders brokers percent results merger takeover trade
        """
    ),
    "sport": words(
        """
        team teams match matches goal goals league cup coach striker striker's midfield defender
        season break arsenal players player champion champions score scored tournament penalty
        batsman batsmen boundaries wickets wicket innings batting bowler sprinter record medal
        olympic final rugby cricket tennis
        football club clubs derby draw fans boxing boxer keeper goalkeeper winger wicketkeeper
        knockout bell canvas bout bouts gloves
        middleweight welterweight featherweight punches jab jabs challenger heavyweight
        ringside uppercut batting
        bowled stumps overs substitute offside hooker scrum marathon cyclist peloton sprinting
        semifinal quarterfinal kickoff halftime striker's dribble rally rallies racket serve
        """
    )
    - {"final", "rally", "rallies", "serve"},
    "weather": words(
        """
        storm storms hurricane hurricanes cyclone typhoon tornado tornadoes lightning flood floods
        earthquake quake drought heatwave heat wildfire wildfires rain rains snow blizzard tsunami
        aftershock aftershocks tremor tremors epicentre epicenter magnitude seismic temperature
        temperatures celsius meteorologists winds
        landslide landslides weather tropical monsoon avalanche eruption volcano
        """
    ),
    "stage": words(
        """
        film films box album song songs singer concert audience actor actress director movie
        movies band tour photographer photographers camera scene chart charts festival stage
        premiere series novel painting exhibition
        """
    )
    - {"tour", "scene", "series", "stage"},
    "games": words(
        """
        chess board pawn pawns grandmaster bishop rook knight queen's checkmate mated gambit endgame
        opening player players game games console gamers gamer level tournament moves
        """
    )
    - {"opening", "board", "level", "moves"},
    "farming": words(
        """
        pests pest crop crops weeds aphids beans harvest orchard orchards seedlings
        fertiliser fertilizer yields grower growers locusts blight frost vines almonds nuts swarms
        """
    ),
    "fire": words(
        "firefighter firefighters blaze blazes arson sprinkler smoke firemen apartment wildfire"
    ),
    "justice": words(
        """
        felony felonies misdemeanor misdemeanour sheriff sheriff's parole probation homicide
        burglary burglar robbery jury juror jurors detective detectives convicted sentenced pleaded
        guilty defendant defendants plaintiff lawsuit indictment indicted affidavit heroin
        pornography girlfriend boyfriend roommate inmate inmates stabbing stabbed homeowner mugger
        bail trial verdict
        """
    ),
    "accident": words(
        """
        ravine plunged overturned collided collision skidded capsized stampede leak motorway
        derailment
        """
    ),
    "drill": words(
        """
        exercise exercises drill drills script rehearsal rehearsals manoeuvres maneuvers mock
        make-believe fictional fictitious imaginary scenario simulated simulation referees umpires
        aggressor practise practised practising dummy
        """
    ),
    "health": words(
        """
        virus disease pandemic epidemic influenza flu malaria cancer asthma cholera heart stroke
        infection
        """
    ),
    "debate": words(
        """
        senator budget bill policy plan proposal speech remarks critics criticism opposition
        lawmaker lawmakers parliament debate column editorial candidate reckless manifesto tweet
        verbal verbally
        """
    ),
    "crime": words(
        """
        passwords hackers hacker cyber cyberattack ransomware phishing malware
        website websites
        """
    ),
}
"""Words of the company that the same words keep when no armed event is meant."""
