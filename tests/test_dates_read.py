"""Dates read from a report: the phrasings, the five reports, and laws over any text."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.reading.dates import DateFound, DateKind, DateUse, find_dates
from geo.reading.dates.near_date import DateReach, near_date
from geo.reading.dates.solar_hijri import from_solar_hijri, solar_hijri_year
from geo.when import When
from tests.date_phrases import LATER, PHRASES, UNDATED, UNSEEN

FRIDAY = date(2024, 1, 19)


def one(text: str, words: str, published: date | None = FRIDAY) -> DateFound:
    """What was found at some words."""
    (found,) = (found for found in find_dates(text, published) if found.text == words)
    return found


@pytest.mark.parametrize(("published", "text", "words", "edtf"), [*PHRASES, *UNSEEN, *LATER])
def test_phrasings(published: str, text: str, words: str, edtf: str) -> None:
    found = one(text, words, date.fromisoformat(published))
    assert found.when is not None
    assert found.when.edtf == edtf
    assert text[found.start : found.end] == words
    read = When.parse(edtf)
    assert (found.when.start, found.when.end) == (read.start, read.end)


@pytest.mark.parametrize("text", UNDATED)
def test_a_number_with_an_ending_need_not_be_a_day(text: str) -> None:
    assert [found.text for found in find_dates(text, FRIDAY) if found.when is not None] == []


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("Bombs exploded in Quetta on Monday and in Karachi on Tuesday.", "exploded", "2024-01-15"),
        ("Bombs exploded in Quetta on Monday and in Karachi on Tuesday.", "in K", "2024-01-16"),
        ("Shots fell in Ziro on Monday, in Kuda on Tuesday and so on.", "in K", "2024-01-16"),
        ("Two were jailed on Monday for a bombing that killed nine in 2019.", "bombing", "2019"),
        ("A trial began on Friday over the raid of May 2023.", "raid", "2023-05"),
    ],
)
def test_each_time_it_happened_has_its_own_day(text: str, word: str, edtf: str) -> None:
    start = text.find(word)
    near = near_date(text, find_dates(text, FRIDAY), start, start + len(word))
    assert near is not None
    assert near.when.edtf == edtf


def test_the_day_of_a_trial_is_not_that_of_its_matter() -> None:
    text = "A court jailed two men on Monday for a bombing."
    start = text.find("bombing")
    assert near_date(text, find_dates(text, FRIDAY), start, start + 7) is None


def test_what_follows_the_day_of_speaking_does_not_share_it() -> None:
    text = "Shells fell, officials said on Friday, two weeks after Tehran had threatened to fire."
    found = one(text, "two weeks after")
    assert found.when is None
    assert found.offset == 14


@pytest.mark.parametrize(
    ("text", "words", "kind", "use"),
    [
        ("It fell on January 17.", "January 17", DateKind.ABSOLUTE, DateUse.ON),
        ("It fell on Tuesday.", "Tuesday", DateKind.PUBLICATION, DateUse.ON),
        ("It fell a day after the raid.", "a day after", DateKind.EVENT, DateUse.ON),
        ("He was held for three days.", "three days", DateKind.DURATION, DateUse.ON),
        ("It was shelled for decades.", "decades", DateKind.DURATION, DateUse.ON),
        ("It fell at 3:30 a.m. local time.", "3:30 a.m. local time", DateKind.TIME, DateUse.ON),
        ("It fell at dawn.", "dawn", DateKind.TIME, DateUse.ON),
        ("They march every Friday.", "every Friday", DateKind.RECURRING, DateUse.ON),
        ("They met at Friday prayers.", "Friday", DateKind.RECURRING, DateUse.ON),
        ("It has been shut since January 3.", "January 3", DateKind.ABSOLUTE, DateUse.SINCE),
        ("Leave by Sunday.", "Sunday", DateKind.PUBLICATION, DateUse.UNTIL),
        ("Iran said Thursday it had fired.", "Thursday", DateKind.PUBLICATION, DateUse.SAID),
        ("Iran said Thursday's raid failed.", "Thursday", DateKind.PUBLICATION, DateUse.ON),
        ("Updated 19 January 2024\nText", "19 January 2024", DateKind.ABSOLUTE, DateUse.PAGE),
        ("ISLAMABAD, Jan 19 (Reuters) - Jets", "Jan 19", DateKind.ABSOLUTE, DateUse.PAGE),
        ("Tue Jan 16 08:15:02 GMT 2024\n\nText", "Tue Jan 16 08:15:02 GMT 2024",
         DateKind.ABSOLUTE, DateUse.PAGE),
    ],
)  # fmt: skip
def test_kind_and_use(text: str, words: str, kind: DateKind, use: DateUse) -> None:
    found = one(text, words)
    assert (found.kind, found.use) == (kind, use)


@pytest.mark.parametrize(
    "text",
    [
        "The 10-year-old was buried.",
        "Her 60-year-old aunt fled.",
        "The baby was not one year old.",
        "Mayor May May said that the march would go on.",
        "He sat in the sun and may speak.",
        "The Sunday Times and Good Friday were named.",
        "It lost 2,019 homes and 1/2 of 24/7 posts.",
        "See https://example.org/2024/01/16/raid and file 20240116.",
        "Some of 2000 fighters fled with 2500 people.",
        "A score of 16-18 and version 1.2.2024.3 are no dates.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(text, FRIDAY)


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("Shells fell on Thursday morning.", "Thursday morning", "morning"),
        ("It came on the night of 16 January.", "night of 16 January", "night"),
        ("Shells fell late on Monday.", "late on Monday", "late"),
        ("Jets came in the early hours of Thursday.", "early hours of Thursday", "early hours"),
        ("Shells fell on Tuesday at 3:30 a.m. there.", "Tuesday at 3:30 a.m.", "at 3:30 a.m."),
        ("Drones came overnight.", "overnight", "overnight"),
    ],
)
def test_words_for_the_time_of_day_are_kept(text: str, words: str, part: str) -> None:
    assert one(text, words).time == part


def test_anchor_of_a_day_after_is_the_clause_with_its_day() -> None:
    text = "They spoke on Friday, a day after gunners shelled the valley."
    found = one(text, "a day after")
    assert found.anchor is not None
    assert text[found.anchor.start : found.anchor.end] == found.anchor.text
    assert found.anchor.text == "gunners shelled the valley"
    assert found.anchor.when is not None
    assert (found.offset, found.anchor.when.edtf) == (1, "2024-01-18")


def test_anchor_without_a_date_leaves_its_offset_for_later() -> None:
    found = one("Two days after its raid on the port, the navy gave in.", "Two days after")
    assert found.anchor is not None
    assert (found.when, found.offset, found.anchor.when) == (None, 2, None)
    assert found.anchor.text == "its raid on the port"
    assert one("They struck two weeks before the vote was held.", "two weeks before").offset == -14


def test_days_later_counts_from_nothing_told_and_keeps_no_date() -> None:
    found = one("A day later, the army withdrew.", "A day later")
    assert (found.when, found.anchor, found.offset) == (None, None, None)


def test_today_in_a_quotation_may_be_the_day_of_the_speech() -> None:
    (found,) = find_dates("“Today we mourn”, he said.", FRIDAY)
    assert found.quoted
    assert found.when is not None
    assert found.when.edtf == "2024-01-19?"
    text = "He wrote on 18 January: “This morning jets crossed.”"
    told = one(text, "This morning").when
    assert told is not None
    assert told.edtf == "[2024-01-18,2024-01-19]"


def test_without_a_publication_date_a_stamp_stands_in_for_it() -> None:
    text = "Updated 19 January 2024\nShells fell on Tuesday."
    assert [found.when and found.when.edtf for found in find_dates(text)] == [
        "2024-01-19",
        "2024-01-16",
    ]
    bare = find_dates("Shells fell on Tuesday and on 3 March 2020, in June and yesterday.")
    assert [found.when and found.when.edtf for found in bare] == [None, "2020-03-03", None, None]


def test_a_weekday_beside_a_date_chooses_its_year_or_casts_doubt() -> None:
    assert one("On Monday, January 16, it fell.", "Monday, January 16").when == When(
        edtf="2023-01-16",
        start=When.parse("2023-01-16").start,
        end=When.parse("2023-01-16").end,
        text="Monday, January 16",
    )
    doubted = one("On Monday, 16 January 2024, it fell.", "Monday, 16 January 2024").when
    assert doubted is not None
    assert doubted.uncertain


REPORTS: dict[str, dict[int, str | None]] = {
    "000": {
        586: "2024-01-19", 985: "2024-01-19", 1757: "2024-01-18", 1894: "2024-01-16",
        2524: "2024-01-17", 2536: "2024-01-16", 3832: "2024-01-18", 4359: "2023",
        5316: "2022-12-20", 5850: "2022-11-17", 5973: "2023-10-07", 7425: "2024-01-19",
        7758: "2023-10-07", 8043: "2024-01-19", 8051: "2024-01-19", 8111: "2024-01-18",
        8248: "2024-01-16", 9111: "2024-01-18", 10512: "1980/1988", 10983: "2024-01-18",
        13671: "2024-01-19", 14835: "2024-01-15", 14886: "2024-01-16", 15159: "2023-10-07",
        72: None, 242: None, 2179: None, 2354: None, 3430: None, 6156: None, 10259: None,
        10573: None, 11760: None, 12664: None, 14515: None,
    },
    "001": {
        129: "2024-01-19", 418: "2024-01-19", 529: "2024-01-19", 1623: "2024-01-18",
        2029: "2024-01-18", 2805: "2024-01-16/2024-01-17", 3059: "2023-12", 3136: "2024-01-17",
        3415: "2007", 3566: "2005/..", 2119: "2024-01-18", 2692: None,
    },
    "002": {
        56: "2024-01-19", 157: "2024-01-15/2024-01-19", 825: "2024-01-16", 1194: "2024-01-17",
        1429: "2024-01-18", 2053: "2023-10-07", 2831: "2024-01-19", 3735: "2024-01-18",
        4432: None,
    },
    "003": {
        277: "2024-01-19", 337: "2024-01-19", 741: "2024-01-19", 1010: "2024-01-16",
        1165: "2024-01-17", 1261: "2024-01-18", 1567: "2023-10-07", 1725: "2024-01-19",
        1874: "../2024-01-16", 2295: "2024-01-19", 3602: "2024-01-17", 5032: "2024-01-19",
        6404: "1967/..", 6726: "1967", 7817: "../1967", 8214: "2024",
    },
    "004": {
        186: "2024-01-18", 317: "2024-01-19", 650: "2023-10-07", 935: "2024-01-19",
        943: "2024-01-19", 1003: "2024-01-18", 1140: "2024-01-16", 2003: "2024-01-18",
        3383: "1980/1988", 3854: "2024-01-18", 4182: "2024-01-18", 6706: "2024-01-19",
        7869: "2024-01-15", 7920: "2024-01-16", 8193: "2023-10-07", 8815: "2024-01-18",
        8859: "2023-09", 10026: "2024-01-19", 10199: "2024-01-03", 10343: "2020-01",
        10631: "2024-01-19", 10871: "2024-01-03", 11370: "2024-01-15/2024-01-19",
        12252: "../2024-02-20", 12678: "2018", 3130: None, 3444: None, 4796: None, 5700: None,
        7549: None, 8512: None, 8544: None,
    },
}  # fmt: skip
"""What a reader finds in the five reports: first character of the words, and their date."""
VAGUE = {"000": 7630, "003": 1451, "004": 522}
PAGE_NOISE = {"002": {4595}, "003": {5709, 6008, 6296}}
WRONG = {("001", 2119)}
"""Speech of the day before, in the paragraph after the one that dates it: both days are kept."""


@pytest.mark.parametrize("number", REPORTS)
def test_the_five_reports(shared: Path, number: str) -> None:
    (path,) = (shared / "reports").glob(f"{number}_*.txt")
    found = {d.start: d for d in find_dates(path.read_text(encoding="utf-8"), FRIDAY)}
    read = {start: d.when.edtf if d.when else None for start, d in found.items()}
    missed = {
        (number, start): (edtf, read.get(start, "nothing"))
        for start, edtf in REPORTS[number].items()
        if read.get(start, "nothing") != edtf
    }
    assert set(missed) <= WRONG
    unlooked = {12565, VAGUE.get(number, -1), *PAGE_NOISE.get(number, set())}
    assert set(found) - set(REPORTS[number]) <= unlooked


NEAR = [
    ("Rockets hit Saravan on Tuesday. Jets had struck Panjgur two days earlier.", "struck",
     "2024-01-14"),
    ("Rockets hit Saravan on Tuesday. Jets had struck Panjgur.", "struck", None),
    ("On Monday drones struck. On Friday the cabinet met. A convoy had been ambushed.",
     "ambushed", "2024-01-15"),
    ("The army said on Friday that the strike on Tuesday killed nine.", "killed", "2024-01-16"),
    ("The army said on Friday that rockets killed nine.", "killed", "2024-01-19"),
    ("On Tuesday, after weeks of calm, rockets struck the post.", "struck", "2024-01-16"),
    ("The envoy was recalled on Wednesday after rockets struck the post on Tuesday.", "struck",
     "2024-01-16"),
    ("The envoy was recalled on Wednesday after rockets struck the post on Tuesday.",
     "recalled", "2024-01-17"),
    ("Rockets struck the post. Nobody was hurt.", "struck", None),
    ("It has gone on since October 7. Rockets struck the post.", "struck", None),
    ("Rockets struck on Tuesday.\nNine people were killed.", "killed", "2024-01-16"),
    ("They meet every Friday. Rockets struck the post.", "struck", None),
    ("Updated 19 January 2024\nRockets struck the post.", "struck", None),
    ("Two days after jets bombed the ridge, on Friday, the envoys met.", "met", "2024-01-19"),
    ("On Friday, two days after jets bombed the ridge, the envoys met.", "bombed",
     "2024-01-17"),
    ("A man jailed in 2019 stabbed two guards on Thursday.", "stabbed", "2024-01-18"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "edtf"), NEAR)
def test_the_date_of_something_told(text: str, word: str, edtf: str | None) -> None:
    start = text.index(word)
    near = near_date(text, find_dates(text, FRIDAY), start, start + len(word))
    assert (near.when.edtf if near else None) == edtf


def test_sentences_that_are_given_are_used() -> None:
    text = "On Tuesday it rained; rockets struck the post"
    dates = find_dates(text, FRIDAY)
    start = text.index("struck")
    near = near_date(text, dates, start, start + 6)
    assert near is not None
    assert near.reach is DateReach.SENTENCE
    cut = text.index(";") + 1
    before = near_date(text, dates, start, start + 6, [(0, cut), (cut, len(text))])
    assert before is not None
    assert before.reach is DateReach.BEFORE
    assert before.score < near.score


NEAR_REPORTS: dict[str, dict[int, str | None]] = {
    "000": {
        8072: "2024-01-18", 1776: "2024-01-18", 1902: "2024-01-16", 7747: "2023-10-07",
        2442: "2024-01-17", 2589: "2024-01-16", 623: None, 5304: "2022-12-20",
        5733: "2022-11-17", 9098: "2024-01-18", 10303: None, 13678: "2024-01-19",
        14784: "2024-01-15", 14868: "2024-01-16",
    },
    "001": {2777: "2024-01-16/2024-01-17", 3077: "2023-12"},
    "002": {
        46: "2024-01-19", 167: "2024-01-15/2024-01-19", 863: "2024-01-16", 1134: "2024-01-16",
        1215: "2024-01-17", 1232: "2024-01-17", 1438: "2024-01-18",
    },
    "003": {1021: "2024-01-16", 1178: "2024-01-17", 1297: "2024-01-18"},
    "004": {
        10209: "2024-01-03", 10301: "2020-01", 8836: "2023-09", 11342: "2024-01-15/2024-01-19",
        12648: "2018", 11500: "2024-01-15/2024-01-19",
    },
}  # fmt: skip
"""First characters of verbs in the five reports, with the date of what they tell."""


@pytest.mark.parametrize("number", NEAR_REPORTS)
def test_the_dates_of_what_the_reports_tell(shared: Path, number: str) -> None:
    (path,) = (shared / "reports").glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    dates = find_dates(text, FRIDAY)
    near = {at: near_date(text, dates, at, at + 3) for at in NEAR_REPORTS[number]}
    assert {at: n.when.edtf if n else None for at, n in near.items()} == NEAR_REPORTS[number]


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1402, 1, 1, "2023-03-21"),
        (1402, 12, 29, "2024-03-19"),
        (1403, 12, 30, "2025-03-20"),
        (1357, 11, 22, "1979-02-11"),
        (1399, 12, 30, "2021-03-20"),
        (1367, 4, 27, "1988-07-18"),
    ],
)
def test_solar_hijri_dates(year: int, month: int, day: int, expected: str) -> None:
    found = from_solar_hijri(year, month, day)
    assert found == date.fromisoformat(expected)
    assert solar_hijri_year(found) == year


@pytest.mark.parametrize("wrong", [(1402, 12, 30), (1402, 13, 1), (1402, 7, 31), (2024, 1, 1)])
def test_days_that_the_solar_hijri_calendar_does_not_have(wrong: tuple[int, int, int]) -> None:
    assert from_solar_hijri(*wrong) is None


@given(st.dates(date(1850, 1, 1), date(2200, 1, 1)))
def test_the_days_of_the_solar_hijri_calendar_follow_each_other(day: date) -> None:
    year = solar_hijri_year(day)
    months = [(m, d) for m in range(1, 13) for d in range(1, 32)]
    days = [found for m, d in months if (found := from_solar_hijri(year, m, d))]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert day in days


WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b. %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d",
           "%A %d %B %Y", "%A, %B %d, %Y", "the %d of %B %Y")  # fmt: skip


@given(st.dates(date(1500, 1, 1), date(2100, 12, 31)), st.sampled_from(WRITTEN), st.booleans())
def test_a_date_written_in_any_form_is_read_back(day: date, form: str, known: bool) -> None:  # noqa: FBT001 (drawn)
    text = f"It was struck on {day.strftime(form)}, they wrote."
    (found,) = find_dates(text, FRIDAY if known else None)
    assert found.when is not None
    assert found.when.edtf == day.isoformat()


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    (found,) = find_dates(f"Shells fell on {day:%A}.", published)
    assert found.when is not None
    assert found.when.edtf == day.isoformat()


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 300))
def test_a_day_without_a_year_is_the_last_of_its_name(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    (found,) = find_dates(f"Two were killed on {day:%B} {day.day}.", published)
    assert found.when is not None
    assert found.when.edtf == day.isoformat()


_WORDS = """
    Monday Fri Thursday's January Jan. May March 17 17th 3 31 30 2024 1980 1980s 1402 Dey 27 Mehr
    last next this the a two few several couple of days weeks months year years decade ago later
    earlier after before since until by from between and or to - – / . , : ( ) today yesterday
    overnight weekend night morning early late mid in on at about probably every daily recent past
    coming following previous same that will said struck be held “ ” " summer 3:30 a.m. GMT 0300
    2024-01-16 3/4/2024 16.01.2024 12/12/12 ۱۴۰۲/۱۰/۲۷ fortnight century ahead UPDATED PARIS, end
    hundred 999999 0 00 9999 1000 2199 29 February Sept.
