"""A page in: its text with every passage marked, its stories, and what it says of itself."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ReportError
from geo.reading.article import Article, PassageKind, read_article, read_url
from tests.articles import HELD, PAGES, drawn_pdf, mailed, pdf, plain, score, soup, tagged
from tests.mirror import serving

REPORTS = (
    "000_25db4521c321f458.txt",
    "001_e417a63c9d6bbd6c.txt",
    "002_5e8628fa68c2a13e.txt",
    "003_b505b468b55779a5.txt",
    "004_fc1c3e02fd924f45.txt",
)


def of_report(shared: Path, number: int) -> Article:
    path = shared / "reports" / REPORTS[number]
    return read_article(path.read_bytes(), name=str(path))


def starts(article: Article) -> list[str]:
    """First words of the first paragraph of each story."""
    found = []
    for number in range(len(article.stories)):
        first = next(p for p in article.passages if p.story == number and p.kind == "text")
        found.append(" ".join(article.text[first.start : first.end].split()[:2]))
    return found


@pytest.mark.parametrize(
    ("number", "stories"),
    [
        (0, ["Two days", "In the", "Seventeen student", "Pakistan expressed", "Iranians have",
             "The Dutch"]),
        (1, ["Pakistan officially"]),
        (2, ["Pakistan and"]),
        (3, ["ISLAMABAD: The", "ISLAMABAD: Pakistan’s"]),
        (4, ["Pakistan expressed", "The Dutch", "The United", "Several ISIS-affiliated",
             "Iran’s tax"]),
    ],
)  # fmt: skip
def test_stories_of_the_reports(shared: Path, number: int, stories: list[str]) -> None:
    article = of_report(shared, number)
    assert starts(article) == stories
    assert article.main == 0


@pytest.mark.parametrize(
    ("number", "noise"),
    [
        (0, {"Pakistan Restores Diplomatic", "Two days after", "Iran said Thursday's",
             "The militant groups", "(Report by Reuters)"}),
        (1, {"[News] Pakistan officially", "Anti-Imperialist News news", "Fri Jan 19",
             "Pakistan officially restores", "News Desk <https://new.thecradle.co/authors/news-desk-9>",
             "JAN 19, 2024", "(Photo credit: Vecteezy)", "-------------- next part",
             "An HTML attachment", "URL: <http://freedomarchives.org/pipermail/news_freedomarchives.org/attachments/20240119/04cf601d/attachment.htm>",
             "More information about"}),
        (2, {"Pakistan and Iran", "Exciting news! Meritnews24", "Discover more from",
             "Subscribe to get"}),
        (3, {"Pakistan to restore", "In this photo", "Short Url", "Updated 19 January", "Follow",
             "Pakistan condemns Israel’s", "Updated 8 sec"}),
        (4, {"Pakistan Calls On", "The flag of", "People gather near"}),
    ],
)  # fmt: skip
def test_what_in_the_reports_tells_no_story(shared: Path, number: int, noise: set[str]) -> None:
    article = of_report(shared, number)
    found = {
        " ".join(article.text[p.start : p.end].split()[:3]) for p in article.passages if not p.told
    }
    assert found == noise


def test_what_the_reports_say_of_themselves(shared: Path) -> None:
    read = [of_report(shared, number) for number in range(5)]
    day = date(2024, 1, 19)
    assert [article.published for article in read] == [None, day, None, day, None]
    assert [article.publisher for article in read] == [
        None, "freedomarchives.org", "Meritnews24", None, None,
    ]  # fmt: skip
    assert {article.language for article in read} == {"en"}
    assert read[1].passed_on_from == "thecradle.co"
    assert read[0].stories[3].agency == "Reuters"
    assert [story.agency for article in read for story in article.stories].count("Reuters") == 1
    for article in (read[1], read[3]):
        evidence = article.published_from
        assert evidence is not None
        assert article.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize("make", [plain, mailed, soup, tagged, pdf])
def test_pages_that_the_rules_were_tried_on(make: type) -> None:
    for name, page in PAGES.items():
        found = score(read_article(make(page), name=name), page)
        assert found.main[0] == found.main[1], name
        assert found.noise[0] >= found.noise[1] - 1, name


@pytest.mark.parametrize(("make", "least"), [(plain, 0.95), (mailed, 0.95), (tagged, 0.95)])
def test_pages_that_were_held_out(make: type, least: float) -> None:
    scores = [score(read_article(make(page), name=name), page) for name, page in HELD.items()]
    for part in ("main", "noise"):
        right, whole = (sum(getattr(s, part)[n] for s in scores) for n in (0, 1))
        assert right >= least * whole, (part, right, whole)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen kill five in Mand",
        "Gunmen killed five people in Mand.",
        "12:30 Shots are heard in Mand\n12:45 Police close the road to Mand",
        "سراوان میں دھماکہ\nسراوان میں دھماکے سے چار افراد ہلاک ہو گئے۔",
    ],
)
def test_short_texts_tell_something(text: str) -> None:
    article = read_article(text.encode(), name="a")
    assert article.main == 0
    assert article.told(0)[-1].end == len(text)


def test_plain_text_keeps_its_offsets() -> None:
    raw = "\ufeffTITLE OF IT\r\n\r\nA man  was hurt\u00a0in the town on Monday, police said.\r\n"
    article = read_article(raw.encode(), name="a.txt")
    assert article.text == raw.removeprefix("\ufeff").replace("\r\n", "\n")
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
    first = article.told()[0]
    assert article.text[first.start : first.end].startswith("A man  was")
    assert article.passage_at(first.start) == 1
    assert article.passage_at(first.start - 1) is None
    assert article.passage_at(len(article.text)) is None


HEAD = """<!DOCTYPE html>
<!-- saved from url=(0031)https://news.example/2023/05/x -->
<html lang="en-GB"><head><meta charset="utf-8"><title>Dam bursts | News Example</title>
<meta property="og:title" content="Dam bursts above the valley">
<meta property="og:site_name" content="News Example">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "N"},
{"@type": ["NewsArticle"], "headline": "Dam bursts above valley", "datePublished":
"2023-05-07T23:30:00-05:00", "publisher": {"@type": "Organization", "name": "The Example"}}]}
</script>
<style>p { color: red }</style><script>var told = "<p>nothing</p>";</script></head><body>
"""


def test_a_page_says_what_it_is() -> None:
    body = (
        "<h1>Dam bursts above the valley</h1><p>A dam burst on Sunday.<p>Two <b>men</b> were hurt."
    )
    article = read_article((HEAD + body).encode(), name="a.html")
    assert article.title == "Dam bursts above valley"
    assert article.publisher == "The Example"
    assert article.published == date(2023, 5, 7)
    assert article.published_from is not None
    assert article.published_from.how == "datePublished"
    assert article.published_from.start is None
    assert article.url == "https://news.example/2023/05/x"
    assert "nothing" not in article.text
    assert "color" not in article.text
    assert [article.text[p.start : p.end] for p in article.told()] == [
        "A dam burst on Sunday.", "Two men were hurt.",
    ]  # fmt: skip


def test_a_given_date_comes_first() -> None:
    article = read_article(HEAD.encode() + b"<p>A.</p>", name="a", published=date(2020, 1, 2))
    assert article.published == date(2020, 1, 2)
    assert article.published_from is not None
    assert article.published_from.how == "given"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Fri Jan 19 16:16:37 EST 2024", date(2024, 1, 19)),
        ("January 19, 2024", date(2024, 1, 19)),
        ("19 Jan 2024 20:31 GMT", date(2024, 1, 19)),
        ("Published: Friday, 19th January 2024, 8:31 p.m.", date(2024, 1, 19)),
        ("2024-01-19T20:31:00Z", date(2024, 1, 19)),
        ("Posted on 19.01.2024", date(2024, 1, 19)),
        ("By A. Writer, Jan. 19, 2024", date(2024, 1, 19)),
        ("By our reporter | New Arden | Tuesday 4 October 2016\n", date(2016, 10, 4)),
        ("By a staff writer\nARDEN, Borrow - Monday, September 10, 2018", date(2018, 9, 10)),
        ("By our own men in Arden and Borrow\nTuesday, January 19, 1999", date(1999, 1, 19)),
        ("Saturday, August 20, 2016", date(2016, 8, 20)),
        ("7 August 2023, 10:40 BST", date(2023, 8, 7)),
        ("ARDEN, Borrow, 26 January 2015", date(2015, 1, 26)),
        ("ARDEN/BORROW, Wednesday 16 October 2024", date(2024, 10, 16)),
        ("ARDEN, Borrow | Thursday, June 30, 2022", date(2022, 6, 30)),
        ("ARDEN, Borrow (24 May 2022)", date(2022, 5, 24)),
        ("ARDEN, Monday, November 28 (2011)", date(2011, 11, 28)),
        ("ARDEN, January 26, 2024 (Friday)", date(2024, 1, 26)),
        ("New Arden, Oct 28, 2022 (News desk)", date(2022, 10, 28)),
        ("Daily digest from Arden, 3 December 2014", date(2014, 12, 3)),
        ("ARDEN, Sept 10", None),
        ("Updated 8 sec ago", None),
        ("03/04/2024", None),
        ("31 February 2024", None),
        ("It has been so since the peace of 19 January 2004, which ended the war.", None),
    ],
)
def test_dates_of_a_page(line: str, day: date | None) -> None:
    text = f"Mill burns down in Arden\n{line}\nA mill burned down in Arden, the town said.\n"
    assert read_article(text.encode(), name="a").published == day


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Arden, 5 Nov 2021 - ", date(2021, 11, 5)),
        ("ARDEN, Borrow, Oct 5 (2012) - ", date(2012, 10, 5)),
        ("ARDEN, 27 May 2024. ", date(2024, 5, 27)),
        ("14 October 2021 - ", date(2021, 10, 14)),
        ("Arden, Feb 9 - ", None),
        ("Arden, 5 Nov 2021. ", None),
        ("In Arden 5 Nov 2021 - a Friday - was wet. ", None),
    ],
)
def test_the_day_of_a_dateline(head: str, day: date | None) -> None:
    text = f"Mill burns down in Arden\n{head}A mill burned down on Monday, the town said.\n"
    assert read_article(text.encode(), name="a").published == day


def test_a_list_of_days_gives_none_of_publication() -> None:
    text = (
        "How the mill of Arden was lost\n"
        "14 October 2001 - The mill was closed and its workers were sent home, the town said.\n"
        "3 March 2004 - A fire burned down the mill, and nobody was hurt, the firemen said.\n"
    )
    assert read_article(text.encode(), name="a").published is None


def test_a_headline_with_a_day_is_no_day_of_publication() -> None:
    text = "Arden Mill, 14 October 2001\n\nThe mill of Arden burned down within an hour.\n"
    assert read_article(text.encode(), name="a").published is None


def test_the_date_of_another_story_is_not_the_pages() -> None:
    text = (
        "Mill burns down in Arden\nA mill burned down in Arden on Monday, firemen said.\n"
        "It had stood since 1850. Nobody was hurt.\n\nRiver floods Borrow\n4 May 2011\n"
        "The river Borrow flooded a school, its teachers said.\nLessons go on in a tent.\n"
    )
    article = read_article(text.encode(), name="a")
    assert article.published is None
    assert [story.title for story in article.stories] == [
        "Mill burns down in Arden", "River floods Borrow",
    ]  # fmt: skip


def test_a_dateline_gives_the_day_and_the_agency() -> None:
    text = "Mill burns\nARDEN, 4 May 2011 (AFP) - A mill burned down in Arden on Monday.\n"
    article = read_article(text.encode(), name="a")
    assert (article.published, article.agency) == (date(2011, 5, 4), "AFP")


@pytest.mark.parametrize(
    "credit",
    ["He told Reuters that he was well.", "(Photo by A. Mensah/AFP)", "Reuters asked him."],
)
def test_what_names_an_agency_need_not_be_its_copy(credit: str) -> None:
    text = f"Mill burns\nA mill burned down in Arden on Monday, its owner said.\n{credit}\n"
    assert read_article(text.encode(), name="a").agency is None


def test_a_higher_toll_is_no_repetition() -> None:
    text = (
        "Blast in Arden\n"
        "A blast in the harbour of Arden killed four people on Monday, police said.\n"
        "A blast in the harbour of Arden killed four people on Monday, police said.\n"
        "A blast in the harbour of Arden killed five people on Monday, police said.\n"
    )
    told = read_article(text.encode(), name="a").told()
    assert [("four" in text[p.start : p.end], "five" in text[p.start : p.end]) for p in told] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_a_story_told_twice_is_one() -> None:
    story = "\n".join(line.words for line in PAGES["flood"] if line.kind == "m")
    other = "\n".join(line.words for line in PAGES["ferry"] if line.kind == "m")
    text = f"First\n\n{story}\n\nSecond\n\n{other}\n\nThird\n\n{story}\n"
    article = read_article(text.encode(), name="a")
    assert [s.duplicate_of for s in article.stories] == [None, None, 0]
    assert article.told(2) == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings(encoding: str) -> None:
    text = "Brand in Köln\nIn der Stadt hat es am Montag gebrannt, sagte die Feuerwehr.\n"
    assert read_article(text.encode(encoding), name="a").text == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("", "utf-8"), ("", "cp1252"), ("windows-1251", "cp1251"), ("iso-8859-1", "cp1252")],
)
def test_encodings_of_pages(declared: str, encoding: str) -> None:
    words = "Пожар в городе." if encoding == "cp1251" else "Fire in Orléans – “all safe”."
    page = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>"
    assert read_article(page.encode(encoding), name="a.htm").text == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The fire was put out by the men of the town on Monday and no one was hurt.", "en"),
        ("Le feu a été éteint par les pompiers de la ville et il n'y a pas de blessés.", "fr"),
        ("انفجاری در شهر سراوان رخ داد و چهار نفر کشته شدند، پلیس گفت.", "fa"),
        ("سراوان میں دھماکے سے چار افراد ہلاک ہو گئے ہیں۔", "ur"),
        ("قتل أربعة أشخاص في انفجار وقع في المدينة يوم الاثنين.", "ar"),
        ("Вибух у місті забрав життя чотирьох людей, повідомила поліція її району.", "uk"),
        ("Şehirde bir patlama oldu ve dört kişi öldü, polis bu olayı dedi.", "tr"),
        ("Xqz vrrt.", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert read_article(text.encode(), name="a").language == language


def test_a_mail_with_a_mime_head() -> None:
    mail = (
        "From: Desk <desk@wire.example.org>\nDate: Tue, 2 Feb 2016 10:11:12 +0100\n"
        "Subject: [wire] Mill burns\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; '
        "charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "A mill burned down in =C3=9Cnye "
        "on Monday,\nits owner said.\n\n> An earlier mail said that all was well.\n\n"
        "-- \nThe wire\n"
        "--b\nContent-Type: text/html\n\n<p>no</p>\n--b--\n"
    )
    article = read_article(mail.encode(), name="a.eml")
    assert (article.title, article.publisher) == ("Mill burns", "wire.example.org")
    assert article.published == date(2016, 2, 2)
    assert article.published_from is not None
    evidence = article.published_from
    assert article.text[evidence.start : evidence.end] == evidence.text
    told = [article.text[p.start : p.end] for p in article.told()]
    assert told == ["A mill burned down in Ünye on Monday,\nits owner said."]
    assert PassageKind.QUOTED in {p.kind for p in article.passages}


def test_several_mails_are_several_stories() -> None:
    mails = [
        f"From: desk at list.example.org\nDate: {n} Feb 2016 10:11:12\nSubject: Mail {n}\n\n"
        f"{PAGES[name][5].words}\n\n{PAGES[name][6].words}\n"
        for n, name in ((2, "flood"), (3, "quake"))
    ]
    article = read_article("\n\n".join(mails).encode(), name="a")
    assert len(article.stories) == 2
    assert article.published == date(2016, 2, 2)


def test_pdf_columns_hyphens_and_edges() -> None:
    left = [
        "A ferry with many passengers",
        "was blown on rocks near the har-",
        "bour, the town said.",
    ]
    right = ["Its owner told reporters that", "he was well-", "informed about the weather."]
    drawn = ["BT /F1 20 Tf 1 0 0 1 60 760 Tm (Ferry on rocks) Tj ET"]
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        for x, words in ((60, a), (320, b)):
            drawn.append(f"BT /F1 11 Tf 1 0 0 1 {x} {700 - 14 * n} Tm ({words}) Tj ET")
    drawn.append("BT /F1 8 Tf 1 0 0 1 60 30 Tm (https://a.example/x 1/1) Tj ET")
    article = read_article(drawn_pdf(["\n".join(drawn)]), name="a.pdf")
    assert article.title == "Ferry on rocks"
    assert article.url == "https://a.example/x"
    assert [article.text[p.start : p.end] for p in article.told()] == [
        "A ferry with many passengers was blown on rocks near the harbour, the town said.",
        "Its owner told reporters that he was wellinformed about the weather.",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "r.txt: has no text; give"),
        (b"  \n\n ", "has no text"),
        (b"one\ntw\xffo", r"r.txt, line 2: byte 6 is 0xff, which is not UTF-8; save"),
        (b"one\n\0two", "line 2: has a zero byte"),
        (b"PK\x03\x04rest", "office document; save it as PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"%PDF-1.4 broken", "is no PDF that can be read"),
        (drawn_pdf([""]), "only pictures of it"),
        (b"<html><body><script>1</script></body></html>", "has no text"),
        (b"a" * 20_000_001, "more than 20,000,000"),
    ],
)
def test_bad_input_is_one_clear_line(content: bytes, why: str) -> None:
    with pytest.raises(ReportError, match=why) as caught:
        read_article(content, name="r.txt")
    assert "\n" not in str(caught.value)


@given(st.text(alphabet='aA .\n•>-|"“(:1é<Tha', max_size=400))
def test_any_text_is_kept_and_marked_in_order(text: str) -> None:
    try:
        article = read_article(text.encode(), name="a.txt")
    except ReportError:
        return
    ends = 0
    for passage in article.passages:
        assert ends <= passage.start < passage.end
        ends = passage.end
    between = set(range(len(article.text))) - {
        at for p in article.passages for at in range(p.start, p.end)
    }
    assert all(article.text[at].isspace() for at in between)
    assert sum(story.main for story in article.stories) == bool(article.stories)


def test_hostile_pages_take_no_more_than_their_length() -> None:
    from time import process_time

    for part in ("<a ", "<!--", "</", "<div>", "A b\n", "(((", "Jan 1 ", "By A ", "[a] "):
        times = []
        for count in (5_000, 40_000):
            began = process_time()
            read_article(("x\n" + part * count).encode(), name="a")
            times.append(process_time() - began)
        assert times[1] < 40 * times[0] + 0.5, part


def test_a_page_from_the_web() -> None:
    pytest.importorskip("trafilatura")
    with serving() as mirror:
        mirror.files["a"] = (HEAD + "<p>A dam burst on Sunday.").encode()
        article = read_url(mirror.base + "a", private=True)
        assert article.publisher == "The Example"
        with pytest.raises(ReportError, match="did not answer"):
            read_url(mirror.base + "a")
        with pytest.raises(ReportError, match="answered 404; open it in a browser"):
            read_url(mirror.base + "none", private=True)


def test_what_is_no_address_is_not_fetched() -> None:
    with pytest.raises(ReportError, match="is no web address"):
        read_url("file:///etc/passwd")
