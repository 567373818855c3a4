"""Asking a server over HTTP: encrypted unless it is this machine, patient, bounded, no redirects.

The key goes into one header of the request. Messages name the address, which cannot hold a key:
one with a user, a password or a query is refused.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime
from typing import IO, Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from geo.errors import LanguageModelError

__all__ = ["MOST_BYTES", "Endpoint"]

MOST_BYTES: Final = 4_000_000
"""The largest answer that is read."""

_PATH: Final = "/chat/completions"
_TRIES: Final = 3
_LONGEST_WAIT_S: Final = 30.0
_CHUNK: Final = 1 << 16
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_KEY = re.compile(r"[!-~]{1,4000}")
_ADDRESS = re.compile(r"[!-~]{1,2000}")
_BUSY, _FAULT = 429, 500
_REDIRECTS: Final = range(300, 400)
_REFUSALS: Final = frozenset({401, 403})
_LONGEST_REASON: Final = 200


class Endpoint:
    """A server that completes chats.

    Parameters
    ----------
    url
        Its base address, such as `http://localhost:8080/v1`.
    key
        What it knows the user by; None where it wants none.
    timeout_s
        Seconds to wait for an answer.
    pause_s
        Seconds before a busy server is asked again, unless it says how many; then twice as many.

    Raises
    ------
    LanguageModelError
        If the address or the key is in no form that can be used.
    """

    def __init__(self, url: str, *, key: str | None, timeout_s: float, pause_s: float) -> None:
        parts = _checked(url)
        self.address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        if not self.address.endswith(_PATH):
            self.address += _PATH
        key = (key or "").strip() or None
        if key and not _KEY.fullmatch(key):
            why = "the key holds spaces or letters that no key has; copy it again"
            raise LanguageModelError(self.address, why)
        self._key = key
        self._timeout_s = timeout_s
        self._pause_s = pause_s
        local = parts.hostname in _LOCAL
        proxies = [urllib.request.ProxyHandler({})] if local else []  # never to another machine
        self._opener = urllib.request.build_opener(_NoRedirects, *proxies)

    def __repr__(self) -> str:
        """Show the address, never the key."""
        return f"Endpoint({self.address!r})"

    def ask(self, body: bytes) -> bytes:
        """Send a request, twice more where the server is busy or at fault.

        Parameters
        ----------
        body
            JSON.

        Returns
        -------
        bytes
            What it answers.

        Raises
        ------
        LanguageModelError
            If no answer comes in time, the server refuses, or the answer is too large.
        """
        for attempt in range(_TRIES):
            try:
                return self._once(body)
            except _BusyError as busy:
                wait_s = self._pause_s * 2**attempt if busy.wait_s is None else busy.wait_s
                if attempt + 1 == _TRIES or wait_s > _LONGEST_WAIT_S:
                    raise self._busy(busy) from None
            time.sleep(wait_s)
        raise AssertionError(_TRIES)

    def error(self, why: str, status: int | None = None) -> LanguageModelError:
        """An error that names the address.

        Parameters
        ----------
        why
            What was found and what to do.
        status
            HTTP's status, where there is one.

        Returns
        -------
        LanguageModelError
            To be raised.
        """
        return LanguageModelError(self.address, why, status=status)

    def _once(self, body: bytes) -> bytes:
        """Ask once; _BusyError where asking again may help."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "incidentmap",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.address, data=body, headers=headers
        )
        late = time.monotonic() + self._timeout_s
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
                return self._received(response, late)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._slow() from None
            raise self._silent(str(error.reason)) from None
        except TimeoutError:
            raise self._slow() from None
        except (http.client.HTTPException, UnicodeError, OSError) as error:
            if isinstance(error, LanguageModelError):
                raise
            raise self._silent(type(error).__name__) from None

    def _received(self, response: http.client.HTTPResponse, late: float) -> bytes:
        """Read an answer, no more than may come and no longer than it may take."""
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                why = f"answered more than {MOST_BYTES:,} bytes; see whether the address is right"
                raise self.error(why)
            if time.monotonic() > late:
                raise self._slow()
            parts.append(chunk)
        return b"".join(parts)

    def _refused(self, error: urllib.error.HTTPError) -> Exception:
        """What a status other than OK means."""
        code = error.code
        if code == _BUSY or code >= _FAULT:
            return _BusyError(code, _seconds(error.headers.get("Retry-After")))
        if code in _REFUSALS:
            return self.error(f"refuses the key, or the lack of one ({code}); see the key", code)
        if code in _REDIRECTS:
            where = _origin(error.headers.get("Location"))
            why = f"sends on to {where} ({code}), which is not followed; give the right address"
            return self.error(why, code)
        reason = _reason(error)
        if self._key:
            reason = reason.replace(self._key, "…")
        told = f": {reason[:_LONGEST_REASON]}" if reason else ""
        return self.error(f"refuses to answer ({code}{told}); see address and model", code)

    def _busy(self, busy: _BusyError) -> LanguageModelError:
        asked = f" and asks to wait {busy.wait_s:.0f} seconds" if busy.wait_s else ""
        what = "is busy, or the quota is used up" if busy.status == _BUSY else "is at fault"
        return self.error(f"{what} ({busy.status}){asked}; try again later", busy.status)

    def _slow(self) -> LanguageModelError:
        why = f"gave no whole answer in {self._timeout_s:g} seconds; allow more, or try later"
        return self.error(why)

    def _silent(self, reason: str) -> LanguageModelError:
        return self.error(f"does not answer ({reason}); see whether the server runs")


class _BusyError(Exception):
    """A server that may answer later."""

    def __init__(self, status: int, wait_s: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.wait_s = wait_s


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Send report and key nowhere but where the user said."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of the base
        self,
        req: urllib.request.Request,  # noqa: ARG002 - the same
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: http.client.HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> urllib.request.Request | None:
        """Follow none, so that it ends as an error of its status."""
        return None


def _checked(url: str) -> SplitResult:
    """The parts of an address that may be used; messages about others do not repeat them."""
    what = "the address of the language model"
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or not _ADDRESS.fullmatch(url.strip()):
        raise LanguageModelError(what, "is no web address; give one such as https://host/v1")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        why = "holds a user, a password or a query; give it alone, and the key in a variable"
        raise LanguageModelError(what, why)
    if parts.scheme == "http" and host not in _LOCAL:
        why = "is not encrypted; give https://, as http:// is for this machine only"
        raise LanguageModelError(f"http://{host}", why)
    return parts


def _seconds(told: str | None) -> float | None:
    """How long a Retry-After header asks to wait."""
    if not told:
        return None
    if told.strip().isdecimal():
        return float(told.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _origin(location: str | None) -> str:
    """Scheme and host of a redirect; its path and query may hold anything."""
    try:
        parts = urlsplit(location or "")
        host = parts.hostname
    except ValueError:
        host = None
    safe = re.sub(r"[^\w.:-]", "", host or "")[:100]
    return f"{parts.scheme}://{safe}" if safe else "another page"


def _reason(error: urllib.error.HTTPError) -> str:
    """What the server says of a refusal, as one line; empty where it does not say."""
    try:
        said = msgspec.json.decode(error.read(_CHUNK), type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, http.client.HTTPException, OSError):
        return ""
    what = said.get("error") or said.get("message") or said.get("detail")
    if isinstance(what, dict):
        what = what.get("message")
    words = " ".join(what.split()) if isinstance(what, str) else ""
    return "".join(letter for letter in words if letter.isprintable())
