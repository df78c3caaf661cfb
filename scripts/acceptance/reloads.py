#!/usr/bin/env python3
"""100 configuration changes under load: no request fails, and each change is live within a second."""

from __future__ import annotations

import statistics
from pathlib import Path

from clients import load
from support import Backend, Gatehouse, gateway_and_route, require, script

RELOADS, CLIENTS = 100, 8
HOST = "shop.example.com"


def manifest(generation: int) -> str:
    # Every other generation adds a rule, so that routes move as well as change.
    extra = "  - match: [{uri: {prefix: /other}}]\n    directResponse: {status: 204}\n" if generation % 2 else ""
    return gateway_and_route(HOST, f"""{extra}  - route: [{{destination: {{host: shop}}}}]
    headers: {{response: {{set: {{x-generation: "{generation}"}}}}}}""")


def main(folder: Path) -> None:
    backend = Backend("shop")
    gateway = Gatehouse(folder, [f"shop:80=127.0.0.1:{backend.port}"])
    try:
        gateway.apply("shop.yaml", manifest(0))
        gateway.await_answer(HOST, "/", lambda answer: answer.status == 200)
        with load(gateway.port, HOST, CLIENTS) as clients:
            delays = []
            for generation in range(1, RELOADS + 1):
                gateway.apply("shop.yaml", manifest(generation))
                wanted = str(generation)
                delays.append(
                    gateway.await_answer(HOST, "/", lambda answer: answer.getheader("x-generation") == wanted))
            answered = clients.finish()
        require(answered > 10 * RELOADS, f"{answered} requests during {RELOADS} reloads, none failed")
        require(max(delays) < 1, f"write to served: median {statistics.median(delays) * 1000:.0f} ms, "
                                 f"longest {max(delays) * 1000:.0f} ms")
        gateway.stop()
        print("  ok: SIGTERM ends it with 0")
    finally:
        gateway.process.stop()
        backend.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch)
