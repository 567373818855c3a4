"""Words that tell names of places from other names."""

from __future__ import annotations

__all__ = [
    "ACTING",
    "AUXILIARIES",
    "BOUNDS",
    "CAPITALS",
    "COMMON",
    "DEALING",
    "DESIGNATORS",
    "GIVEN_NAMES",
    "HONORIFICS",
    "LINKING",
    "LOCAL",
    "LOCATING",
    "MOVING",
    "ORGANISATIONS",
    "OTHER_STATES",
    "PREPOSITIONS",
    "SAYING",
    "SPORTS",
    "STATE",
    "TITLES",
]

GIVEN_NAMES = frozenset(
    """
    aaron abbas abdul abdullah abigail abraham adam adel adnan adrian ahmad ahmed alan albert alejandro alex
    alexander alexandra alexis alfred ali alice alicia alison allen amanda amber amir amy ana andre andrea
    andreas andrei andrew andy angela anita ann anna anne annie anthony antonio arash arnold arthur asad asif
    ashley ayesha barack barbara barry bashar beatrice ben benjamin bernard beth betty beverly bill billy bob
    bobby bonnie brad bradley brandon brenda brendan brett brian bruce bryan caleb cameron carl carla carlos
    carmen carol caroline catherine cathy cesar chad charles charlie charlotte chelsea cheryl chris christian
    christina christine christopher cindy claire clara colin connie connor corey courtney craig cristina
    crystal curtis cynthia dale damian dan dana daniel danielle danny darren dave david dawn dean debbie
    deborah debra denis denise dennis derek derrick diana diane diego dmitri dmitry don donald donna doris
    dorothy doug douglas duncan dwight dylan earl ed eddie edgar edward edwin eileen elaine eleanor elena eli
    elijah elizabeth ellen emily emma emmanuel enrique eric erica erik erin ernest ethan eugene eva evan
    evelyn faisal farah farid fatima felix fernando fiona florence frances francis francisco frank franklin
    fred frederick gabriel gareth gary gavin gene geoff geoffrey george gerald gerard gilbert gina glen
    glenn gloria gordon grace graham grant greg gregory guy hamid hannah harold harry hasan hassan heather
    hector heidi helen henry herbert hillary holly howard hugh hugo hussein hossein ian ibrahim igor imran
    irene isaac isabel isabella ismail ivan jack jackie jackson jacob jacqueline jake james jamal jamie jan
    jane janet janice jared jasmine jason javad javed javier jay jean jeff jeffery jeffrey jen jennifer
    jenny jeremy jerry jesse jessica jesus jill jim jimmy joan joann joanna joanne joe joel johan john johnny
    jon jonathan jordan jorge jose joseph josh joshua joyce juan juanita judith judy julia julian julie june
    justin kamal karen karim karl kate katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth
    kerry kevin khaled khalid kim kimberly kirk kofi kristen kristin kurt kyle lance larry laura lauren
    laurie lawrence lee leila leo leon leonard leroy leslie lewis liam linda lisa lloyd logan lois lori
    louis louise lucas lucy luis luke lynn madison mahmoud malcolm manuel marc marcia marco marcus margaret
    maria marie marilyn mario marion mark marlene marsha martha martin marvin mary masoud matt matthew
    maureen maurice max maxime megan mehdi melanie melissa mercedes meredith michael michel michelle miguel
    mike mikhail milton miriam mitchell mohamed mohammad mohammed mohsen moises molly monica morgan morris
    muhammad mustafa nadia nancy naomi nasser natalia natalie natasha nathan nawaz neil nelson nicholas
    nick nicola nicole nigel nina noah noel nora norman oliver olivia olga omar oscar osman owen pablo pam
    pamela pat patricia patrick paul paula pauline pedro peggy penny perry pervez peter phil philip phillip
    phyllis pierre qasem rachel rafael rahim raj ralph ramon randall randy rashid raul ray raymond rebecca
    reza rhonda ricardo richard rick ricky rita rob robert roberta roberto robin rod rodney roger roland
    ron ronald ronnie rosa rose rosemary ross roy ruben russell ruth ryan sabrina saeed saddam said salim
    sally salman sam samantha samuel sandra sara sarah scott sean sebastian serge sergei sergio seth shane
    shannon sharon shaun shawn sheila shelley sherry shirley simon sofia sonia sophia sophie stacy stanley
    stefan stella stephanie stephen steve steven stuart sue susan suzanne sylvia tamara tanya tara tariq ted
    terence teresa terry theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tracey
    tracy travis trevor troy tyler usman valerie vanessa vera vernon veronica vicki victor victoria vincent
    virgil vladimir walter wanda warren wayne wendy wesley will william willie xavier yasser yusuf yvonne
    zachary zahra zainab zoe
    """.split()
)
"""Common first names, in lower case."""

