"""Clients that speak something else, or stop in the middle: each is let go, and the next client is served."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import struct

from peer.site import HOST, Site
from support import Failure, require

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
#: How long the gateway may take to let go of a client that is at fault, in seconds.
LIMIT = 8


def missing() -> str:
    return ""


def frame(kind: int, flags: int, stream: int, payload: bytes, length: int | None = None) -> bytes:
    """An HTTP/2 frame, whose length can be a lie."""
    size = len(payload) if length is None else length
    return size.to_bytes(3, "big") + struct.pack(">BBI", kind, flags, stream) + payload


SETTINGS, HEADERS, DATA = 4, 1, 0
BEGIN = PREFACE + frame(SETTINGS, 0, 0, b"")
#: GET / over http for the host, with nothing compressed by reference to earlier fields.
FIELDS = b"\x82\x86\x84\x01" + bytes([len(HOST)]) + HOST.encode()

#: What is sent in the clear, on either port, and then the client's end of it.
GARBAGE = {
    "zeros": bytes(4096),
    "noise": os.urandom(65536),
    "a line that never ends": b"GET /" + b"a" * 200_000,
    "half a head": b"GET / HTTP/1.1\r\nHost: shop.exa",
    "half a preface": PREFACE[:10],
    "half a SETTINGS frame": PREFACE + frame(SETTINGS, 0, 0, b"\0\3\0", length=6),
    "half a HEADERS frame": BEGIN + frame(HEADERS, 5, 1, FIELDS[:5], length=len(FIELDS)),
    "a frame of 16 MB": BEGIN + frame(DATA, 0, 1, b"x" * 1000, length=(1 << 24) - 1),
    "headers that can't be decoded": BEGIN + frame(HEADERS, 5, 1, b"\xff" * 100),
    "half of a request's body": BEGIN + frame(HEADERS, 4, 1, b"\x83" + FIELDS[1:]) + frame(DATA, 0, 1, b"x" * 100),
    "a handshake's beginning": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(40),
    "a TLS record of the wrong kind": b"\x17\x03\x03\x40\x00" + os.urandom(1000),
}


def check(site: Site) -> None:
    for what, sent in GARBAGE.items():
        for name, port in (("plain", site.plain), ("TLS", site.secure)):
            leaves = ends(port, sent)
            require(leaves and site.serves(), f"{what} on the {name} port: the client is let go, the next is served")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with contextlib.suppress(ssl.SSLError):
        with socket.create_connection(("127.0.0.1", site.plain), timeout=LIMIT) as raw:
            context.wrap_socket(raw, server_hostname=HOST)
            raise Failure("a TLS handshake succeeds on the plain port")
    require(site.serves(), "TLS on the plain port: refused, the next client is served")
    for what, sent in GARBAGE.items():
        context.set_alpn_protocols(["h2"] if sent.startswith(PREFACE) else ["http/1.1"])
        with socket.create_connection(("127.0.0.1", site.secure), timeout=LIMIT) as raw:
            leaves = finishes(context.wrap_socket(raw, server_hostname=HOST), sent)
        require(leaves and site.serves(), f"{what} inside TLS: the client is let go, the next is served")


def ends(port: int, sent: bytes) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as client:
        return finishes(client, sent)


def finishes(client: socket.socket, sent: bytes) -> bool:
    """Sends, says that no more comes, and reads until the gateway leaves; false when it doesn't in time."""
    try:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        while client.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        # A reset is an end too.
        pass
    return True
