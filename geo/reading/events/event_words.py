"""Words that tell events, and words that tell that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "AUXILIARIES",
    "BREAKS",
    "CIVIL",
    "CLASS_NOUNS",
    "CROWD",
    "DIPLOMATS",
    "FIXED_NOUNS",
    "FIXED_VERBS",
    "HARM",
    "LIGHT",
    "MODIFIERS",
    "NEVER_AFTER",
    "NEVER_BEFORE",
    "POSSESSIVES",
    "PREPOSITIONS",
    "SAYING",
    "TIES",
    "WAR",
    "WEAK_VERBS",
    "WEAPONS",
]


def _rows(text: str) -> dict[str, Kind]:
    """Words by kind; a colon follows a kind."""
    found: dict[str, Kind] = {}
    kind = Kind.OTHER
    for word in text.split():
        if word.endswith(":"):
            kind = Kind(word[:-1])
        else:
            found[word] = kind
    return found


WEAPONS: Final[Mapping[str, Kind]] = _rows("""
    airstrike: air aerial warplane warplanes jet jets aircraft glide helicopter helicopters gunship
        gunships plane planes
    drone_strike: drone drones uav uavs unmanned quadcopter quadcopters
    missile_strike: missile missiles ballistic cruise
    shelling: rocket rockets mortar mortars artillery shell shells howitzer howitzers tank
    bombing: bomb bombs ied ieds explosive explosives landmine landmines mine mines roadside
    suicide_bombing: suicide
    grenade: grenade grenades
    chemical_weapon: chemical chlorine sarin nerve mustard
""")
"""Words for weapons by the kind of strike or attack that is made with them."""

MODIFIERS: Final = (
    Kind.SUICIDE_BOMBING, Kind.CHEMICAL_WEAPON, Kind.GRENADE, Kind.MISSILE_STRIKE,
    Kind.DRONE_STRIKE, Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING,
)  # fmt: skip
"""Kinds that a weapon gives, the one that counts first where several weapons are named."""

FIXED_NOUNS: Final[Mapping[str, Kind]] = _rows("""
    airstrike: airstrike airstrikes
    shelling: shelling bombardment bombardments
    bombing: bombing bombings
    armed_clash: firefight firefights gunfight gunfights gunbattle shootout shootouts skirmish
        skirmishes crossfire
    attack: massacre massacres ambush ambushes beheading beheadings
    assassination: assassination assassinations
    abduction: abduction abductions kidnapping kidnappings
    sexual_violence: rape rapes
    peaceful_protest: protest protests demonstration demonstrations
    violent_demonstration: riot riots rioting
    mob_violence: lynching lynchings
    looting: looting
""")
"""Nouns that hardly mean anything else."""

CLASS_NOUNS: Final[Mapping[str, Kind]] = _rows("""
    airstrike: strike strikes sorties
    attack: attack attacks assault assaults raid raids killing killings shooting shootings murder
        murders
    bombing: explosion explosions blast blasts
    armed_clash: clash clashes fighting battle battles offensive offensives incursion incursions
        invasion
    arrests: arrest arrests
""")
"""Nouns that mean an event only in the right company; a weapon before them changes the kind."""

FIXED_VERBS: Final[Mapping[str, Kind]] = _rows("""
    airstrike: bombarded bombard bombarding
    shelling: shelled
    assassination: assassinated assassinate assassinating
    abduction: kidnapped kidnap kidnapping abducted abduct abducting
    attack: ambushed ambushing beheaded massacred massacring gunned overrun overran
    sexual_violence: raped
    violent_demonstration: rioted
    mob_violence: lynched
    looting: looted ransacked pillaged torched
    bombing: dynamited
    peaceful_protest: protested protesting demonstrated demonstrating
""")
"""Verbs that hardly mean anything else."""

WEAK_VERBS: Final[Mapping[str, Kind]] = _rows("""
    airstrike: bomb bombs bombed bombing
    shelling: shell shells
    attack: destroyed destroying attack attacks attacked attacking assaulted raid raided raiding
        storm stormed storming ambush
    bombing: detonated detonate detonating exploded explode exploding
    armed_clash: clashed clashing clash fought
    airstrike: strike strikes struck striking hit hits hitting target targeted targeting targets
        pounded pounding
    arrests: arrested arresting detained detaining
