#!/usr/bin/env python3
"""Out of file descriptors: the gateway waits for them without burning CPU, and serves everybody once there are some."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from support import PATIENCE, Gatehouse, await_true, gateway_and_route, require, script

LIMIT, CLIENTS, KEPT = 64, 128, 16


def answers(client: socket.socket) -> bool:
    client.settimeout(PATIENCE)
    client.sendall(b"GET / HTTP/1.1\r\nHost: shop.example.com\r\n\r\n")
    return client.recv(64).startswith(b"HTTP/1.1 200 ")


def main(folder: Path) -> None:
    gateway = Gatehouse(folder, [], prefix=("prlimit", f"--nofile={LIMIT}:{LIMIT}"))
    clients: list[socket.socket] = []
    try:
        gateway.apply("shop.yaml", gateway_and_route("shop.example.com", "  - directResponse: {status: 200}"))
        gateway.await_answer("shop.example.com", "/", lambda answer: answer.status == 200)
        descriptors = Path(f"/proc/{gateway.process.child.pid}/fd")
        clients = [socket.create_connection(("127.0.0.1", gateway.port)) for _ in range(CLIENTS)]
        await_true(lambda: len(list(descriptors.iterdir())) == LIMIT, f"{CLIENTS} clients take all {LIMIT} descriptors")
        before, begun = gateway.process.cpu_seconds(), time.monotonic()
        time.sleep(2)  # What is measured is the CPU time of an interval in which nothing happens.
        share = (gateway.process.cpu_seconds() - before) / (time.monotonic() - begun)
        require(share < 0.1, f"waiting for descriptors takes {share:.1%} of a core")
        while len(clients) > KEPT:
            clients.pop(0).close()
        require(all(answers(client) for client in clients), f"the last {KEPT} clients are served once there are some")
        gateway.stop()
    finally:
        for client in clients:
            client.close()
        gateway.process.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch)
