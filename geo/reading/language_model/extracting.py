"""The extractor: an article out in parts, answers in, and of them what holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from geo.errors import LanguageModelError
from geo.reading.language_model.answer import answer_in, said_in
from geo.reading.language_model.checking import Checked, Checking
from geo.reading.language_model.endpoint import Endpoint
from geo.reading.language_model.prompt import instructions, parts_of, question

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from geo.reading.article import Article
    from geo.reading.extractor import Extracted
    from geo.reading.language_model.answer import Answer

__all__ = ["KEY_VARIABLE", "LanguageModel"]

KEY_VARIABLE: Final = "INCIDENTMAP_MODEL_KEY"
"""The environment variable that holds the key where no other is named."""

_MOST_PARTS: Final = 20
_TEMPERATURE: Final = "temperature"
_BAD_REQUEST: Final = 400


class LanguageModel:
    """An extractor that asks a language model which the user has chosen.

    What the article tells is sent to that server, and to no other.

    Parameters
    ----------
    url
        Base address of a server that speaks the chat-completions protocol, such as
        `http://localhost:8080/v1`; https unless it is this machine.
    model
        The name under which the server knows the model.
    key
        What the server knows the user by; from the environment if left out.
    gazetteer
        Where places are looked up.
    key_variable
        The environment variable that holds the key; `INCIDENTMAP_MODEL_KEY`, which may be unset,
        if left out.
    timeout_s
        Seconds to wait for the answer about a part of an article.
    pause_s
        Seconds before a busy server is asked again, unless it says how many; then twice as many.

    Raises
    ------
    LanguageModelError
        If the address, the model's name or the key is in no form that can be used.
    """

    def __init__(  # noqa: PLR0913 (each is the user's to choose)
        self,
        url: str,
        model: str,
        key: str | None = None,
        *,
        gazetteer: Gazetteer,
        key_variable: str | None = None,
        timeout_s: float = 120.0,
        pause_s: float = 1.0,
    ) -> None:
        if key is None:
            key = os.environ.get(key_variable or KEY_VARIABLE)
        self._endpoint = Endpoint(url, key=key, timeout_s=timeout_s, pause_s=pause_s)
        if key_variable and not key:
            raise self._endpoint.error(f"the variable {key_variable} is empty; put the key in it")
        if not model.strip():
            raise self._endpoint.error("no model is named; give the name the server knows it by")
        self.model = model.strip()
        self._gazetteer = gazetteer
        self._settings: dict[str, float] = {_TEMPERATURE: 0.0}

    def __repr__(self) -> str:
        """Show address and model, never the key."""
        return f"LanguageModel({self._endpoint.address!r}, {self.model!r})"

    def __call__(self, article: Article) -> Extracted:
        """Find the incidents that an article tells.

        Parameters
        ----------
        article
            The article.

        Returns
        -------
        Extracted
            What of the answers holds.

        Raises
        ------
        LanguageModelError
            If there is no answer, or none that reads.
        """
        return self.read(article).extracted

    def read(self, article: Article) -> Checked:
        """Find the incidents that an article tells, and count what was not taken.

        Parameters
        ----------
        article
            The article. Nothing is sent of one that tells nothing.

        Returns
        -------
        Checked
            What of the answers holds, and how much did not.

        Raises
        ------
        LanguageModelError
            If there is no answer, or none that reads, or the article is too long.
        """
        parts = parts_of(article)
        if len(parts) > _MOST_PARTS:
            why = f"the report makes {len(parts)} questions, more than {_MOST_PARTS}; cut it"
            raise self._endpoint.error(why)
        checking = Checking(article, self._gazetteer)
        for part in parts:
            checking.take(self._answer(question(article, part)))
        return checking.checked()

    def _answer(self, asked: str) -> Answer:
        """Ask about a part of an article."""
        said = said_in(self._completed(asked))
        if said is None:
            raise self._endpoint.error("answers no chat completion; see whether it serves them")
        answer = answer_in(said.words)
        if answer is None and said.cut:
            why = "the model has no room for the whole answer; allow it more, or cut the report"
            raise self._endpoint.error(why)
        if answer is None:
            raise self._endpoint.error("the model does not answer in JSON as asked; try another")
        return answer

    def _completed(self, asked: str) -> bytes:
        """Send a question; without a temperature to a model that takes none."""
        try:
            return self._endpoint.ask(self._request(asked))
        except LanguageModelError as error:
            fixed = error.status == _BAD_REQUEST and _TEMPERATURE in str(error)
            if not (fixed and self._settings):
                raise
        self._settings = {}
        return self._endpoint.ask(self._request(asked))

    def _request(self, asked: str) -> bytes:
        messages = [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": asked},
        ]
        return msgspec.json.encode({"model": self.model, "messages": messages, **self._settings})
