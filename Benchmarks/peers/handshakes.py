#!/usr/bin/env python3
"""Makes TLS 1.3 handshakes with a server for some seconds, each on a new connection, and counts them.

A loader of its own because the usual ones resume sessions (wrk, h2load) or send no server name (openssl s_time). No
session is offered here, and every connection is asked whether it was resumed all the same. Several threads wait at
once, so that the server has more than one connection to work on.
"""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import sys
import threading
import time


class Loader(threading.Thread):
    """One handshake after the other."""

    def __init__(self, port: int, name: str, end: float):
        super().__init__(daemon=True)
        self.port, self.sent_name, self.end = port, name, end
        self.done = self.resumed = 0
        self.agreed: set[str] = set()
        self.problem = ""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        # Verification would be the client's work, and that is not what is measured.
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE

    def run(self) -> None:
        try:
            while time.monotonic() < self.end:
                self.shake()
        except OSError as error:
            self.problem = repr(error)

    def shake(self) -> None:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = self.context.wrap_bio(incoming, outgoing, server_hostname=self.sent_name)
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as raw:
            while True:
                try:
                    client.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    raw.sendall(outgoing.read())
                    piece = raw.recv(65536)
                    if not piece:
                        raise OSError("the server closed the connection in the handshake") from None
                    incoming.write(piece)
            self.done += 1
            self.resumed += client.session_reused
            self.agreed.add(f"{client.version()} {client.cipher()[0]}")
            # The client says that it leaves and waits for the server to go: a reset would spare the server some work.
            with contextlib.suppress(ssl.SSLWantReadError):
                client.unwrap()
            raw.sendall(outgoing.read())
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass


def main() -> int:
    port, name, seconds, threads = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    loaders = [Loader(port, name, time.monotonic() + seconds) for _ in range(threads)]
    for loader in loaders:
        loader.start()
    for loader in loaders:
        loader.join()
    print(json.dumps({
        "done": sum(loader.done for loader in loaders), "resumed": sum(loader.resumed for loader in loaders),
        "agreed": sorted(set().union(*(loader.agreed for loader in loaders))),
        "problems": [loader.problem for loader in loaders if loader.problem]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
