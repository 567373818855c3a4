"""Words and patterns by which passages are told apart; every pattern has bounds."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "BACK",
    "BOILERPLATE_IN",
    "BOILERPLATE_START",
    "BULLET",
    "BYLINE",
    "COMMON",
    "CREDIT_END",
    "CREDIT_WHOLE",
    "DAY_AT_END",
    "ENDS",
    "INLINE",
    "LINKED_END",
    "LINK_START",
    "META_ALONE",
    "META_START",
    "NUMBERS",
    "PAST",
    "PICTURED",
    "SCENE",
    "SEPARATORS",
]

COMMON: Final = frozenset(
    "a about above across after again against ago all almost along already also although always "
    "am among an and another any are around as asked at away back be because been before began "
    "being between both but by called came can could day days did do does down during each early "
    "end even every few first for former found four from further gave get given go going good got "
    "had has have he her here him his how however i if in including into is it its itself just "
    "know last late later least left less like made make many may me meanwhile might million more "
    "morning most much must my near need never new next night no nor not now of off on once one "
    "only or other our out over own part people per percent place put rather reported right said "
    "same saw say saying says second see seen set several she should since so some still such "
    "take than that the their them then there these they third this those though three through "
    "time to today told took toward two under until up upon us use used very want was way we week "
    "well went were what when where whether which while who whom whose why will with within "
    "without work would year years yesterday yet you your monday tuesday wednesday thursday "
    "friday saturday sunday january february march april june july august september october "
    "november december according added official officials statement spokesman spokesperson "
    "government".split()
)
"""Words that any story has."""

BACK: Final = frozenset(
    "he she they it his her their its this these those that such both also however but and "
    "meanwhile moreover still then earlier later another other others there here so yet despite "
    "while instead separately him them".split()
)
"""Words that refer to what was said before."""

NUMBERS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand dozen dozens no none".split()
)
"""Words for numbers."""

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
"""Elements of HTML that end no paragraph."""

BOILERPLATE_START = re.compile(
    r"(?:subscribe|sign up|sign in|log ?in|register (?:now|for|to)|(?:our |the |daily |weekly )?newsletter|"
    r"follow us|join (?:us|our|the conversation)|advertisement|sponsored|paid content|we use cookies|"
    r"this (?:site|website) uses|by (?:continuing|clicking|signing|subscribing)|(?:©|\(c\)|copyright\b)|"
    r"all rights reserved|download (?:our|the)|get (?:the latest|our|more|breaking|unlimited)|"
    r"click here|leave a (?:comment|reply)|\d{1,6} comments?\b|comments? (?:are )?(?:closed|off)|"
    r"terms (?:of|and)|privacy|contact us|about us|support (?:our|us|independent)|donate\b|"
    r"discover more from|stay (?:updated|informed|connected|tuned|up to date)|never miss|"
    r"exciting news|like us on|share (?:this|on|via)|print this|email this|short url|"
    r"more information about the|to unsubscribe|you (?:received|are receiving)|view this email|"
    r"an? (?:html|text) attachment|url: ?<|this (?:article|story) (?:was )?(?:first|originally)|"
    r"reproduction (?:of|in)|the views expressed|disclaimer|report an error|skip to|back to top|"
    r"article continues|story continues|loading|please enable|accept (?:all )?cookies)",
    re.IGNORECASE,
)
BOILERPLATE_IN = re.compile(
    r"all rights reserved|unsubscribe|mailing list|(?:subscribe|sign up)\b[^.\n]{0,80}\b(?:today|now|newsletter|channel|email|inbox|clicking)|"
    r"(?:whatsapp|telegram|youtube) channel|latest posts? (?:sent|delivered)|(?:sent|delivered) (?:straight )?to your (?:e-?mail|inbox)",
    re.IGNORECASE,
)
LINK_START = re.compile(
    r"(?:read (?:more|also|next|full|the full|on)\b|also (?:read|on|in|see)\b|see also\b|"
    r"related\b(?! to\b)|more (?:on|from|news|stories|in|coverage|headlines)\b|recommended\b|"
    r"most (?:read|popular|viewed|shared)\b|trending\b|don.t miss\b|(?:watch|listen|photos?|video|"
    r"gallery|in pictures|live|opinion|analysis|explainer|timeline) ?[:|]|view all\b|see all\b|show more|load more|"
    r"continue reading|(?:next|previous) (?:article|post|story)|you (?:may|might) (?:also )?(?:like|be)|"
    r"(?:top|latest|other|popular|editor.s|more) (?:stories|news|articles|headlines|posts|picks)\b|"
    r"(?:tags?|topics?|filed under|categories|keywords|explore more)\b ?(?::|$)|up next|what to (?:read|watch)|"
    r"(?:from|around) the web|also of interest|(?:in )?(?:this|the) section|from our partners)",
    re.IGNORECASE,
)
META_START = re.compile(
    r"(?:by|from|reporting by|editing by|written by|author|edited by|translated by|source|posted|published|updated|last (?:updated|modified)|"
    r"first published|modified|issued|date)\b ?:? ",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:By|From) (?:[A-Z][\w.'’-]{0,30}|and|of|the|in|,|&|for|[A-Z]{2,10})(?:[ ,|/]{1,3}(?:[A-Z][\w.'’-]{0,30}|and|of|the|in|for|&)){0,14}[, ]{0,2}$"
)
META_ALONE = re.compile(
    r"(?:follow|share|save|print|news desk|staff (?:writer|reporter|report)|web desk|agencies|listen|"
    r"\d{1,3} min(?:ute)?s?(?: read)?|(?:\d{1,3}|an?|one) (?:sec|second|min|minute|hour|day|week|month)s? ago|"
    r"(?:\([^()\n]{2,60}\)))\.?",
    re.IGNORECASE,
)
CREDIT_END = re.compile(
    r"(?:[(\[](?:[^()\[\]\n]{0,40}\b)?(?:photo|image|picture|file|credit|afp|ap|reuters|epa|getty|anadolu|xinhua|"
    r"office|ministry|handout|via|courtesy|screengrab|screenshot|shutterstock|video)\b[^()\[\]\n]{0,60}[)\]]"
    r"|(?:photo|image|picture|credit|photograph)s?(?: credit)?(?: by)? ?[:/] ?[^.\n]{2,60}"
    r"|[/|] ?(?:afp|ap|reuters|epa|getty(?: images)?|anadolu|xinhua|handout)[^.\n]{0,40})\.?$",
    re.IGNORECASE,
)
CREDIT_WHOLE = re.compile(
    r"[(\[]?(?:file )?(?:photo|image|picture|photograph|credit|source|illustration)s?\b(?: credit| courtesy)?(?: by| of)? ?[:/|] ?"
    r"[^\n]{2,80}|[(\[]?(?:ap|afp|reuters|epa|getty) (?:photo|images?)\b[^\n]{0,60}",
    re.IGNORECASE,
)
PICTURED = re.compile(
    r"(?:in this (?:\w{1,12} ){0,3}?(?:photo|image|picture|photograph|handout|grab|screengrab|file)|"
    r"(?:a |an |this )?(?:\w{1,12} ){0,2}(?:photo|image|picture|photograph|screengrab|video grab)s?\b(?: \w{1,12}){0,3} (?:shows?|showing|taken|released|provided)|"
    r"file (?:photo|picture|image)|(?:is|are) (?:seen|pictured|shown)\b|pictured\b|"
    r"\((?:top|bottom|back|front)?[ -]?(?:left|right|center|centre|l|r|c)\)|, (?:center|left|right|second left|second right)(?: (?:left|right))?,)",
    re.IGNORECASE,
)
SCENE = re.compile(
    r"\b(?:gathers?|gathering|stands?|standing|walks?|walking|inspects?|looks?|looking|carry|carries|carrying|"
    r"attends?|attending|holds?|holding|waves?|waving|poses?|sits?|sitting|rides?|watch|watches|lines?|"
    r"march|marches|mourns?|prays?|chairs?|speaks?|addresses|greets?|shakes?|arrives?|patrols?|guards?|"
    r"clears?|search|searches|examines?|burns?|rises?|billows?|drives?|flies|fly|hangs?|meets?|checks?|"
    r"works?|cross|crosses|queues?|waits?|protests?|shouts?|chants?|displays?|views?|surveys?)\b"
)
PAST = re.compile(
    r"\b(?:said|says|told|was|were|had|has been|have been|will|would|according|announced|reported|"
    r"killed|confirmed|added|accused)\b"
)
DAY_AT_END = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})[.,]?(?: ?[(\[][^()\[\]\n]{1,80}[)\]])?\.?$"
)
BULLET = re.compile(r"(?:[•●▪◦‣·*]|[–-])\s{1,10}")
SEPARATORS = re.compile(r" ?[|›»·•>] ?")
ENDS = re.compile(r"[.!?…۔؟।。！？][\"”’')\]]{0,3}$")
LINKED_END = re.compile(r"<https?://[^>\s]{3,200}>$")
