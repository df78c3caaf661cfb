"""Clients that ask without a pause while something is done to the gateway."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Iterator

from support import Failure


class Client(threading.Thread):
    """Asks a shop without a pause, on one connection or on a new one each time."""

    def __init__(self, port: int, host: str, keeps_connection: bool):
        super().__init__(daemon=True)
        self.port = port
        self.host = host
        self.keeps_connection = keeps_connection
        self.stopping = threading.Event()
        self.answered = 0
        self.problems: list[str] = []

    def run(self) -> None:
        connection = self.connect()
        while not self.stopping.is_set():
            try:
                connection.request("GET", "/", headers={"Host": self.host})
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


class Load:
    """Several clients of one host, half of them on one connection and half on a new one each time."""

    def __init__(self, port: int, host: str, count: int):
        self.clients = [Client(port, host, keeps_connection=n % 2 == 0) for n in range(count)]

    def finish(self) -> int:
        """Ends the load; how many requests were answered, all of them as they should be."""
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            client.join(30)
        answered = sum(client.answered for client in self.clients)
        problems = [problem for client in self.clients for problem in client.problems]
        if problems:
            raise Failure(f"{len(problems)} of {answered} requests were lost, the first: {problems[0]}")
        return answered


@contextlib.contextmanager
def load(port: int, host: str, count: int) -> Iterator[Load]:
    """Clients that ask until the block is left, or they are told to finish."""
    clients = Load(port, host, count)
    for client in clients.clients:
        client.start()
    try:
        yield clients
    finally:
        for client in clients.clients:
            client.stopping.set()
