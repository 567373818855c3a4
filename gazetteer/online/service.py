"""One online geocoder: set up from geopy's classes, asked at a modest pace.

The pace is geopy's `RateLimiter` within a process and the file of answers between processes. A
service that is busy or slow is asked again a few times; one that refuses is not.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import time
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from geopy.adapters import RequestsAdapter, URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderNotFound,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from gazetteer.errors import OnlineError
from gazetteer.online.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CONTACT_VARIABLE", "Pace", "Service"]

CONTACT_VARIABLE = "INCIDENTMAP_CONTACT"
"""The environment variable that holds the contact where none is given."""

_CONTACT = re.compile(r"[!-'*-?A-~]+@[!-'*-?A-~]+\.[!-'*-?A-~]+|https?://[!-'*-~]+")
_PUBLIC_HOST = "nominatim.openstreetmap.org"
_PUBLIC_DELAY_S = 1.0
_MAX_WAIT_S = 60.0
_TIMEOUT_S = 10.0
_LIMIT = 5
_UNREADABLE = "answered with something that does not read; try again later"
_HOW_NOT_WHAT = frozenset({"timeout", "proxies", "ssl_context", "adapter_factory", "api_key"})
_COUNTRY_OPTIONS = ("country_codes", "countries", "country")


class Pace(NamedTuple):
    """How fast a service is asked.

    Parameters
    ----------
    min_delay_s
        Seconds between two requests.
    retries
        How often a service that is busy or slow is asked again.
    retry_wait_s
        Seconds before that, unless the service says how many.
    """

    min_delay_s: float = _PUBLIC_DELAY_S
    retries: int = 2
    retry_wait_s: float = 5.0


class Service:
    """A geocoder of geopy's, set up and not yet asked.

    Parameters
    ----------
    name
        A name that geopy knows: 'nominatim', 'photon', 'opencage'.
    contact
        E-mail address or URL of who asks. It goes into the user agent.
    options
        Keywords for geopy's class, such as `api_key` or `domain`.
    pace
        How fast it is asked.

    Raises
    ------
    OnlineError
        If there is no contact, or geopy does not know the service or takes no such options.
    ValueError
        If the pace is faster than the public server of OpenStreetMap allows.
    """

    def __init__(self, name: str, *, contact: str, options: Mapping[str, Any], pace: Pace) -> None:
        self.name = name.strip().lower()
        self.contact = _checked_contact(contact, self.name)
        self._geocoder = _geocoder(self.name, self.contact, options)
        self.host = _host(self._geocoder)
        if self.host == _PUBLIC_HOST and not pace.min_delay_s >= _PUBLIC_DELAY_S:
            msg = f"min_delay_s is {pace.min_delay_s}; {_PUBLIC_HOST} allows one request a second"
            raise ValueError(msg)
        self.pace = pace
        # RateLimiter logs each of its retries with a traceback, so the retries are ours.
        self._send = RateLimiter(
            self._geocoder.geocode,
            min_delay_seconds=pace.min_delay_s,
            max_retries=0,
            error_wait_seconds=pace.min_delay_s,
            swallow_exceptions=False,
        )
        what = {key: value for key, value in options.items() if key not in _HOW_NOT_WHAT}
        said = json.dumps({"host": self.host, **what}, sort_keys=True, default=str)
        self.digest = hashlib.sha256(said.encode()).hexdigest()[:16]
        self._takes = frozenset(inspect.signature(self._geocoder.geocode).parameters)

    def close(self) -> None:
        """Close the connections."""
        self._geocoder.adapter.__exit__(None, None, None)

    def fetch(
        self, query: str, country: str | None, *, before: Callable[[], None]
    ) -> tuple[Answer, ...]:
        """Send a question, again where the service is busy.

        Parameters
        ----------
        query
            The text.
        country
            ISO 3166-1 alpha-2 to stay in, for services that can; None for anywhere.
        before
            Called before each request, to wait for its turn.

        Returns
        -------
        tuple
            What the service names, best first, at most five; empty where it finds nothing.

        Raises
        ------
        OnlineError
            If the service does not answer, refuses, or answers with what does not read.
        """
        left = self.pace.retries
        while True:
            before()
            try:
                return self._request(query, country)
            except GeopyError as error:
                wait_s = _wait_s(error, self.pace.retry_wait_s)
                if wait_s is None or not left:
                    raise OnlineError(_told(error), service=self.name) from error
            except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
                raise OnlineError(_UNREADABLE, service=self.name) from error
            left -= 1
            time.sleep(wait_s)

    def _request(self, query: str, country: str | None) -> tuple[Answer, ...]:
        """Send one request and read what comes back."""
        wanted: dict[str, Any] = {"exactly_one": False, "limit": _LIMIT}
        if "addressdetails" in self._takes:  # Nominatim and its kin
            wanted |= {"addressdetails": True, "namedetails": True, "language": "en"}
        if country:
            wanted |= {option: country.lower() for option in _COUNTRY_OPTIONS}
        found = self._send(query, **{key: wanted[key] for key in wanted if key in self._takes})
        now = time.time()
        return tuple(
            Answer(
                address=str(location.address),
                lon=float(location.longitude),
                lat=float(location.latitude),
                raw=dict(location.raw),
                retrieved=now,
            )
            for location in (found or ())[:_LIMIT]
        )


def _checked_contact(contact: str, service: str) -> str:
    """The contact, if it is one."""
    contact = contact.strip()
    if not contact:
        msg = (
            "a contact is wanted, so that who runs it can write to you; give an e-mail address "
            f"or a URL, or set {CONTACT_VARIABLE}"
        )
        raise OnlineError(msg, service=service)
    if not _CONTACT.fullmatch(contact):
        msg = f"the contact {contact!r} is neither an e-mail address nor a URL (https://…)"
        raise OnlineError(msg, service=service)
    return contact


def _geocoder(service: str, contact: str, options: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Make geopy's geocoder, which sends nothing."""
    try:
        maker = get_geocoder_for_service(service)
    except GeocoderNotFound as error:
        msg = "geopy knows no service of this name; wanted one such as nominatim, photon, opencage"
        raise OnlineError(msg, service=service) from error
    parameters = dict(inspect.signature(maker).parameters)
    parameters.pop("user_agent", None)  # it is made of the contact
    if unknown := [key for key in options if key not in parameters]:
        msg = f"takes no option {', '.join(unknown)}; wanted some of {', '.join(parameters)}"
        raise OnlineError(msg, service=service)
    empty = inspect.Parameter.empty
    missing = [key for key, p in parameters.items() if p.default is empty and key not in options]
    if missing:
        raise OnlineError(f"wants the option {', '.join(missing)}; give it", service=service)
    try:
        timeout_s = float(options.get("timeout", _TIMEOUT_S))
        keywords = {"adapter_factory": _adapter(), **options, "timeout": timeout_s}
        return maker(**keywords, user_agent=_user_agent(contact))
    except (GeopyError, TypeError, ValueError) as error:
        msg = f"does not take the options given: {' '.join(str(error).split())}"
        raise OnlineError(msg, service=service) from error


