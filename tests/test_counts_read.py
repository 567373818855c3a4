"""Reading how many were killed, hurt, missing, held or driven out, and who says so."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.tokens import Tokens
from geo.count import Counted
from geo.incident import Modality, Polarity
from geo.reading.counts import CountFound, Share, find_counts, reported
from geo.reading.counts.harm_words import Effect
from geo.reading.counts.numbers import number_at

if TYPE_CHECKING:
    from pathlib import Path

PHRASES = {
    # plain, active and passive
    "Shelling killed nine people near the border.": "killed 9",
    "Nine people were killed near the border.": "killed 9",
    "NINE PEOPLE WERE KILLED NEAR THE BORDER.": "killed 9",
    "Nine people have been killed since dawn.": "killed 9",
    "Nine people were reportedly killed.": "killed 9",
    "The blast killed 12 and wounded 30.": "killed 12, injured 30",
    "The drone strike killed three soldiers, injuring two others.": "killed 3, injured 2",
    "Two soldiers were killed and five others wounded.": "killed 2, injured 5",
    "Two soldiers died and five others were injured.": "killed 2, injured 5",
    "A blast killed and wounded dozens of people.": "killed 24+, injured 24+",
    "Gunmen kill four policemen in Kech": "killed 4",
    "Shells killing seven villagers fell at noon.": "killed 7",
    "The attack left nine dead and 15 wounded.": "killed 9, injured 15",
    "The attack left at least 15 people wounded.": "injured 15+",
    "Seventeen people injured in the stampede went home.": "injured 17",
    "The shooting, in which four people died, began at noon.": "killed 4",
    "Four people, who had been taken to hospital, have died.": "killed 4",
    "Two policemen guarding the consulate in Rask were killed.": "killed 2",
    "A bomb claimed the lives of 40 worshippers.": "killed 40",
    "Eleven miners lost their lives.": "killed 11",
    "Hurt in the blast were two nurses and a driver.": "injured 2, injured 1, sum injured 3",
    # numbers and their bounds
    "At least twelve people were killed.": "killed 12+",
    "No fewer than 12 people were killed.": "killed 12+",
    "More than 30 people were wounded.": "injured 30+",
    "Over 1,200 people were injured.": "injured 1200+",
    "Up to 20 fighters were killed.": "killed 0-20",
    "As many as 20 fighters were killed.": "killed 0-20",
    "Nearly 100 people were killed.": "killed ~100",
    "Some 40 villagers were killed.": "killed ~40",
    "About fifty peasants were kidnapped.": "kidnapped ~50",
    "Between 5 and 7 people were killed.": "killed 5-7",
    "Five to seven people were killed.": "killed 5-7",
    "The strike killed 5-7 militants.": "killed 5-7",
    "Two or three people were hurt.": "injured 2-3",
    "A dozen people were injured.": "injured 12",
    "Two dozen people were injured.": "injured 24",
    "Half a dozen people were injured.": "injured 6",
    "Dozens of people were injured.": "injured 24+",
    "Scores were wounded.": "injured 40+",
    "Hundreds of villagers were displaced.": "displaced 200+",
    "Tens of thousands of people were displaced.": "displaced 20000+",
    "Several civilians were hurt.": "injured 3+",
    "A couple of farmers were hurt.": "injured 2",
    "A number of farmers were hurt.": "injured 2+",
    "Twenty-one people were killed.": "killed 21",
    "One hundred and five people were killed.": "killed 105",
    "Two thousand families were displaced.": "displaced 2000",
    "Civilians were killed on both sides.": "killed 2+",
    # nouns and tallies
    "The death of a Dutch baby shocked many.": "killed 1",
    "He condemned the murder of six priests.": "killed 6",
    "The deaths of three women were reported.": "killed 3",
    "The blast caused five deaths and twelve injuries.": "killed 5, injured 12",
    "The raid left at least twelve casualties.": "casualties 12+",
    "There were no casualties.": "casualties 0",
    "The quake caused no deaths.": "killed 0",
    "Five bodies were found in the river.": "killed 5",
    "The bodies of four farmers were found.": "killed 4",
    "The death toll rose to nine.": "killed 9",
    "The death toll rose from seven to nine.": "killed 9",
    "The toll stands at 31.": "killed 31",
    "The minister's murder was condemned.": "killed 1",
    "The dead were a man and a woman.": "killed 1, killed 1, sum killed 2",
    "Among the injured were three nurses.": "injured 3",
    # single people and lists
    "A policeman was shot dead.": "killed 1",
    "A policeman was gunned down outside his home.": "killed 1",
    "A teacher was stabbed and beaten to death.": "killed 1",
    "A 12-year-old girl was wounded.": "injured 1",
    "A man, his wife and two children were killed.": "killed 1, killed 1, killed 2, sum killed 4",
    "Three women and four children died.": "killed 3, killed 4, sum killed 7",
    "Mayor Juan Perez and two guards died.": "killed 1, killed 2, sum killed 3",
    "Juan Perez, the mayor, was murdered.": "killed 1",
    "The mayor, Juan Perez, was murdered.": "killed 1",
    "The shell killed nine people, including four children.": "killed 9, part killed 4",
    "Nine people, among them four children, were killed.": "killed 9, part killed 4",
    "Eight people (three soldiers and five farmers) were hurt.": (
        "injured 8, part injured 3, part injured 5"
    ),
    "Thousands of women and children were killed.": "killed 2000+",
    "A driver was killed along with two guards.": "killed 1, killed 2",
    # whom a description between commas stands behind
    "Police said that Juan Perez was killed.": "killed 1",
    "The man in that Corolla was killed.": "killed 1",
    "Juan Perez, leader of a union in Lima, was murdered.": "killed 1",
    "Juan Perez, a father of two and leader of the guild, was shot dead.": "killed 1",
    "One of his guards, whom nobody named, died.": "killed 1",
    "They mourned Juan Perez, third judge of Public Order, who was murdered.": "killed 1",
    "A guard accompanying Mayor Juan Perez was wounded.": "injured 1",
    # lists with places and interruptions in them
    "Rebels killed the mayor of Hostigal, as well as two farmers.": (
        "killed 1, killed 2, sum killed 3"
    ),
    "The mayor of Lima and two guards were killed.": "killed 1, killed 2, sum killed 3",
    "They killed, at gunpoint, a nurse.": "killed 1",
    "In Gaza, a doctor and two nurses were killed.": "killed 1, killed 2, sum killed 3",
    "Two leaders, Juan Perez and Rosa Diaz, were killed.": "killed 2, part killed 1, part killed 1",
    "Jets killed five women and three children, a spokesman for the city said.": (
        "killed 5, killed 3, sum killed 8"
    ),
    # named only after they were counted
    "Three farmers died. The victims were Juan Perez, 40, Rosa Diaz and Luis Vega.": (
        "killed 3, killed 1, killed 1, killed 1, sum killed 3"
    ),
    "Four men died at Geneina. The rebels put the number at 30.": "killed 4, killed 30",
    # pronouns
    "Gunmen fired at the judge, killing him.": "killed 1",
    "The men shot her and left her badly wounded.": "injured 1",
    "The blast wounded her brother.": "injured 1",
    # what people belong to
    "Two army officers were killed.": "killed 2",
    "The murder of Labor Union Front members went on.": "killed 2+",
    "POLICE SAID THE MAN RECEIVING MEDICAL ATTENTION DIED.": "killed 1",
    # other effects
    "Twelve people are still missing.": "missing 12",
    "Rebels kidnapped 30 students.": "kidnapped 30",
    "Three engineers were taken hostage.": "kidnapped 3",
    "Police arrested four suspects.": "detained 4",
    "The flood left 500 people homeless.": "displaced 500",
    # nobody
    "No one was killed.": "killed 0",
    "Nobody was hurt.": "injured 0",
    "No civilians were killed.": "killed 0",
    # what is no count
    "The war could kill thousands.": "",
    "They threatened to kill two hostages.": "",
    "He escaped an attempt to murder four judges.": "",
    "Hundreds would be killed in such a war.": "",
    "Neither the mayor nor his wife was hurt.": "",
    "There was an attempt on the life of Juan Perez.": "",
    "He was calling for the murder of Juan Perez.": "",
    "He had the mission of assassinating Juan Perez.": "",
    "Death squads of the army roam the town.": "",
    "If nine people were killed, the talks would end.": "",
    "Drones were launched on 17 January after 35 years.": "",
    "The 26th Division destroyed three vehicles and 50 kg of explosives.": "",
    "The attack killed a 21-point plan.": "",
    "Killed in 2019, the plan came back.": "",
    "Prices exploded and 20 targets were hit.": "",
    "They stole $3 million and burned 12 houses.": "",
    "The blast destroyed two buses 3 kilometers away.": "",
    "Ten years after the murder the case is open.": "",
    "The company cut 300 jobs in 30 days.": "",
    # whoever says it is not harmed
    **dict.fromkeys(
        [
            f"A bomb exploded in Kech on Monday, killing eight people, {speaker}."
            for speaker in (
                "officials said",
                "police said",
                "the governor said",
                "Iran said",
                "Syrian state media said",
                "the army says",
                "state television reported",
                "Governor Ali Reza announced",
                "a senior officer confirmed",
                "three officials said",
                "the UN said on Monday",
                "a doctor told reporters",
                "witnesses told AFP",
                "a spokesman for the Baloch Liberation Army said",
                "Ali Reza, head of the council, said",
                "the mayor and two doctors said",
                "police and hospital officials said",
                "Iran's army chief has said",
            )
        ],
        "killed 8",
    ),
    "A bomb killed seven people, wounding at least 30, police said.": "killed 7, injured 30+",
    "A bomb killed seven people - police said.": "killed 7",
    "Four officers were shot dead outside Quetta, police said on Tuesday.": "killed 4",
    "A bomb killed seven people, police said, and a soldier was wounded.": "killed 7, injured 1",
    "A bomb killed a man, his wife and two children, relatives said.": (
        "killed 1, killed 1, killed 2, sum killed 4"
    ),
    "A bomb killed four policemen, three of them accused of theft.": "killed 4, part killed 3",
    "A bomb killed nine, including two guards, the governor said.": "killed 9, part killed 2",
    "THE MURDER OF 10 LABOR LEADERS THE UNION ANNOUNCED IS OLD.": "killed 10",
    "The wounded man said he had run.": "injured 1",
    # whoever kills is not killed
    "Iranian border guards shot dead a smuggler near Mirjaveh.": "killed 1",
    "Iranian border guards shot a smuggler dead near Mirjaveh.": "killed 1",
    "Border guards killed smugglers.": "killed 2+",
    "Soldiers killed two brothers.": "killed 2",
    "Soldiers killed three family members.": "killed 3",
    "Soldiers killed a couple.": "killed 2",
    "Soldiers killed a baker and his family.": "killed 1, killed 2+, sum killed 3+",
    "Soldiers killed a glassblower near Saravan.": "",
    "Soldiers have killed a glassblower near Saravan.": "",
    "Soldiers killed glassblowers near Saravan.": "",
    "Militants and guards killed each other.": "",
    "Two men wounded an officer.": "injured 1",
    "Two soldiers killed a year ago were buried.": "killed 2",
    "Two soldiers killed the day before were buried.": "killed 2",
    # a place in a place
    "A bomb killed seven people in Mosul, Iraq, and wounded ten.": "killed 7, injured 10",
    # other words for it
    "15 soldiers fell in the battle.": "killed 15",
    "Four soldiers have fallen.": "killed 4",
    "15 soldiers fell ill.": "",
    "Two children fell into a river.": "",
    "A soldier fell on the steps.": "",
    "Ten terrorists were neutralised.": "killed 10",
    "The army neutralized the threat.": "",
    "The army put the dead at 34.": "killed 34",
    "The army put the number of dead at 34.": "killed 34",
    "Doctors counted 48 dead.": "killed 48",
    "Two people were maimed by a mine.": "injured 2",
    "The bodies and corpses of four farmers were found.": "killed 4",
    # more than one clause
    "Three guards were hurt when two bombs exploded.": "injured 3",
    "The rebels attacked the town and two soldiers were killed.": "killed 2",
    "Police killed two gunmen and a boy was injured.": "killed 2, injured 1",
    "Six priests - four of them foreigners - were murdered.": "killed 6, part killed 4",
    "Two people may have been killed.": "killed 2",
    "14 people, 13 of them civilians, had been killed.": "killed 14, part killed 13",
    "The number of dead rose to 57.": "killed 57",
    "A mother and her three children were among the dead.": "killed 1, killed 3, sum killed 4",
    "Six crew members remain missing after the ship was hit.": "missing 6",
}


def shown(text: str) -> str:
    found = find_counts(text)
    told = [
        f"{'' if f.share is Share.TOTAL or in_list(f, found) else f.share.value + ' '}"
        f"{f.effect.value} {f.count}"
        for f in sorted(found, key=lambda f: (f.share is Share.SUM, f.start))
    ]
    return ", ".join(told)


def in_list(part: CountFound, found: list[CountFound]) -> bool:
    sums = {(f.start, f.end) for f in found if f.share is Share.SUM}
    return part.share is Share.PART and part.whole in sums


@pytest.mark.parametrize(("text", "wanted"), PHRASES.items(), ids=list(PHRASES))
def test_phrasings(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def only(text: str) -> CountFound:
    [found] = find_counts(text)
    return found


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Four children were killed.", Counted.CHILDREN),
        ("Two elderly women were killed.", Counted.WOMEN),
        ("Eleven Iranian police officers were killed.", Counted.COMBATANTS),
        ("Three villagers were killed.", Counted.CIVILIANS),
        ("Three people were killed.", Counted.PEOPLE),
    ],
)
def test_whom_a_number_counts(text: str, of: Counted) -> None:
    assert only(text).count.of is of


@pytest.mark.parametrize(
    ("text", "name", "modality"),
    [
        ("Nine people were killed.", None, Modality.FACT),
        ("Iran said nine people were killed.", "Iran", Modality.CLAIMED),
        ("Iran on Thursday said that nine people were killed.", "Iran", Modality.CLAIMED),
        (
            "According to provincial officials, nine people were killed.",
            "provincial officials",
            Modality.CLAIMED,
        ),
        ("Nine people were killed, according to the army.", "the army", Modality.CLAIMED),
        ("Nine people were killed, the ministry said.", "the ministry", Modality.CLAIMED),
        ("Nine people were killed, the mayor told Reuters.", "the mayor", Modality.CLAIMED),
        ('"Nine people were killed," said the mayor.', "the mayor", Modality.CLAIMED),
        ("The governor told state TV nine people were killed.", "The governor", Modality.CLAIMED),
        ("Ali Reza, head of the council, said nine people died.", "Ali Reza", Modality.CLAIMED),
        ("It was reported that nine people were killed.", None, Modality.CLAIMED),
        ("Kabul accused the army of killing nine people.", "Kabul", Modality.ACCUSED),
        ("Nine people may have been killed.", None, Modality.POSSIBLE),
        ("Nine people are feared dead.", None, Modality.POSSIBLE),
        ("Nine died in Quetta on Monday, a nurse said.", "a nurse", Modality.CLAIMED),
        ("Nine died in Mosul, Iraq, a nurse said.", "a nurse", Modality.CLAIMED),
        ("In Mosul, a nurse said nine people had died.", "a nurse", Modality.CLAIMED),
        (
            "Nine people were killed, Iran's army chief has said.",
            "Iran's army chief",
            Modality.CLAIMED,
        ),
        (
            "A bomb killed nine, the mayor and a nurse said.",
            "the mayor and a nurse",
            Modality.CLAIMED,
        ),
        ("Nine people died and Iran was behind it, Pakistan said.", "Pakistan", Modality.CLAIMED),
        ("Nine men died - police said.", "police", Modality.CLAIMED),
        ("Witnesses spoke of six dead.", "Witnesses", Modality.CLAIMED),
        ("The army put the dead at 34.", "The army", Modality.CLAIMED),
        ("Doctors counted 48 dead.", "Doctors", Modality.CLAIMED),
        ("Ten terrorists were neutralised.", None, Modality.CLAIMED),
        ("Four officers were shot dead, police said on Tuesday.", "police", Modality.CLAIMED),
        (
            "A bomb killed nine, according to the Iranian governor of the province.",
            "the Iranian governor of the province",
            Modality.CLAIMED,
        ),
        (
            "The mayor spoke on Monday. He said nine people were killed.",
            "He",
            Modality.CLAIMED,
        ),
        (
            "The mayor said it was over. He added that nine people were killed.",
            "The mayor",
            Modality.CLAIMED,
        ),
    ],
)
def test_who_says_it(text: str, name: str | None, modality: Modality) -> None:
    found = only(text)
    assert (found.claimant.name if found.claimant else None) == name
    assert found.modality is modality
    if found.claimant:
        assert text[found.claimant.start : found.claimant.end] == found.claimant.text


def test_the_words_for_a_claimant_hold_no_line_break_at_their_end() -> None:
    text = "A bomb killed four people, the Pakistani Foreign Ministry\nsaid.\n\nIt rained."
    claimant = only(text).claimant
    assert claimant is not None
    assert claimant.text == "the Pakistani Foreign Ministry"
    text = "A bomb killed four people, according to the Pakistani Foreign Ministry\n\nIt rained."
    claimant = only(text).claimant
    assert claimant is not None
    assert claimant.text == "the Pakistani Foreign Ministry"


def test_a_denial_keeps_the_number_and_nobody_is_a_number_of_its_own() -> None:
    denied = only("The army denied that nine civilians were killed.")
    assert (denied.polarity, denied.count.low) == (Polarity.DENIES, 9)
    nobody = only("The army said no civilians were killed.")
    assert (nobody.polarity, nobody.count.high) == (Polarity.ASSERTS, 0)


def test_two_sides_keep_their_own_numbers() -> None:
    found = find_counts("Iran said nine people died, while Pakistan said two children were killed.")
    assert [(f.count.low, f.claimant and f.claimant.name) for f in found] == [
        (9, "Iran"),
        (2, "Pakistan"),
    ]


def test_a_number_that_rises_updates() -> None:
    assert only("The death toll rose from seven to nine.").updates
    assert only("The army raised its losses, bringing the toll to 21.").updates
    assert only("The toll rose to nine.").updates
    assert only("The number of dead had risen to twelve by evening.").updates
    assert only("The number of people killed had risen to twelve by evening.").updates
    assert not only("The death toll is nine.").updates


def test_a_part_knows_its_whole() -> None:
    text = "Shelling killed nine people in a village, including four children."
    whole, part = find_counts(text)
    assert part.whole == (whole.start, whole.end)
    assert text[whole.start : whole.end] == "nine people"


def test_spans_are_characters_of_the_text() -> None:
    text = "First a line.\n\nAt  least\nnine people were killed. Then rain."
    found = only(text)
    assert text[found.start : found.end] == found.text == "At  least\nnine people"
    assert found.count.text == "At least nine people"
    assert text[found.sentence_start : found.sentence_end].endswith("were killed.")


def test_lines_broken_at_a_width_are_read_as_one() -> None:
    text = "The raid on the small town by the river on Monday killed 11 police\nofficers there."
    assert only(text).text == "11 police\nofficers"


def test_what_says_the_same_is_one_group_and_reported_once() -> None:
    text = (
        "Two peasants were murdered today by gunmen.\n\n"
        "The two peasants were murdered in front of their families, police said."
    )
    first, second = find_counts(text)
    assert first.group == second.group
    assert first.confidence == second.confidence
    assert [f.start for f in reported([first, second], least=0.0)] == [first.start]


def test_the_toll_of_today_outweighs_the_toll_of_a_war() -> None:
    text = (
        "SAN SALVADOR, 3 JUL 89 -- Two civilians were killed today when a bomb exploded.\n\n"
        "The war has killed 70,000 people in 10 years."
    )
    toll, war = find_counts(text)
    assert toll.confidence is not None
    assert war.confidence is not None
    assert toll.confidence > war.confidence


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("In Gaza, a doctor was killed.", ["a doctor"]),
        ("Rosa Diaz, head of the bar in Lima, was killed.", ["Rosa Diaz"]),
        ("MOHAMMED AHMED WAS KILLED.", ["MOHAMMED AHMED"]),
        ("The head of the council, Ali Shah, and a son died.", ["Ali Shah", "a son"]),
    ],
)
def test_who_was_harmed_is_told_by_the_right_words(text: str, heads: list[str]) -> None:
    assert [f.text for f in find_counts(text) if f.share is not Share.SUM] == heads


def groups_of(text: str) -> int:
    return len({f.group for f in find_counts(text) if f.group is not None})


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Juan Perez Vega was killed. Perez was shot dead at home.", 1),
        ("Juan Perez and Rosa Perez were killed.", 2),
        ("Juan Perez, mayor of Lima, was killed. The mayor died on Monday.", 1),
        ("Juan Perez, mayor of Lima, was killed. A driver died on Monday.", 2),
        ("A judge was murdered. Rosa Diaz, a judge from Lima, was murdered at home.", 1),
        ("Juan Perez was killed. Gunmen shot at his car, killing him.", 1),
    ],
)
def test_one_person_is_one_group_by_name_or_by_office(text: str, people: int) -> None:
    assert groups_of(text) == people


def test_a_sum_is_as_sure_as_its_least_sure_part_and_is_not_picked_beside_its_parts() -> None:
    found = find_counts("A mother and her two sons were killed on Wednesday in Kech.")
    [whole] = [f for f in found if f.share is Share.SUM]
    parts = [f for f in found if f.share is Share.PART]
    assert whole.confidence == min(f.confidence or 0.0 for f in parts)
    assert reported(found, least=0.0) == parts


def test_small_letters_lift_the_confidence() -> None:
    text = "Two Armenian soldiers were killed near the border village of Sotk on Wednesday."
    [small], [capitals] = find_counts(text), find_counts(text.upper())
    assert small.confidence is not None
    assert capitals.confidence is not None
    assert small.confidence > capitals.confidence
    assert reported([small]) == [small]


def test_a_war_of_years_is_not_picked_in_small_letters_either() -> None:
    text = (
        "Two civilians were killed on Monday when a bomb exploded in Kech.\n\n"
        "The war has killed more than 70,000 people since 2011."
    )
    assert [str(f.count) for f in reported(find_counts(text))] == ["2"]


def listed_in_order(text: str) -> list[str]:
    return text.split()


SMALL = listed_in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = listed_in_order("twenty thirty forty fifty sixty seventy eighty ninety")


def spelt(number: int) -> str:
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, rest = TENS[number // 10 - 2], number % 10
        return f"{tens}-{SMALL[rest]}" if rest else tens
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            tail = f" {'and ' if rest < 100 else ''}{spelt(rest)}" if rest else ""
            return f"{spelt(head)} {name}{tail}"
    raise AssertionError(number)


@given(st.integers(min_value=1, max_value=999_999_999))
def test_numbers_in_words_and_digits_come_to_themselves(number: int) -> None:
    for text in (spelt(number), str(number), f"{number:,}", spelt(number).upper()):
        lower = Tokens.of(text).lower
        found = number_at(lower, 0)
        assert found is not None
        assert (found.low, found.high, found.end) == (number, number, len(lower))


@given(st.integers(1, 500), st.integers(1, 500))
def test_ranges_come_to_their_ends(one: int, other: int) -> None:
    low, high = sorted((one, other + 500))
    for text in (f"between {low} and {high}", f"{low} to {high}", f"{low}-{high}"):
        found = number_at(Tokens.of(text).lower, 0)
        assert found is not None
        assert (found.low, found.high) == (low, high)


@given(
    st.lists(
        st.sampled_from([*"abAB19 ,.;:\n\"'“”-–()$%", " killed ", " dead ", " said ", " men "]),
        max_size=120,
    ).map("".join)
)
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    for found in find_counts(text):
        assert text[found.start : found.end] == found.text
        assert 0 <= found.sentence_start <= found.start < found.end
        assert found.end <= found.sentence_end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "nine people, including four children, ",
        "killed and wounded ",
        "1,000,",
        "hundred and ",
        "Iran said that ",
        "twenty to ",
        '"',
        "(",
        "of the ",
        "At least nine people were killed, the mayor said. ",
    ],
)
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    spent = []
    for size in (20_000, 80_000):
        text = piece * (size // len(piece))
        best = 9e9
        for _ in range(2):
            start = time.process_time()
            find_counts(text)
            best = min(best, time.process_time() - start)
        spent.append(best)
    assert spent[1] < max(0.4, 9 * spent[0])


WANTED: dict[str, list[tuple[int, str, str, str | None]]] = {
    "000": [
        (1783, "killed", "9", "Iran"),
        (1843, "killed", "4", "Iran"),
        (1909, "killed", "2", "Pakistan"),
        (10086, "casualties", "12+", "Pakistan"),
        (10124, "casualties", "3+", "Pakistan"),
        (13752, "killed", "1", None),
        (13802, "killed", "1", "Dutch Foreign Minister Hanke Bruins Slot"),
        (14664, "killed", "1", None),
        (14713, "killed", "2", "Provincial officials in Pakistan"),
    ],
    "001": [
        (2310, "killed", "3+", "the Pakistani Foreign Ministry"),
        (3084, "killed", "11", None),
    ],
    "002": [
        (1141, "killed", "2", "Pakistan"),
        (1166, "injured", "3+", "Pakistan"),
        (1687, "killed", "9+", "Iran"),
    ],
    "003": [],
    "004": [
        (1029, "killed", "9", "Iran"),
        (1089, "killed", "4", "Iran"),
        (1155, "killed", "2", "Pakistan"),
        (2957, "casualties", "12+", "Pakistan"),
        (6787, "killed", "1", None),
        (6837, "killed", "1", "Dutch Foreign Minister Hanke Bruins Slot"),
        (7747, "killed", "2", "Provincial officials in Pakistan"),
        (9960, "killed", "~100", None),
    ],
}


@pytest.mark.parametrize("report", WANTED)
def test_the_reports_of_january(shared: Path, report: str) -> None:
    [file] = (shared / "reports").glob(f"{report}_*.txt")
    found = {
        (f.start, f.effect.value, str(f.count), f.claimant.name if f.claimant else None)
        for f in find_counts(file.read_text(encoding="utf-8"))
    }
    assert set(WANTED[report]) - found == set()
    if not WANTED[report]:
        assert found == set()


def test_effects_and_shares_are_told_apart() -> None:
    found = find_counts("Three men and a woman were kidnapped; four were arrested.")
    assert {f.effect for f in found} == {Effect.KIDNAPPED, Effect.DETAINED}
    assert sorted(f.share for f in found) == [Share.PART, Share.PART, Share.SUM, Share.TOTAL]
    assert all(a.start <= b.start for a, b in pairwise(found))
