#!/usr/bin/env python3
"""100 configuration changes under load: no request fails, and each change is live within a second."""

from __future__ import annotations

import http.client
import statistics
import threading
from pathlib import Path

from support import Backend, Failure, Gatehouse, gateway_and_route, require, script

RELOADS, CLIENTS = 100, 8
HOST = "shop.example.com"


class Client(threading.Thread):
    """Asks without a pause, half of the clients on one connection and half on a new one each time."""

    def __init__(self, port: int, keeps_connection: bool):
        super().__init__(daemon=True)
        self.port = port
        self.keeps_connection = keeps_connection
        self.stopping = threading.Event()
        self.answered = 0
        self.problems: list[str] = []

    def run(self) -> None:
        connection = self.connect()
        while not self.stopping.is_set():
            try:
                connection.request("GET", "/", headers={"Host": HOST})
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200 or body != b"shop\n":
                    self.problems.append(f"{answer.status} {body[:80]!r}")
                self.answered += 1
                if not self.keeps_connection or answer.will_close:
                    connection.close()
                    connection = self.connect()
            except (OSError, http.client.HTTPException) as error:
                self.problems.append(repr(error))
                connection.close()
                connection = self.connect()
        connection.close()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)


def manifest(generation: int) -> str:
    # Every other generation adds a rule, so that routes move as well as change.
    extra = "  - match: [{uri: {prefix: /other}}]\n    directResponse: {status: 204}\n" if generation % 2 else ""
    return gateway_and_route(HOST, f"""{extra}  - route: [{{destination: {{host: shop}}}}]
    headers: {{response: {{set: {{x-generation: "{generation}"}}}}}}""")


def main(folder: Path) -> None:
    backend = Backend("shop")
    gateway = Gatehouse(folder, [f"shop:80=127.0.0.1:{backend.port}"])
    clients: list[Client] = []
    try:
        gateway.apply("shop.yaml", manifest(0))
        gateway.await_answer(HOST, "/", lambda answer: answer.status == 200)
        clients = [Client(gateway.port, keeps_connection=n % 2 == 0) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        delays = []
        for generation in range(1, RELOADS + 1):
            gateway.apply("shop.yaml", manifest(generation))
            wanted = str(generation)
            delays.append(gateway.await_answer(HOST, "/", lambda answer: answer.getheader("x-generation") == wanted))
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(30)
        answered = sum(client.answered for client in clients)
        problems = [problem for client in clients for problem in client.problems]
        if problems:
            raise Failure(f"{len(problems)} of {answered} requests failed, the first: {problems[0]}")
        require(answered > 10 * RELOADS, f"{answered} requests during {RELOADS} reloads, none failed")
        require(max(delays) < 1, f"write to served: median {statistics.median(delays) * 1000:.0f} ms, "
                                 f"longest {max(delays) * 1000:.0f} ms")
        gateway.stop()
        print("  ok: SIGTERM ends it with 0")
    finally:
        for client in clients:
            client.stopping.set()
        gateway.process.stop()
        backend.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch)
