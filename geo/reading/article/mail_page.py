"""A mail or a saved page with a MIME head: its readable part as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

from geo.errors import ReportError
from geo.reading.article.decoding import decoded, decoded_html
from geo.reading.article.html_page import html_page
from geo.reading.article.page import Block, Page, PassageKind
from geo.reading.article.plain_page import mail_parts, plain_page

__all__ = ["is_mail", "mail_page"]

_HEADS = re.compile(
    rb"(?:From [^\n]{1,200}\r?\n)?"
    rb"(?:[A-Za-z][\w-]{1,40}: ?[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,50}){1,80}"
)
_MIME = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_SHOWN: Final = ("From", "Date", "Subject")
_START: Final = 20_000


def is_mail(content: bytes) -> bool:
    """Whether bytes are a mail with a MIME head, or a page saved as one (MHTML).

    Parameters
    ----------
    content
        The bytes.

    Returns
    -------
    bool
        True for lines of a head, one of them `MIME-Version` or `Content-Type`.
    """
    head = _HEADS.match(content[:_START])
    return head is not None and _MIME.search(head[0]) is not None


def mail_page(content: bytes, name: str) -> Page:
    """Read a mail, or a page saved as one.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.

    Returns
    -------
    Page
        Lines for sender, day and subject, then its text: the page in it, or else its plain text.

    Raises
    ------
    ReportError
        If it holds neither.
    """
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise ReportError(name, "is no mail; save the page as HTML or plain text")
    saved = "Snapshot-Content-Location" in message
    part = message.get_body(("html", "plain") if saved else ("plain", "html"))
    if part is None or not isinstance(part, EmailMessage):
        raise ReportError(name, "is a mail without a text; give the attachment itself")
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        page = html_page(decoded_html(body, name, charset=charset))
    else:
        page = plain_page(decoded(body, name, charset=_python_name(charset)))
    if saved:
        return replace(page, url=page.url or str(message["Snapshot-Content-Location"]))
    return _with_head(page, [f"{key}: {message[key]}" for key in _SHOWN if message[key]])


def _python_name(charset: str | None) -> str | None:
    """The name of an encoding, where it is one that plain text comes in."""
    return None if charset in {None, "us-ascii", "unknown-8bit"} else charset


def _with_head(page: Page, lines: list[str]) -> Page:
    """A page with the head of its mail above it."""
    lines = [" ".join(line.split()) for line in lines]
    text = "".join(f"{line}\n" for line in lines) + "\n"
    blocks: list[Block] = []
    at = 0
    for line in lines:
        blocks.append(Block(start=at, end=at + len(line), hint=PassageKind.META))
        at += len(line) + 1
    shift = len(text)
    blocks += [
        replace(block, start=block.start + shift, end=block.end + shift) for block in page.blocks
    ]
    told = mail_parts(lines)
    return replace(
        page,
        text=text + page.text,
        blocks=blocks,
        title=page.title or plain_page(text).title,
        publisher=page.publisher or told.get("from"),
        dated=page.dated or told.get("date"),
        dated_by=page.dated_by or ("Date" if "date" in told else None),
    )
