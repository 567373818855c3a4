"""From what an extractor finds to draft incidents whose claims cite their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from geo.checking import check_citations
from geo.count import Count
from geo.incident import Axis, Claim, Field, LinkType, Modality, Polarity, Status
from geo.kinds import Kind
from geo.reading.article import Article, read_article
from geo.reading.drafts import READER, Draft, drafts_of, source_of
from geo.reading.extractor import Extracted, Finding, IncidentFound, LinkFound
from geo.reading.read import Reading, read_reports
from geo.source import text_sha256
from geo.when import When
from tests.builders import AT, SARAVAN

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

TEXT = (
    "Raid near the border\n\n"
    "A raid near Saravan killed five people on Thursday. Iran said nine people died. "
    "Pakistan denied it.\n\n"
    "The envoy was called home on Friday."
)
RAID = "A raid near Saravan killed five people on Thursday."
NINE = "Iran said nine people died."
DENIAL = "Pakistan denied it."
STEP = "The envoy was called home on Friday."
ISLAMABAD = replace(
    SARAVAN, mention="Pakistan", name="Islamabad", country="PK", admin1=None, lon=73.05, lat=33.72
)


def finding(
    field: Field,
    quote: str,
    value: When | Count | str | None = None,
    *,
    claimant: str | None = None,
    replaces: int | None = None,
    polarity: Polarity = Polarity.ASSERTS,
    modality: Modality = Modality.FACT,
) -> Finding:
    start = TEXT.index(quote)
    return Finding(
        field=field,
        start=start,
        end=start + len(quote),
        claimant=claimant,
        when=value if isinstance(value, When) else None,
        count=value if isinstance(value, Count) else None,
        text=value if isinstance(value, str) else None,
        where=None if value is not None else SARAVAN,
        polarity=polarity,
        modality=modality,
        replaces=replaces,
    )


def found(kind: Kind, *findings: Finding, quote: str = RAID, **more: str) -> IncidentFound:
    start = TEXT.index(quote)
    return IncidentFound(
        kind=kind,
        findings=findings,
        start=start,
        end=start + len(quote),
        confidence=0.75,
        origin_country=more.get("origin"),
        target_country=more.get("target"),
    )


RAIDED = found(
    Kind.AIRSTRIKE,
    finding(Field.DATE, RAID, When.parse("2024-01-18")),
    finding(Field.LOCATION, RAID),
    finding(Field.KILLED, RAID, Count.parse("5")),
    finding(Field.KILLED, NINE, Count.parse("9"), claimant="Iran", replaces=2),
    finding(
        Field.RESPONSIBILITY,
        DENIAL,
        "Pakistan",
        claimant="Pakistan",
        polarity=Polarity.DENIES,
        modality=Modality.CLAIMED,
    ),
    origin="PK",
    target="IR",
)
RECALLED = found(
    Kind.RECALL,
    finding(Field.DATE, STEP, When.parse("2024-01-19")),
    replace(finding(Field.LOCATION, STEP), where=ISLAMABAD),
    quote=STEP,
    origin="PK",
)
ANSWER = LinkFound(
    later=1,
    earlier=0,
    type=LinkType.RESPONSE_TO,
    start=TEXT.index(STEP),
    end=len(TEXT),
)
BOTH = Extracted(incidents=(RAIDED, RECALLED), links=(ANSWER,))


@pytest.fixture
def article() -> Article:
    return read_article(TEXT.encode(), name="report.txt", published=date(2024, 1, 19))


def drafted(
    article: Article, extracted: Extracted = BOTH, taken: set[str] | None = None
) -> list[Draft]:
    source = source_of(article, "report.txt")
    return drafts_of(article, extracted, source, taken=set() if taken is None else taken, at=AT)


def claims_of(draft: Draft, field: Field) -> list[Claim]:
    return [claim for claim in draft.dossier.claims if claim.field is field]


def test_an_incident_is_a_draft_with_what_was_found(article: Article) -> None:
    raid, recall = drafted(article)
    assert raid.dossier.incident.status is recall.dossier.incident.status is Status.DRAFT
    assert raid.dossier.incident.kind is Kind.AIRSTRIKE
    assert raid.dossier.incident.origin_country == "PK"
    assert raid.dossier.incident.target_country == "IR"
    assert "Saravan" in raid.dossier.incident.title
    assert raid.confidence == 0.75
    assert raid.merged == ()


def test_ids_say_when_where_and_what(article: Article) -> None:
    assert [draft.dossier.incident.id for draft in drafted(article)] == [
        "2024-01-18-saravan-airstrike",
        "2024-01-19-islamabad-recall",
    ]


def test_every_claim_cites_its_words(article: Article) -> None:
    source = source_of(article, "report.txt")
    claims = [claim for draft in drafted(article) for claim in draft.dossier.claims]
    assert len(claims) == 7
    for claim in claims:
        cited = claim.citation
        assert article.text[cited.start : cited.end] == cited.quote
        assert cited.sha256 == text_sha256(article.text)
        assert cited.source == source.id
        assert claim.recorded_at == AT
    assert len({claim.id for claim in claims}) == 7


def test_claims_are_the_source_s_unless_somebody_says_so(article: Article) -> None:
    raid, _ = drafted(article)
    first, second = claims_of(raid, Field.KILLED)
    assert first.claimant == source_of(article, "report.txt").publisher
    assert second.claimant == "Iran"


def test_a_later_figure_takes_the_place_of_an_earlier_one(article: Article) -> None:
    raid, _ = drafted(article)
    first, second = claims_of(raid, Field.KILLED)
    assert first.supersedes is None
    assert second.supersedes == first.id


def test_a_denial_stays_one(article: Article) -> None:
    raid, _ = drafted(article)
    (denied,) = claims_of(raid, Field.RESPONSIBILITY)
    assert denied.polarity is Polarity.DENIES
    assert denied.modality is Modality.CLAIMED


def test_links_join_the_drafts_and_quote(article: Article) -> None:
    raid, recall = drafted(article)
    (link,) = recall.dossier.links
    assert (link.from_id, link.to_id) == (recall.dossier.incident.id, raid.dossier.incident.id)
    assert link.type is LinkType.RESPONSE_TO
    assert link.why == STEP
    assert raid.dossier.links == ()


def test_the_reader_s_confidence_is_kept_beside_the_draft(article: Article) -> None:
    raid, _ = drafted(article)
    (judged,) = raid.dossier.assessments
    assert (judged.by, judged.axis, judged.at) == (READER, Axis.OCCURRENCE, AT)
    assert judged.why == "confidence 0.75"


def test_ids_that_are_taken_are_left_alone(article: Article) -> None:
    taken = {"2024-01-18-saravan-airstrike"}
    raid, _ = drafted(article, taken=taken)
    assert raid.dossier.incident.id == "2024-01-18-saravan-airstrike-2"
    assert all(claim.incident == raid.dossier.incident.id for claim in raid.dossier.claims)
    assert len(taken) == 3


def test_two_incidents_alike_have_two_ids(article: Article) -> None:
    twice = drafted(article, Extracted(incidents=(RAIDED, RAIDED)))
    assert len({draft.dossier.incident.id for draft in twice}) == 2
    assert len({c.id for draft in twice for c in draft.dossier.claims}) == 10


def test_without_a_place_the_words_name_the_incident(article: Article) -> None:
    bare = found(Kind.AIRSTRIKE, finding(Field.DATE, RAID, When.parse("2024-01-18")))
    (draft,) = drafted(article, Extracted(incidents=(bare,)))
    assert draft.dossier.incident.id.startswith("2024-01-18-")
    assert draft.dossier.incident.title


def test_nothing_found_is_no_draft(article: Article) -> None:
    assert drafted(article, Extracted()) == []


def test_any_extractor_will_do(gazetteer: Gazetteer, article: Article) -> None:
    reading = read_reports([article], gazetteer=gazetteer, extractor=lambda _: BOTH)
    assert [draft.dossier.incident.kind for draft in reading.drafts] == [
        Kind.AIRSTRIKE,
        Kind.RECALL,
    ]
    assert [kept.sha256 for kept in reading.texts] == [text_sha256(TEXT)]


def test_the_kept_text_lets_quotes_be_checked_later(gazetteer: Gazetteer, article: Article) -> None:
    reading: Reading = read_reports([article], gazetteer=gazetteer, extractor=lambda _: BOTH)
    (kept,) = reading.texts
    assert kept.text == article.text
    assert kept.source == reading.sources[0].id


def test_a_text_is_the_same_source_however_often_it_is_read(article: Article) -> None:
    again = read_article(TEXT.encode(), name="copy.txt", published=date(2024, 1, 19))
    other = read_article((TEXT + " And more.").encode(), name="x.txt", published=date(2024, 1, 19))
    assert source_of(article, "a.txt").id == source_of(again, "b.txt").id
    assert source_of(article, "a.txt").id != source_of(other, "a.txt").id


def test_a_page_that_names_no_publisher_is_called_by_its_file(article: Article) -> None:
    source = source_of(article, "folder/report.txt")
    assert source.publisher == "Unnamed page (report.txt)"
    assert source.published == date(2024, 1, 19)
    assert source.title == "Raid near the border"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not an address", "ftp://host/x"])
def test_an_address_that_no_page_has_is_left_out(article: Article, url: str) -> None:
    source = source_of(replace(article, url=url), "report.txt")
    assert source.url is None
    assert source.id == source_of(article, "report.txt").id


def test_an_address_is_kept(article: Article) -> None:
    address = "https://paper.example/raid"
    assert source_of(replace(article, url=address), "report.txt").url == address


def test_an_undated_page_says_so_in_its_id() -> None:
    source = source_of(read_article(TEXT.encode(), name="report.txt"), "report.txt")
    assert source.id.startswith("page-undated-")
    assert source.published is None


def test_reading_twice_differs_in_the_time_alone(article: Article) -> None:
    source = source_of(article, "report.txt")
    later = datetime(2024, 2, 1, tzinfo=UTC)
    first = drafted(article)
    second = drafts_of(article, BOTH, source, taken=set(), at=later)
    for one, other in zip(first, second, strict=True):
        assert one.dossier.incident == other.dossier.incident
        assert one.dossier.links == other.dossier.links
        claims = [replace(claim, recorded_at=AT) for claim in other.dossier.claims]
        assert list(one.dossier.claims) == claims


def test_the_quotes_of_drafts_pass_the_check(gazetteer: Gazetteer, article: Article) -> None:
    reading = read_reports([article], gazetteer=gazetteer, extractor=lambda _: BOTH)
    texts = {kept.sha256: kept.text for kept in reading.texts}
    checked = check_citations([draft.dossier for draft in reading.drafts], texts.get)
    assert checked.held == 7
    assert not checked.faults