COMMON = frozenset(
    "reading nice mobile bath battle hope love same many most split deal march working moving enterprise "
    "independence sandwich rugby barking bar can hull orange tours of much".split()
)
"""Names of places that are common words too, in lower case."""

HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. prof prof. sir".split())
"""Words that only ever stand before persons, in lower case."""

TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. sir lady lord dame prof prof. professor president premier king queen
    prince princess sultan emir sheikh ayatollah mullah maulana imam pope bishop archbishop cardinal father
    rev rev. reverend rabbi pastor minister senator sen sen. congressman congresswoman rep rep. gov gov.
    governor mayor councillor councilman councilwoman judge justice sheriff chief captain capt capt. lt lt.
    lieutenant sgt sgt. sergeant col col. colonel gen gen. general major maj maj. cpl cpl. corporal private
    officer detective det det. superintendent supt. secretary chancellor ambassador coach director chairman
    chairwoman spokesman spokeswoman spokesperson commissioner commander admiral deputy inspector constable
    author actor actress singer striker midfielder defender goalkeeper quarterback son daughter brother
    sister wife husband nephew uncle aunt
    """.split()
)
"""Words before the name of a person, in lower case."""

ORGANISATIONS = frozenset(
    """
    academy administration agency airlines airways alliance army assembly association athletic authority
    bank board broadcasting brothers bureau cabinet chamber chronicle church citizen club co co. college
    command commission committee company conference congress coordination corp corp. corporation corps
    council court courier daily department division enterprises fc federation force forces foundation front
    fund gazette giants government governorate group guard guards herald holdings hospital inc inc. industries
    institute institution journal league legislature liberation ltd ltd. magazine mail ministry mission
    movement museum network news newspaper office officials organisation organization parliament party
    police post press radio rangers registry school schools senate service services society star state sun
    systems team telegraph television times tribune trust tv union united university wanderers
    """.split()
)
"""Words in the names of organisations, in lower case."""

DESIGNATORS = frozenset(
    """
    airport avenue basin bay beach borough bridge canal cape city coast county creek desert district drive
    east falls forest fort gulf harbor harbour heights highway hill hills island islands isle isles lake
    lane mount mountain mountains municipality north northern ocean oblast parish park peninsula plain plaza
    point port prefecture province range region republic ridge river road sea shore south southern springs
    square strait street territory town township valley village ward west western eastern central
    """.split()
)
"""Words in the names of places, in lower case."""

PREPOSITIONS = frozenset(
    """
    across above along around at below between beyond from in inside into near northern southern eastern
    western central north south east west northeast northwest southeast southwest off onto outside over
    through throughout to toward towards under via within
    """.split()
)
"""Words before where something is, in lower case."""

SAYING = frozenset(
    """
    accused accuses acknowledged admits admitted agreed agrees alleged alleges announced announces argued
    argues asked asks asserted believes blamed blames called calls claimed claims complained condemned
    condemns confirmed confirms declared declares demanded demands denied denies denounced expressed
    expects fears hopes insisted insists maintained maintains pledged pledges promised proposed protested
    recognises recognized refused refuses rejected rejects reported reports requested responded said says
    stated stressed suggested summoned threatened threatens told urged urges vowed vows warned warns wants
    wanted welcomed welcomes
    """.split()
)
"""Verbs of saying."""

ACTING = frozenset(
    """
    abolished abstained accepted acted adopted agreeing aims allied allowed annexed approved attacked attacks
    attempted backed backs banned beat beaten became become began bombed bombarded bought boycotted broke
    buys carried ceded chose came claiming closed competed conquered continued cut decided declined defeated
    defeats deployed deported developed does drew earned elected ended entered established exported expelled
    faced faces failed fell fielded fired finished formed fought gained gave get gives granted has helped
    holds hosted hosts imposed imports improved intervened invaded invades invited issued joined joins keeps
    launched lagged led legalised legalized lifted lost loses made makes needed needs negotiated occupied
    offered offers opened opposed ordered owns paid participated passed plans played plays possesses prepared
    produced provided qualified ratified reached recalled received refusing remained responded retaliated
    retained returned ruled scored seeks seized sent severed sends shares shelled shot signed sold sought
    spent started stopped struck submitted suffered supplied supported supports surrendered suspended
    swept takes targeted tied took tried undertook used uses vetoed voted votes wanted withdrew won wins
    """.split()
)
"""Verbs of what governments, armies and teams do."""

STATE = frozenset(
    """
    agreement aid alliance allies ally ambassador army authorities border cabinet capital coalition
    colonial communist conflict cooperation crown delegation delegates diplomat diplomatic diplomats economy
    embassy empire forces foreign government governments independence intelligence invasion king leaders
    military minister ministry nation navy negotiations occupation officials pact parliament peace policy
    president regime relations republic sanctions security soldiers sovereignty state states support talks
    tensions territory ties trade treaty troops union war
    """.split()
)
"""Words of affairs of state."""

SPORTS = frozenset(
    """
    against appearance appearances athlete away beating caps champion champions championship championships
    club coach coached competition cricket cup debut defeat draw final finals football game games goal goals
    group hockey league lead loan loss match matches medal national olympic olympics opponents player
    players playoff playoffs qualifier qualifiers qualifying quarter round rugby runs score scored scoring
    season semi semifinal semifinals series side signed soccer squad striker team teams test tie title
    tour tournament transfer under victory win winning won
    """.split()
)
"""Words of sport."""

DEALING = frozenset(
    """
    accord accusation agreement aid alliance allied allies ally approval assistance assurances attitude
    attitudes backing behalf bought capitulation ceded citizenship claims commitment complaints concession
    condemnation confrontation consent cooperation crisis criticised criticism criticized debt decision
    declaration defeat defeated demand demands dependence dependent diplomacy dispute enemy export exported
    exports favor favour financed friendship funded given government governments granted handed help
    hostile hostility import independence influence intention interests intervention joined led loan loss
    loyal loyalty member members negotiations offered opposed opposition orders pact participation
    permission policy position power pressure pressured proposal proposals protest purchased ratification
    recognised recognition recognized refusal relations relationship representative represented request
    response restored resistance rivalry role sanctions selected sent sided signatories signed sold sovereignty
    squad stance supplied support supported surrender talks team tensions threat threatened ties trade
    transferred treaty troops victory vote war wars win
    """.split()
)
"""Words before a state or team that is dealt with ("at the request of", "sold to")."""

LOCATING = frozenset(
    """
    airport area areas base based battle beach born border borders buried capital castle census centre
    center church cities city climate coast coastline coastlines commune community corner county country
    countryside district districts distribution east eastern edge endemic events family festival flora found
    grew headquarters history home hospital hometown island islands lake land landscape level lived lives living located
    map metropolitan mountain mountains municipality museum native neighborhood neighbourhood north
    northern occurs outskirts part parts people population province provinces railway raised region
    regions resident residents residing river rivers road roads rural school shore shores site situated
    south southern species station street streets studied suburb suburbs temperature throughout toured
    town towns university urban village villages visit visited visitors waters weather west western widespread
    worked bazaar bishop citizens imam inhabitants market mayor mosque prayer streets
    """.split()
)
"""Words near a place where something is."""

MOVING = frozenset(
    """
    arrived came emigrated escaped expelled fled flew flight goes going immigrated journey left march
    marched migrated moved moves moving relocated return returned returning sailed settled shipped sent tour
    transported travel traveled travelled traveling travelling travels trip visit visits voyage went
    """.split()
)
"""Words of going somewhere."""

AUXILIARIES = frozenset(
    """
    is was are were be been being has have had will would may might could should can must do does did 's
    not also never then later
    """.split()
)
"""Words between a subject and what it does."""

BOUNDS = frozenset(
    """
    that which who whom whose where when while as but or if than because , : ( ) " “ ” ! ? - – —
    """.split()
)
"""Words and marks that end a noun phrase, beside prepositions and the like."""

LINKING = frozenset(
    "of to by with from in at for against on between into over toward towards and".split()
)
"""Words that hang a name on the word before them."""

LOCAL = frozenset(
    """
    airport area areas bazaar beach bishop border bridge capital cathedral center centre church cities
    citizens city cleric climate coast council court culture district district's districts downtown economy
    factory gate geography governor harbor harbour hills history hospital hotel imam inhabitants island
    islands lake landscape leader market mayor mayoral mosque mountains municipal municipality museum
    neighborhood neighbourhood outskirts park people police population port prayer priest prison province
    railway region regions residents river school square stadium station street streets suburb suburbs town
    towns university village villages weather
    """.split()
)
"""Words for what and who is of a town or a region, such as its mayor and its bazaar."""

CAPITALS = frozenset(
    name.strip()
    for name in """
    abu dhabi, abuja, accra, addis ababa, algiers, amman, amsterdam, ankara, antananarivo, ashgabat, asmara,
    astana, asuncion, athens, baghdad, baku, bamako, bangkok, bangui, beijing, beirut, belgrade, berlin, bern,
    bishkek, bogota, bonn, brasilia, bratislava, brussels, bucharest, budapest, buenos aires, cairo, canberra,
    caracas, chisinau, colombo, conakry, copenhagen, dakar, damascus, delhi, dhaka, djibouti, dodoma, doha,
    dublin, dushanbe, freetown, georgetown, guatemala city, hanoi, harare, havana, helsinki, islamabad,
    jakarta, jerusalem, juba, kabul, kampala, kathmandu, khartoum, kiev, kigali, kingston, kinshasa,
    kuala lumpur, kuwait city, kyiv, la paz, lilongwe, lima, lisbon, ljubljana, lome, london, luanda, lusaka,
    luxembourg, madrid, managua, manama, manila, maputo, mexico city, minsk, mogadishu, monaco, monrovia,
    montevideo, moscow, muscat, nairobi, naypyidaw, new delhi, niamey, nicosia, nouakchott, oslo, ottawa,
    ouagadougou, panama city, paramaribo, paris, peking, phnom penh, podgorica, port louis, port moresby,
    port-au-prince, prague, pretoria, pyongyang, quito, rabat, ramallah, reykjavik, riga, riyadh, rome,
    san salvador, sana'a, sanaa, santiago, santo domingo, sarajevo, seoul, singapore, skopje, sofia,
    stockholm, taipei, tallinn, tashkent, tbilisi, tegucigalpa, tehran, teheran, tel aviv, the hague, thimphu,
    tirana, tokyo, tripoli, tunis, ulaanbaatar, valletta, vienna, vientiane, vilnius, warsaw, washington,
    wellington, windhoek, yangon, yaounde, yerevan, zagreb
    """.split(",")
)
"""Seats of governments that news calls by their place, in lower case."""

OTHER_STATES = frozenset(
    name.strip()
    for name in """
    america, bosnia, britain, burma, congo, czechoslovakia, east germany, england, eu, european union,
    great britain, holland, iran, ivory coast, korea, macedonia, nazi germany, north korea, north vietnam,
    northern ireland, palestine, persia, prussia, republic of china, republic of ireland, russia, scotland,
    siam, south korea, south vietnam, soviet union, syria, taiwan, u.k, u.k., u.s, u.s., u.s.a., uae, uk, us,
    usa, ussr, vietnam, wales, west germany, yugoslavia
    """.split(",")
)
"""Names of states, past ones too, beside those in `countries.tsv`, in lower case."""
