"""Fetching a file so that it comes whole, once.

What has come waits in a part file, with the server's mark of the version (ETag or Last-Modified)
beside it. A connection that drops is tried again from there, now or on the next run; a file that
has changed meanwhile starts over. The file appears under its name only when every byte is there.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gazetteer.errors import DownloadError
from gazetteer.sources.shelf import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int, str], None]

__all__ = ["MAX_BYTES", "Fetched", "Version", "fetch"]

MAX_BYTES = 2 * 1024**3
"""No file is larger: the dump of the whole world is a fifth of it."""

_CHUNK = 1 << 18
_TRIES = 4
_OK, _PARTIAL, _UNCHANGED, _MISSING, _BAD_RANGE, _BUSY = 200, 206, 304, 404, 416, 429
_SERVER_FAULT = 500
_DROPPED = (BrokenPipeError, ConnectionAbortedError, ConnectionResetError, TimeoutError)
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a server says to tell versions of a file apart.

    Parameters
    ----------
    etag
        The ETag header; None where it sent none.
    modified
        The Last-Modified header; None where it sent none.
    """

    etag: str | None = None
    modified: str | None = None

    @property
    def strong(self) -> str | None:
        """The mark that a part may be resumed by."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified

    def contradicts(self, other: Version) -> bool:
        """Whether this cannot be the other version.

        Parameters
        ----------
        other
            Another version of the same file.

        Returns
        -------
        bool
            True if both have a mark of one kind, and the marks differ.
        """
        pairs = ((self.etag, other.etag), (self.modified, other.modified))
        return any(mine and theirs and mine != theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that came whole.

    Parameters
    ----------
    sha256
        Digest of its bytes, in hexadecimal.
    size
        Number of bytes.
    version
        What the server calls this version.
    """

    sha256: str
    size: int
    version: Version


def fetch(  # noqa: PLR0913 - what is fetched, and how patiently
    url: str,
    target: Path,
    *,
    known: Version | None = None,
    progress: Progress | None = None,
    max_bytes: int = MAX_BYTES,
    timeout_s: float = 30.0,
    pause_s: float = 1.0,
) -> Fetched | None:
    """Fetch a file.

    Parameters
    ----------
    url
        Address, http or https; a redirect to anything else is refused.
    target
        Where it goes. The part file lies beside it, with the ending ``.part``.
    known
        The version at hand, for the server to compare.
    progress
        Called with bytes done, bytes in all and what is being done.
    max_bytes
        A larger file is refused.
    timeout_s
        Seconds to wait for the server each time.
    pause_s
        Seconds before the second try; each further pause is twice as long.

    Returns
    -------
    Fetched or None
        None if the version at hand is the server's.

    Raises
    ------
    DownloadError
        If the file is not there, is too large, or does not come whole in four tries. What has come
        is kept for the next run.
    """
    if not url.startswith(_SCHEMES):
        msg = "not an address of the web; wanted http:// or https://"
        raise DownloadError(msg, url=url)
    errand = _Errand(url=url, target=target, known=known or Version(), max_bytes=max_bytes)
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause_s * 2 ** (attempt - 1))
        try:
            return _attempt(errand, timeout_s, progress)
        except _CutShortError as problem:
            reason = str(problem)
    raise DownloadError(errand.complaint(reason), url=url)


def _attempt(errand: _Errand, timeout_s: float, progress: Progress | None) -> Fetched | None:
    """Try once; _CutShortError where another try may help."""
    try:
        with _open(errand.request(), timeout_s) as response:
            version = errand.receive(response, progress)
        return errand.finish(version)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _UNCHANGED:
            return None
        told = f"the server says {error.code} {error.reason}"
        if error.code == _BAD_RANGE:
            errand.drop()
        elif error.code != _BUSY and error.code < _SERVER_FAULT:
            msg = f"{told}; see whether the address is right"
            raise DownloadError(msg, url=errand.url, status=error.code) from None
        raise _CutShortError(told) from error
    except (http.client.HTTPException, *_DROPPED) as error:
        raise _CutShortError(str(error) or type(error).__name__) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, _DROPPED):
            raise _CutShortError(str(error.reason)) from error
        raise DownloadError(errand.complaint(str(error.reason)), url=errand.url) from error


class _CutShortError(Exception):
    """The connection ended before the file did."""


