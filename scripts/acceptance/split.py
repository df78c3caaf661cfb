#!/usr/bin/env python3
"""A workshop's files as they were written in 2019, applied one after the other to a running gateway: ports that open
with their Gateway, hosts and paths to the right services, an 80/20 split over 10,000 requests."""

from __future__ import annotations

import http.client
import math
import os
import shutil
import sys
from pathlib import Path

from support import REPOSITORY, Backend, Gatehouse, await_true, get, is_refused, require, script

LABS = Path(os.environ.get("GATEHOUSE_CORPUS", REPOSITORY.parent / "shared/corpus")) / "workshop-labs"
SHOP, DASHBOARD = (f"{name}.trainee701-srecon19.innovlabs.io" for name in ("hipster", "dashboard"))
REQUESTS, SHARE = 10_000, 0.2


def main(folder: Path) -> None:
    backends = {name: Backend(name) for name in ("v1", "v2", "kiali", "jaeger")}
    gateway = Gatehouse(folder, [
        f"frontend:80=127.0.0.1:{backends['v1'].port},version=v0.1.2",
        f"frontend:80=127.0.0.1:{backends['v2'].port},version=v0.1.3",
        f"kiali:20001=127.0.0.1:{backends['kiali'].port}",
        f"tracing:80=127.0.0.1:{backends['jaeger'].port}",
    ])

    def apply(lab: str, name: str | None = None) -> None:
        shutil.copy(LABS / lab, gateway.manifests / (name or lab))

    try:
        require(is_refused(gateway.port), "before there is a Gateway, connections are refused")
        apply("frontend-ingress.yaml")
        await_true(lambda: not is_refused(gateway.port), "with the Gateway the port opens")
        gateway.await_answer(SHOP, "/", lambda answer: answer.status == 200)
        require(get(gateway.port, SHOP, "/").getheader("x-backend") in ("v1", "v2"), "the shop's host is served")
        require(get(gateway.port, DASHBOARD, "/kiali").status == 404, "another host is 404")

        apply("addons-ingress.yaml")
        gateway.await_answer(DASHBOARD, "/kiali", lambda answer: answer.status == 200)
        for path, backend in (("/kiali/x", "kiali"), ("/jaeger", "jaeger")):
            require(get(gateway.port, DASHBOARD, path).getheader("x-backend") == backend, f"{path} goes to {backend}")
        require(get(gateway.port, DASHBOARD, "/other").status == 404, "another path of the dashboard is 404")

        apply("frontend-destinationrule.yaml")
        apply("frontend-ingress-updated.yaml", "frontend-ingress.yaml")
        # Before the update the default balancing is even, so a long run of v1 tells that the split is live.
        await_true(lambda: sample(gateway.port, 200).get("v2", 0) < 70, "the split is live")
        counts = sample(gateway.port, REQUESTS)
        allowed = 4 * math.sqrt(REQUESTS * SHARE * (1 - SHARE))
        require(abs(counts.get("v2", 0) - REQUESTS * SHARE) <= allowed,
                f"80/20 over {REQUESTS} requests within four standard deviations: {counts}")

        (gateway.manifests / "frontend-ingress.yaml").unlink()
        (gateway.manifests / "addons-ingress.yaml").unlink()
        await_true(lambda: is_refused(gateway.port), "without Gateways the port closes again")
    finally:
        gateway.process.stop()
        for backend in backends.values():
            backend.stop()


def sample(port: int, count: int) -> dict[str, int]:
    """How many of `count` requests on one connection each backend answered."""
    counts: dict[str, int] = {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(count):
        connection.request("GET", "/", headers={"Host": SHOP})
        answer = connection.getresponse()
        answer.read()
        name = answer.getheader("x-backend") or str(answer.status)
        counts[name] = counts.get(name, 0) + 1
    connection.close()
    return counts


if __name__ == "__main__":
    if not LABS.is_dir():
        print(f"  skipped: {LABS} is not there")
        sys.exit(0)
    with script() as scratch:
        main(scratch)
