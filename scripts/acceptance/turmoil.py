#!/usr/bin/env python3
"""Backends are killed, replaced and slowed every second while rules are rewritten: no request that the rules say must
succeed is lost, and memory stays where it is.

Usage: turmoil.py [SECONDS]   60 by default
"""

from __future__ import annotations

import random
import socket
import sys
import time
from pathlib import Path

from clients import load
from support import Answer, Backend, Gatehouse, MIB, require, script

HOST, CLIENTS, BACKENDS = "shop.example.com", 8, 4


class Shop(Answer):
    """A backend that can be slow."""

    delays: dict[int, float] = {}

    def do_GET(self) -> None:
        time.sleep(self.delays.get(self.server.server_address[1], 0))
        super().do_GET()


class Mortal(Backend):
    """A backend that can be killed: its connections end with it, in the middle of whatever they carry."""

    def __init__(self) -> None:
        super().__init__("shop", Shop)
        self.sockets: list[socket.socket] = []
        accept = self.server.get_request

        def get_request() -> tuple[socket.socket, object]:
            connection, address = accept()
            self.sockets.append(connection)
            return connection, address

        self.server.get_request = get_request
        # What is cut off in the middle has nothing to report.
        self.server.handle_error = lambda *_: None

    def kill(self) -> None:
        self.stop()
        for connection in self.sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def manifest(generation: int, backends: list[Mortal]) -> str:
    endpoints = ", ".join(f"{{address: 127.0.0.1, ports: {{http: {backend.port}}}}}" for backend in backends)
    return f"""apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: gateway}}
spec:
  selector: {{istio: ingressgateway}}
  servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: ["*"]}}]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {{name: shop}}
spec:
  hosts: [shop.test]
  ports: [{{number: 80, name: http, protocol: HTTP}}]
  resolution: STATIC
  endpoints: [{endpoints}]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {{name: shop}}
spec:
  host: shop.test
  trafficPolicy:
    connectionPool: {{tcp: {{connectTimeout: 1s}}, http: {{http2MaxRequests: 1000}}}}
    outlierDetection: {{consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 1s, maxEjectionPercent: 50}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: shop}}
spec:
  hosts: ["{HOST}"]
  gateways: [gateway]
  http:
  - route: [{{destination: {{host: shop.test}}}}]
    timeout: 10s
    retries: {{attempts: 5, retryOn: "connect-failure,reset,refused-stream", backoff: 5ms}}
    headers: {{response: {{set: {{x-generation: "{generation}"}}}}}}
"""


def resident(gateway: Gatehouse) -> int:
    status = Path(f"/proc/{gateway.process.child.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024


def upset(generation: int, backends: list[Mortal], dice: random.Random) -> None:
    """One thing a second; at least half of the backends stay well."""
    victim = backends[generation % len(backends)]
    match generation % 4:
        case 0:
            victim.kill()  # What follows finds out; the manifest still names it.
        case 1:
            backends[(generation - 1) % len(backends)] = Mortal()  # In place of the one that was killed.
        case 2:
            Shop.delays[victim.port] = dice.uniform(0.05, 0.3)
        case _:
            Shop.delays.clear()


def main(folder: Path, seconds: int) -> None:
    dice = random.Random(1)
    backends = [Mortal() for _ in range(BACKENDS)]
    gateway = Gatehouse(folder, [])
    try:
        gateway.apply("shop.yaml", manifest(0, backends))
        gateway.await_answer(HOST, "/", lambda answer: answer.status == 200)
        with load(gateway.port, HOST, CLIENTS) as clients:
            before = 0
            for generation in range(1, seconds + 1):
                upset(generation, backends, dice)
                gateway.apply("shop.yaml", manifest(generation, backends))
                time.sleep(1)
                if generation == min(10, seconds // 2):
                    before = resident(gateway)
            after = resident(gateway)
            answered = clients.finish()
        require(answered > 10 * seconds, f"{answered} requests in {seconds} s, none lost")
        require(after - before < 20 * MIB, f"memory grew by {(after - before) / MIB:.1f} MB")
        gateway.stop()
    finally:
        gateway.process.stop()
        for backend in backends:
            backend.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch, int(sys.argv[1]) if len(sys.argv) > 1 else 60)
