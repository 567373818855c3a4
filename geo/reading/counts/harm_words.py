"""Words of harm to people: what is done, to whom, and what only looks like it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from geo.count import Counted
from geo.reading.counts._words import listed

__all__ = [
    "ADJECTIVES",
    "BE",
    "BODIES",
    "EFFECT_NOUNS",
    "EUPHEMISMS",
    "FOLLOWERS",
    "NOT_PEOPLE",
    "PEOPLE",
    "STOPS",
    "TALLIES",
    "VERBS",
    "Effect",
    "counted_of",
]


class Effect(StrEnum):
    """What happened to the people that a number counts."""

    KILLED = "killed"
    """They are dead."""
    INJURED = "injured"
    """They are hurt and alive."""
    CASUALTIES = "casualties"
    """They are dead or hurt, and the report does not say which."""
    MISSING = "missing"
    """Nobody knows where they are."""
    KIDNAPPED = "kidnapped"
    """They are held by people who are no authority."""
    DETAINED = "detained"
    """They are held by an authority, or taken in fighting."""
    DISPLACED = "displaced"
    """They had to leave where they lived."""


def _each(effect: Effect, text: str) -> dict[str, Effect]:
    return dict.fromkeys(text.split(), effect)


VERBS: Final[dict[str, Effect]] = {
    **_each(
        Effect.KILLED,
        "killed kills kill killing murdered murders murder murdering assassinated "
        "assassinating assassinate slain slew slayed slaying executed executing massacred "
        "massacring martyred died die dies perished lynched beheaded drowned succumbed "
        "slaughtered slaughtering decapitated strangled electrocuted neutralised neutralized "
        "neutralising neutralizing",
    ),
    **_each(
        Effect.INJURED,
        "wounded wounding wounds wound injured injuring injures injure hurt hurting hurts "
        "maimed "
        "maiming hospitalized hospitalised",
    ),
    **_each(
        Effect.KIDNAPPED,
        "kidnapped kidnapping kidnap abducted abducting abduct",
    ),
    **_each(
        Effect.DETAINED,
        "detained detaining detain arrested arresting arrest captured capturing capture "
        "imprisoned "
        "jailed",
    ),
    **_each(
        Effect.DISPLACED,
        "displaced displacing displace evacuated evacuating uprooted uprooting fled",
    ),
    **_each(Effect.MISSING, "disappeared vanished"),
}
"""Verbs in the forms that reports use, with what they do to people."""

EUPHEMISMS: Final = listed("neutralised neutralized neutralising neutralizing")
"""Verbs that those who kill use for it."""

FOLLOWERS: Final[dict[str, tuple[frozenset[str], Effect]]] = {
    "shot": (listed("dead"), Effect.KILLED),
    "gunned": (listed("down"), Effect.KILLED),
    "beaten": (listed("dead"), Effect.KILLED),
    "burned": (listed("alive"), Effect.KILLED),
    "burnt": (listed("alive"), Effect.KILLED),
    "found": (listed("dead"), Effect.KILLED),
    "shooting": (listed("dead"), Effect.KILLED),
    "gunning": (listed("down"), Effect.KILLED),
    "mowed": (listed("down"), Effect.KILLED),
    "taken": (listed("hostage captive prisoner"), Effect.KIDNAPPED),
    "taking": (listed("hostage captive prisoner"), Effect.KIDNAPPED),
    "held": (listed("hostage captive"), Effect.KIDNAPPED),
}
"""Verbs that do harm only with the word that follows; "to death" does it for all of them."""

ADJECTIVES: Final[dict[str, Effect]] = {
    **_each(Effect.KILLED, "dead slain"),
    **_each(Effect.INJURED, "wounded injured hurt maimed"),
    **_each(Effect.MISSING, "missing unaccounted"),
    **_each(Effect.DISPLACED, "homeless"),
}
"""Words for a state that people are left in."""

EFFECT_NOUNS: Final[dict[str, Effect]] = {
    **_each(
        Effect.KILLED,
        "death deaths murder murders killing killings assassination assassinations execution "
        "executions massacre massacres assassins murderers killers assassin murderer killer "
        "slaying slayings slaughter assassinating martyrdom body bodies corpse "
        "corpses lives life demise cadavers",
    ),
    **_each(Effect.INJURED, "wounding injury injuries"),
    **_each(Effect.KIDNAPPED, "kidnapping kidnappings abduction abductions"),
    **_each(Effect.DETAINED, "arrest arrests detention capture detentions"),
    **_each(Effect.MISSING, "disappearance disappearances"),
    **_each(Effect.DISPLACED, "displacement evacuation"),
}
"""Nouns that take their people with "of"."""

TALLIES: Final[dict[str, Effect]] = {
    **_each(Effect.KILLED, "deaths fatalities bodies corpses killings murders dead executions"),
    **_each(Effect.INJURED, "injuries wounded injured"),
    **_each(Effect.CASUALTIES, "casualties casualty"),
    **_each(Effect.KIDNAPPED, "abductions kidnappings"),
    **_each(Effect.DETAINED, "arrests"),
}
"""Nouns that a number stands before."""

BE: Final[frozenset[str]] = listed(
    "remain remains remained went was were is are be been being got getting get gets am 's 're"
)

_CHILDREN = (
    "child children baby babies infant infants toddler toddlers boy boys girl girls "
    "schoolchild schoolchildren schoolgirl schoolgirls schoolboy schoolboys teenager teenagers "
    "minor minors newborn newborns kids kid daughter daughters son sons adolescent adolescents "
    "pupil pupils"
)
_WOMEN = "woman women mother mothers wife wives grandmother widow sister sisters nun nuns female"
_COMBATANTS = (
    "soldier soldiers policeman policemen policewoman officer officers troops trooper troopers "
    "guerrilla guerrillas rebel rebels fighter fighters militant militants insurgent "
    "insurgents terrorist terrorists combatant combatants guard guards marine marines sailor "
    "sailors gunman gunmen commander commanders sergeant sergeants lieutenant lieutenants "
    "captain captains colonel colonels general major corporal corporals private privates cadet "
    "cadets recruit recruits subversive subversives extremist extremists serviceman servicemen "
    "constable constables police commando commandos paramilitaries paramilitary militiaman "
    "militiamen border-guard jihadist jihadists sniper paratrooper paratroopers airman airmen "
    "crewman crewmen seaman seamen infantryman infantrymen personnel bodyguard bodyguards "
    "guardsman guardsmen carabinero carabineros conscript conscripts peacekeeper peacekeepers "
    "bomber attacker attackers assailant assailants criminal criminals delinquent delinquents "
    "contra contras hitman ranger rangers separatist separatists rifleman riflemen"
)
_CIVILIANS = (
    "civilian civilians villager villagers peasant peasants farmer farmers resident residents "
    "worker workers student students teacher teachers journalist journalists reporter "
    "reporters priest priests jesuit jesuits doctor doctors nurse nurses passenger passengers "
    "bystander bystanders passerby passersby pedestrian pedestrians pilgrim pilgrims "
    "worshipper worshippers worshiper worshipers shopper shoppers laborer laborers labourer "
    "labourers miner miners patient patients tourist tourists businessman businessmen "
    "shopkeeper shopkeepers vendor vendors refugee refugees protester protesters protestor "
    "protestors demonstrator demonstrators mourner mourners employee employees inhabitant "
    "inhabitants settler settlers fisherman fishermen shepherd shepherds herder herders "
    "missionary missionaries clergyman clergymen engineer engineers professor professors "
    "lawyer lawyers cameraman newsman newsmen correspondent medic medics paramedic paramedics "
    "rescuer rescuers volunteer volunteers commuter commuters baker bakers tailor tailors barber "
    "barbers mechanic mechanics electrician electricians goatherd goatherds "
    "trucker truckers hawker hawkers waiter waiters firefighter firefighters fireman firemen "
    "pastor pastors monk monks translator translators interpreter interpreters contractor "
    "contractors surgeon surgeons pharmacist pharmacists preacher preachers kolbar kolbars"
)
_OTHERS = (
    "people person persons man men individual individuals victim victims citizen citizens "
    "national nationals member members leader leaders official officials politician "
    "politicians deputy deputies mayor mayors judge judges magistrate magistrates senator "
    "congressman councilman councillor candidate candidates president minister ministers "
    "ambassador ambassadors diplomat diplomats governor governors attorney prosecutor bishop "
    "bishops archbishop father rector driver drivers watchman watchmen maid maids cook cooks "
    "husband husbands brother brothers parent parents grandfather uncle aunt cousin cousins "
    "relative relatives family families couple couples adult adults youth youths youngster "
    "youngsters elder elders cleric clerics imam resident foreigner foreigners migrant "
    "migrants prisoner prisoners inmate inmates detainee detainees hostage hostages trafficker "
    "traffickers suspect suspects activist activists unionist supporter supporters companion "
    "companions friend friends servant servants secretary manager director executive "
    "executives banker rancher ranchers landowner adviser advisers aide aides assistant pilot "
    "pilots crew technician technicians staff servicemember victim-s human humans soul souls "
    "occupant occupants colleague colleagues partisan partisans clergy intellectual "
    "intellectuals academic academics scientist scientists athlete athletes player players fan "
    "fans neighbor neighbors neighbour neighbours survivor survivors caretaker native natives "
    "americans american iranian iranians pakistani pakistanis iraqi iraqis syrian syrians "
    "afghan afghans israeli israelis palestinian palestinians indian indians turk turks kurd "
    "kurds russian russians ukrainian ukrainians lebanese colombian colombians salvadoran "
    "salvadorans peruvian peruvians chilean chileans guatemalan guatemalans honduran hondurans "
    "nicaraguan nicaraguans panamanian panamanians ecuadoran ecuadorean spaniard spaniards "
    "mexican cuban frenchman briton britons german germans italian chinese japanese korean "
    "armenian armenians azerbaijani azerbaijanis thai cambodian cambodians sudanese chadian "
    "chadians yemeni yemenis somali somalis nigerian nigerians egyptian egyptians jordanian "
    "jordanians saudi saudis baloch baluch homosexuals homosexual beggar beggars prostitute "
    "prostitutes gang gangster gangsters nominee spokesman chief head agent agents escort "
    "escorts spectator spectators parishioner parishioners patrolman patrolmen domestic "
    "domestics subordinate subordinates personality personalities dissident dissidents clan "
    "photographer photographers merchant merchants trader traders author writer singer actor "
    "sculptor poet deacon seminarian chauffeur porter janitor gardener housekeeper housewife "
    "economist sociologist witness witnesses communist communists opponent opponents consul "
    "photographer industrialist bombers lawmaker lawmakers legislator legislators envoy envoys "
    "hopeful coordinator smuggler smugglers grandmother grandparent grandparents grandson "
    "grandsons granddaughter nephew nephews niece nieces uncles aunts sibling siblings twin twins "
    "bride groom pensioner pensioners customer customers bandit bandits robber robbers "
    "thief thieves looter looters poacher poachers fugitive fugitives informer informers "
    "informant informants deserter deserters tribesman tribesmen chieftain chieftains nomad "
    "nomads motorist motorists motorcyclist motorcyclists cyclist cyclists "
    "stranger strangers guest guests"
)

PEOPLE: Final[dict[str, Counted]] = {
    **dict.fromkeys(_OTHERS.split(), Counted.PEOPLE),
    **dict.fromkeys(_CIVILIANS.split(), Counted.CIVILIANS),
    **dict.fromkeys(_COMBATANTS.split(), Counted.COMBATANTS),
    **dict.fromkeys(_WOMEN.split(), Counted.WOMEN),
    **dict.fromkeys(_CHILDREN.split(), Counted.CHILDREN),
}
"""Nouns for people, with whom a number before them counts."""

_PLURALS = listed(
    "people children men women persons police troops personnel clergy staff crew passersby "
    "lebanese chinese japanese sudanese baloch baluch family thieves"
)

NOT_PEOPLE: Final[frozenset[str]] = listed(
    "year years month months week weeks day days hour hours minute minutes second seconds "
    "night km kms kilometer kilometers kilometre kilometres mile miles meter meters metre "
    "metres m feet foot yards kg kgs kilogram kilograms kilogrammes kilo kilos pound pounds "
    "ton tons tonnes gram grams liters litres percent per dollar dollars pesos euro euros "
    "rupee rupees rials colons intis cents january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec am "
    "pm gmt a.m. p.m. house houses home homes building buildings vehicle vehicles car cars bus "
    "buses truck trucks tank tanks aircraft plane planes helicopter helicopters rocket rockets "
    "missile missiles drone drones bomb bombs mortar mortars rifle rifles gun guns weapon "
    "weapons grenade grenades mine mines shell shells round rounds bullet bullets shot shots "
    "wound wounds attack attacks strike strikes explosion explosions blast blasts incident "
    "incidents clash clashes battle battles ambush ambushes operation operations village "
    "villages town towns city cities province provinces district districts country countries "
    "state states area areas place places site sites location locations point points target "
    "targets base bases camp camps school schools hospital hospitals cow cows sheep goat goats "
    "animal animals cattle dog dogs horse horses camel camels time times occasion occasions "
    "way ways type types party parties group groups organization organizations unit units "
    "battalion brigade division regiment company infantry article articles law page pages part "
    "parts step steps tower towers pylon pylons bridge bridges bank banks store stores office "
    "offices door doors floor block blocks street streets degree degrees o'clock hrs million "
    "billion stick sticks charge charges kilowatts case cases count counts crime crimes "
    "session meeting visit election elections seat seats vote votes point-plan game games goal "
    "goals match th st nd rd barrel barrels acre acres hectares crew-free boat boats ship "
    "ships vessel vessels cartridge cartridges deadline dead-line flight federation "
    "association movement front command committee council government ministry headquarters "
    "actions action activities violence war patrol column columns station post posts offensive "
    "army forces force embassy consulate residence farm copies language languages item items "
    "plan hopes hope democracy peace"
)
"""Nouns that a number before them counts, and that are no people."""

BODIES: Final[frozenset[str]] = listed(
    "agency airport army assembly association bank brigade bureau bus camp car church city column "
    "command commission committee company congress consulate corporation council court detachment "
    "district embassy factory farm federation force forces front government helicopter hospital "
    "hotel institute magazine market ministry movement network newscast newspaper office party "
    "patrol plane province radio regiment school ship station state store street taxi television "
    "town train truck union university village"
)
"""Nouns for what people belong to: "two army officers" are officers, "Labour Union" is nobody."""

STOPS: Final[frozenset[str]] = listed(
    "the a an and or but nor of in on at by to for from with without into onto over under near "
    "between among during after before since until when while where who whom whose which that "
    "this these those there here as if because although though however meanwhile so than then "
    "is are was were be been being has have had having do does did will would could should may "
    "might must can cannot not no never said says say told reported added stated announced "
    "claimed confirmed it its he she they them him her his their our your my we you i us me "
    "what how why very also only just about against through within outside inside around along "
    "across behind beyond toward towards upon up down out off more most other others some any "
    "all both each every either neither few several many much such own same still yet already "
    "again once soon later today yesterday tomorrow tonight now ago last next monday tuesday "
    "wednesday thursday friday saturday sunday left leaving including include includes "
    "included involving involved following according apparently allegedly reportedly "
    "supposedly presumably probably possibly perhaps took taken take place occurred happened "
    "began carried went came come made make using used attacked attack exploded fired opened "
    "responsible early late morning afternoon evening night another one two three four five "
    "six seven eight nine ten committed perpetrated travelling traveling identified named set "
    "caused causing continues continued received well destroyed destroying damaged damaging "
    "stole stolen threatened seized forced ordered belonging placed planted blew hit hitting "
    "returned arrived entered fled managed tried demanded condemned burned burning mostly "
    "mainly considerable serious material damage damages fire threats called known like due "
    "despite amid via plus minus whether january february march april june july august "
    "september october november december together indicates indicated"
)
"""Words that no name of a person and no description of people holds."""


def counted_of(word: str) -> tuple[Counted, bool] | None:
    """Whom a noun stands for, and whether for several.

    Parameters
    ----------
    word
        A noun in lower case.

    Returns
    -------
    tuple or None
        None where it is no noun for people.
    """
    of = PEOPLE.get(word)
    if of is None:
        return None
    several = (
        word in _PLURALS or word.endswith("men") or (word.endswith("s") and word[:-1] in PEOPLE)
    )
    several = several or (word.endswith("ies") and word[:-3] + "y" in PEOPLE) or word == "families"
    return of, several
