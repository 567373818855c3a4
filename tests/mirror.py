"""A server of files on this machine that can misbehave as servers do."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Mirror:
    """What the server holds, how it behaves, and what it was asked.

    `cuts` holds for each coming answer after how many bytes the connection drops; None for not.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.cuts: list[int | None] = []
        self.statuses: list[int] = []
        self.ranges = True
        self.heeds_marks = True
        self.marks = True
        self.redirects: dict[str, str] = {}
        self.base = ""

    def etag(self, path: str) -> str:
        return '"' + hashlib.sha256(self.files[path]).hexdigest()[:10] + '"'


def _handler(mirror: Mirror) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
            pass

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            asked = {name.lower(): value for name, value in self.headers.items()}
            mirror.asked.append((path, asked))
            if path in mirror.redirects:
                self.send_response(302)
                self.send_header("Location", mirror.redirects[path])
                self.end_headers()
                return
            status = mirror.statuses.pop(0) if mirror.statuses else None
            if status or path not in mirror.files:
                self.send_error(status or 404)
                return
            self._send(path, asked)

        def _send(self, path: str, asked: dict[str, str]) -> None:
            content, etag = mirror.files[path], mirror.etag(path)
            if mirror.marks and asked.get("if-none-match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            begin = 0
            same = asked.get("if-range") == etag or not mirror.heeds_marks
            if mirror.ranges and "range" in asked and same:
                begin = int(asked["range"].removeprefix("bytes=").rstrip("-"))
                if begin >= len(content):
                    self.send_error(416)
                    return
                self.send_response(206)
                self.send_header(
                    "Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}"
                )
            else:
                self.send_response(200)
            if mirror.marks:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(content) - begin))
            self.end_headers()
            cut = mirror.cuts.pop(0) if mirror.cuts else None
            self.wfile.write(content[begin:] if cut is None else content[begin : begin + cut])

    return Handler


@contextmanager
def serving() -> Iterator[Mirror]:
    """Serve until the end of the block."""
    mirror = Mirror()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(mirror)) as server:
        mirror.base = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield mirror
        finally:
            server.shutdown()
            thread.join()
