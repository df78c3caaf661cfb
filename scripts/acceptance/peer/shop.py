"""The origin behind the gateway, and the large body that it sends and receives."""

from __future__ import annotations

import hashlib
import http.server
from collections.abc import Iterator

from support import MIB

SIZE = 50 * MIB
# Not a repeat of one byte: lost, doubled or swapped pieces must change the checksum.
BODY = b"".join(n.to_bytes(4, "big") for n in range(SIZE // 4))
CHECKSUM = hashlib.sha256(BODY).hexdigest()


class Shop(http.server.BaseHTTPRequestHandler):
    """GET /large sends the large body, others a small one; PUT and POST answer the checksum of what came."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    backend = ""

    def do_GET(self) -> None:
        self.answer(BODY if self.path == "/large" else b"shop\n")

    def do_PUT(self) -> None:
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        self.answer(digest.hexdigest().encode())

    do_POST = do_PUT

    def pieces(self) -> Iterator[bytes]:
        """The body, sized or chunked."""
        if "chunked" in self.headers.get("transfer-encoding", ""):
            # Nothing where a size should be: the request was cut off.
            while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("content-length", "0"))
        while left > 0 and (piece := self.rfile.read(min(left, MIB))):
            left -= len(piece)
            yield piece

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The gateway's access log is enough."""