"""
VOCABULARY = [*_WORDS.split(), "\n", "\n\n"]


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join),
    st.none() | st.dates(date(1000, 1, 1), date(3000, 1, 1)),
)
def test_what_is_found_is_ordered_apart_and_agrees_with_its_edtf(
    text: str, published: date | None
) -> None:
    last = 0
    for found in find_dates(text, published):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        last = found.end
        whens = [found.when, found.anchor.when if found.anchor else None]
        for when in filter(None, whens):
            read = When.parse(when.edtf)
            assert (when.start, when.end) == (read.start, read.end), when
        near_date(text, [found], found.start, found.end)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(VOCABULARY), max_size=30).map("".join)
    | st.lists(st.sampled_from(VOCABULARY), max_size=30).map(" ".join),
    st.sampled_from([date.min, date(1, 1, 8), FRIDAY, date(9999, 12, 20), date.max]),
)
def test_no_text_and_no_day_breaks_it(text: str, published: date) -> None:
    for found in find_dates(text, published):
        assert text[found.start : found.end] == found.text
        near_date(text, [found], 0, 1)


@pytest.mark.parametrize(
    "piece",
    ["17 ", "January ", "a day after ", "last ", "1980-", "“", "\n", "Tuesday, ", "A", "1",
     "had ", "on Tuesday said ", "PARIS, ", "3/4/2024 ", "ed "],
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        begun = time.process_time()
        dates = find_dates(text, FRIDAY)
        near_date(text, dates, len(text) // 2, len(text) // 2 + 1)
        return time.process_time() - begun

    seconds(100)
    short = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(2)) < 8 * 3 * short + 0.05
