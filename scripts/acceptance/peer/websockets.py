"""The Python library websockets on either side of the gateway."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any

from peer.missing import modules
from peer.site import HOST, Site
from support import MIB, PATIENCE, await_true, require


def missing() -> str:
    return modules("websockets")


def check(site: Site) -> None:
    from websockets.sync.client import connect
    from websockets.sync.server import serve

    server = serve(answer, "127.0.0.1", 0, max_size=None, compression=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = ssl.create_default_context(cafile=str(site.trusted))
    context.set_alpn_protocols(["http/1.1"])

    def session(scheme: str) -> Any:
        port, tls = (site.secure, context) if scheme == "wss" else (site.plain, None)
        return connect(f"{scheme}://{HOST}/chat", sock=socket.create_connection(("127.0.0.1", port), PATIENCE), ssl=tls,
                       max_size=None, compression=None, proxy=None, open_timeout=PATIENCE, close_timeout=PATIENCE)

    try:
        site.add_service("chat", 8765, "HTTP", server.socket.getsockname()[1])
        for scheme in ("ws", "wss"):
            await_true(lambda: opens(lambda: session(scheme)), f"{scheme}: a session opens")
            talk(lambda: session(scheme), scheme)
    finally:
        server.shutdown()


def answer(session: Any) -> None:
    """Echoes; `close` is answered by closing, with a code of the server's own, and `ping` by a ping."""
    from websockets.exceptions import ConnectionClosed

    # Ends with codes other than 1000 are what is tried here, and the library raises them.
    with contextlib.suppress(ConnectionClosed):
        while (message := session.recv()) != "close":
            if message == "ping":
                session.send("pong" if session.ping(b"server").wait(PATIENCE) else "no pong")
            else:
                session.send(message)
        session.close(4001, "as you wish")


def opens(session: Callable[[], Any]) -> bool:
    try:
        session().close()
        return True
    except Exception:  # The library's refusals and the socket's: the service has just been made known.
        return False


def talk(session: Callable[[], Any], what: str) -> None:
    from websockets.exceptions import ConnectionClosed

    def echoes(client: Any, message: str | bytes) -> bool:
        client.send(message)
        return client.recv(PATIENCE) == message

    with session() as client:
        # Around the lengths at which the frame's own length takes more bytes.
        texts = ["", "ü", *("x" * size for size in (125, 126, 65535, 65536))]
        require(all(echoes(client, text) for text in texts), f"{what}: texts come back")
        require(all(echoes(client, os.urandom(MIB)) for _ in range(5)), f"{what}: 1 MB comes back, five times")
        require(client.ping(b"client").wait(PATIENCE), f"{what}: the server answers a ping")
        client.send("ping")
        require(client.recv(PATIENCE) == "pong", f"{what}: the client answers a ping")
        client.close(4002, "enough")
        require(client.close_code == 4002, f"{what}: the client closes with its code")
    with session() as client:
        client.send("close")
        with contextlib.suppress(ConnectionClosed):
            client.recv(PATIENCE)
        require((client.close_code, client.close_reason) == (4001, "as you wish"),
                f"{what}: the server closes with its code")
    with session() as one, session() as other:
        require(echoes(one, "one") and echoes(other, "other") and echoes(one, "one again"), f"{what}: two at a time")