class _OnlyTheWeb(urllib.request.HTTPRedirectHandler):
    """Follow redirects, and none that leave the web."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of the base
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse any other scheme, and a step down from https."""
        steps_down = req.full_url.startswith("https://") and not newurl.startswith("https://")
        if not newurl.startswith(_SCHEMES) or steps_down:
            told = f"the server sends on to {newurl}, which is not followed; see the address"
            raise DownloadError(told, url=req.full_url, status=code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(request: urllib.request.Request, timeout_s: float) -> http.client.HTTPResponse:
    """Ask a server."""
    response = urllib.request.build_opener(_OnlyTheWeb).open(request, timeout=timeout_s)
    assert isinstance(response, http.client.HTTPResponse)  # noqa: S101 - only http is asked
    return response


@dataclass(slots=True, kw_only=True)
class _Errand:
    """One file on its way: what is asked, and where it has got to."""

    url: str
    target: Path
    known: Version
    max_bytes: int
    total: int | None = None

    @property
    def part(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def note(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")

    def request(self) -> urllib.request.Request:
        """Ask for the rest of a part, or for the file if it is another than the one known."""
        request = urllib.request.Request(self.url, headers={"Accept-Encoding": "identity"})  # noqa: S310 - the scheme was checked
        request.add_header("User-Agent", _user_agent())
        begun = self.begun()
        if begun is not None and begun.strong:
            request.add_header("Range", f"bytes={self.part.stat().st_size}-")
            request.add_header("If-Range", begun.strong)
            return request
        if self.known.etag:
            request.add_header("If-None-Match", self.known.etag)
        if self.known.modified:
            request.add_header("If-Modified-Since", self.known.modified)
        return request

    def begun(self) -> Version | None:
        """The version that the part is of; None where there is no part of this file."""
        try:
            note = json.loads(self.note.read_bytes())
            if note.pop("url") == self.url and self.part.stat().st_size:
                return Version(**note)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            pass
        return None

    def drop(self) -> None:
        """Forget the part."""
        for path in (self.part, self.note):
            path.unlink(missing_ok=True)

    def receive(self, response: http.client.HTTPResponse, progress: Progress | None) -> Version:
        """Add what comes to the part, until all is there."""
        version = Version(
            etag=response.headers.get("ETag"), modified=response.headers.get("Last-Modified")
        )
        begin, begun = 0, self.begun()
        if response.status == _PARTIAL and begun is not None:
            begin = self.part.stat().st_size
            if version.contradicts(begun) or not _begins_at(response, begin):
                self.drop()
                msg = f"asked for the rest from byte {begin} on, and something else came"
                raise _CutShortError(msg)
            version = begun
        if not begin:
            self.drop()  # before the note says what the next part is of
        told = response.headers.get("Content-Length")
        self.total = begin + int(told) if told and told.isdecimal() else None
        if (self.total or 0) > self.max_bytes:
            raise self._too_large(self.total or 0)
        self.note.write_text(json.dumps({"url": self.url, **asdict(version)}))
        done = begin
        with self.part.open("ab" if begin else "wb") as file:
            while chunk := response.read(_CHUNK):
                done += len(chunk)
                if done > self.max_bytes:
                    raise self._too_large(done)
                file.write(chunk)
                if progress:
                    progress(done, self.total or done, f"fetching {self.target.name}")
            file.flush()
            os.fsync(file.fileno())
        if self.total is not None and done < self.total:
            msg = f"{done:,} of {self.total:,} bytes came"
            raise _CutShortError(msg)
        return version

    def _too_large(self, size: int) -> DownloadError:
        """Refuse a file, and keep nothing of it."""
        self.drop()
        msg = f"{size:,} bytes or more; wanted at most {self.max_bytes:,}: see the address"
        return DownloadError(msg, url=self.url)

    def finish(self, version: Version) -> Fetched:
        """Move the whole file to its place."""
        size, digest = self.part.stat().st_size, sha256_of(self.part)
        self.part.replace(self.target)
        self.note.unlink(missing_ok=True)
        return Fetched(sha256=digest, size=size, version=version)

    def complaint(self, reason: str) -> str:
        """Say why a file has not come, and what to do."""
        have = 0
        with suppress(OSError):
            have = self.part.stat().st_size
        if not have:
            return f"no answer that could be used ({reason}); see whether there is a network"
        of = f" of {self.total:,}" if self.total else ""
        return (
            f"only {have:,}{of} bytes have come ({reason}); what came is kept: run "
            "the same command again to go on from there"
        )


def _begins_at(response: http.client.HTTPResponse, begin: int) -> bool:
    """Whether a partial answer begins where the part ends."""
    return response.headers.get("Content-Range", "").startswith(f"bytes {begin}-")


def _user_agent() -> str:
    """Name this program and its version."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - takes time

    try:
        return f"incidentmap/{version('incidentmap')}"
    except PackageNotFoundError:
        return "incidentmap"