def _adapter() -> Any:  # noqa: ANN401 - geopy carries no types
    """An adapter that sends one request a call.

    The default one retries on its own and sleeps for as long as a server's Retry-After says.
    """
    if RequestsAdapter.is_available:
        return partial(RequestsAdapter, max_retries=0)
    return URLLibAdapter


def _user_agent(contact: str) -> str:
    """Say what asks, and who."""
    try:
        return f"incidentmap/{version('incidentmap')} ({contact})"
    except PackageNotFoundError:  # run from a folder of sources
        return f"incidentmap ({contact})"


def _host(geocoder: Any) -> str:  # noqa: ANN401 - geopy carries no types
    """Who is asked, as far as the geocoder says."""
    said = vars(geocoder)
    if domain := said.get("domain"):
        return str(domain)
    return urlsplit(str(said.get("api", ""))).netloc or type(geocoder).__name__


def _wait_s(error: GeopyError, wait_s: float) -> float | None:
    """Seconds to wait before asking again; None where that is no use."""
    if isinstance(error, GeocoderRateLimited) and error.retry_after is not None:
        asked_s = max(float(error.retry_after), wait_s)
        return asked_s if asked_s <= _MAX_WAIT_S else None
    return wait_s if isinstance(error, GeocoderRateLimited | GeocoderTimedOut) else None


def _told(error: GeopyError) -> str:
    """Say what went wrong and what to do; geopy's own words may hold the key, so they stay out."""
    status = getattr(error.__cause__, "status_code", None)
    said = f" (HTTP {status})" if status else ""
    if isinstance(error, GeocoderQuotaExceeded):
        return f"too many requests{said}; wait before asking again"
    if isinstance(error, GeocoderTimedOut):
        return f"no answer in time{said}; try again later or give a longer timeout"
    if isinstance(error, GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges):
        return f"refuses to answer{said}; check the key, the contact and its terms of use"
    if isinstance(error, GeocoderParseError):
        return _UNREADABLE
    if isinstance(error, GeocoderUnavailable):
        return "cannot be reached; check the network and the options"
    return f"does not answer as it should{said}; try again later"