""")
"""Verbs that mean an event only in the right company."""

CROWD: Final = words(
    """
    protesters protester demonstrators demonstrator crowd crowds marchers protest
    """
)
"""Words for people who protest."""

HARM: Final = words(
    """
    killed killing kills kill murdered murdering slain slaughtered executed executing shot died
    martyred
    """
)
"""Verbs of harm; they tell an event where nothing else in the sentence does."""

WAR: Final = words(
    """
    army armies aircraft military militants militant militia militias militiamen gunman gunmen
    insurgent insurgents insurgency rebel rebels terrorist terrorists terrorism terror troops
    soldier soldiers forces fighter fighters guerrilla guerrillas paramilitary paramilitaries
    paramilitarys jihadist jihadists extremist extremists separatist separatists warplane
    warplanes jets jet missile missiles rocket rockets mortar mortars artillery shelling shelled
    bomb bombs bombed bombing bombings drone drones airstrike airstrikes killed wounded injured
    casualties civilians militarys airbase explosives grenade grenades gunfire hostage hostages
    kidnapped hideout hideouts convoy checkpoint outpost barracks garrison refugee refugees
    ceasefire truce commander commanders general tank tanks frontline paratroopers marines
    airforce navy police officers herdsmen bandits assailant assailants attacker attackers suicide
    massacre assassinated nuclear territory soil sovereignty aggression retaliatory retaliation
    retaliate irgc hamas isis is taliban hezbollah houthi houthis camp camps embassy consulate
    dead deadly armed arms weapons ammunition bunker guards brigade battalion regiment hospital
    villagers village airport warship responsibility victims barrage warhead mosque synagogue
    church pilgrims peacekeepers ambush ambushed bases base border frontier offensive siege
    killing masked hooded shrapnel snipers sniper besieged stronghold launch
    perpetrators perpetrator condemned motorcycle mob
    """
) - {"is"}
"""Words of the company that armed events keep."""

CIVIL: Final = words(
    """
    killing police officer officers killed wounded injured dead deadly hospital motorcycle mob
    church victims village villagers commander commanders general territory soil responsibility
    border suicide embassy mosque arms camp camps guards perpetrator perpetrators condemned launch
    base bases navy
    """
)
"""Words of war that crime, accidents and games share."""

NEVER_BEFORE: Final[Mapping[str, frozenset[str]]] = {
    "strike": words(
        """
        hunger general lucky rail train teachers on doctors nurses wildcat token bus
        """
    ),
    "attack": words(
        """
        heart panic asthma anxiety shark dog cyber verbal bear scathing stinging personal
        """
    ),
    "shot": words("long big moon flu booster single corner jump free penalty screen"),
    "raid": words("panty"),
    "battle": words("legal court uphill custody losing title relegation ratings bidding"),
    "clash": words("title cup league derby opening personality culture weekend"),
    "blast": words("full past arctic cold"),
    "explosion": words("population price growth demand gas boiler dust methane coal"),
    "offensive": words("charm marketing sales highly deeply diplomatic"),
    "killing": words("mercy"),
    "bomb": words("cherry photo sex"),
    "invasion": words("home pitch privacy alien"),
    "arrest": words(
        """
        house cardiac resisting resist evade evading avoid under citizen's of false
        """
    ),
    "assault": words("sexual sex simple aggravated indecent common verbal serious"),
    "murder": words("attempted of degree"),
    "fight": words("bar fist pillow food"),
}
"""Words before a word that make it mean something else, by its stem."""

NEVER_AFTER: Final[Mapping[str, frozenset[str]]] = {
    "strike": words(
        """
        deal balance chord pose accord bargain gold note agreement partnership action ballot pay
        rate force over fund him her me us lightning match compromise observers visitors tone
        """
    ),
    "hit": words(
        """
        record records high highs low lows headlines shelves market number peak song single album
        back out home sales bottom snag nerve wall rock milestone
        """
    ),
    "fight": words("fire fires for cancer back inflation corruption poverty crime"),
    "attack": words("plan line surface policy proposal idea budget critics"),
    "storm": words("to into ahead back clear"),
    "target": words("of for growth inflation audience audiences customers market price range"),
    "battle": words("with against for over of cancer between"),
    "arrest": words("warrant warrants affidavit affidavits order record report reports"),
    "assault": words("charge charges conviction case victim victims rifle rifles allegations"),
    "murder": words("charge charges conviction case trial mystery weapon rate suspect"),
    "kill": words("himself herself themselves time off"),
    "riot": words("police gear shield shields squad squads officers"),
    "bomb": words("flames fire fires blaze blazes"),
    "raid": words("fridge larder reserves savings"),
}
"""Words after a word that make it mean something else, by its stem."""

DIPLOMATS: Final = words(
    """
    ambassador ambassadors envoy envoys diplomat diplomats commissioner chargé charge consul
    consuls attaché attache representative nuncio
    """
)
"""Whom governments recall, summon and expel."""

TIES: Final = words("ties relations relationship links contacts")
"""What governments break off and restore."""

LIGHT: Final = words(
    """
    declared carried carry carries carrying launched launch launches launching conducted conduct
    conducting conducts undertook undertake undertaken staged staging stage mounted mounting
    executed perpetrated made waged waging began begun exchanged exchange traded committed
    suffered ordered unleashed led hold held holding holds took takes
    """
)
"""Verbs that say only that an event was made; the noun says which."""

SAYING: Final = words(
    """
    said says say saying told tells reported reports report announced announces claimed claims
    claim stated added adds confirmed confirms wrote insisted acknowledged admitted testified
    tweeted stressed alleged alleges believes believe implied argued warned
    """
)
"""Verbs of speaking."""

AUXILIARIES: Final = words(
    """
    is was were are be been being has have had having will would may might could should can must
    do does did n't not also never then later reportedly allegedly apparently again still already
    since now just recently fatally always often regularly frequently repeatedly routinely only
    even deliberately twice finally subsequently previously earlier ' s
    """
) - {"s", "'"}
"""Words between a subject and its verb."""

PREPOSITIONS: Final = words(
    """
    in at near on from to into inside outside around over across through along towards toward by
    against between off for with about above beyond within under throughout beside behind after
    before during as than since until despite following amid among upon per via
    """
)
"""Prepositions other than "of"."""

POSSESSIVES: Final = frozenset({"'s", "’s"})
"""Endings of an owner."""

BREAKS: Final = frozenset({",", ";", ":"}) | words(
    "and but who which that when while after before as"
)
"""Words and marks between clauses."""
