"""One run: the origin, the proxies that are up, and whose turn it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import load
import proxies
from certificate import Certificate
from origin import Origin
from policies import Policy
from processes import Failure
from proxies import Gateway
from proxies.gateway import Setting
from report import median, ratios, spread, table


def cores() -> tuple[str, str, str]:
    """Cores of the proxy, the origin and the load generator. With two cores the last two share one: they are the
    cheaper part, and CPU per request does not depend on who is the bottleneck as long as it is the same for all."""
    available = sorted(os.sched_getaffinity(0))
    if len(available) < 2:
        raise Failure("at least two cores are needed: one for the proxy, one for the load")
    return str(available[0]), str(available[1]), str(available[2] if len(available) > 2 else available[1])


class Comparison:
    """What the parts of a run share."""

    def __init__(self, options: argparse.Namespace, names: list[str], folder: Path):
        self.options = options
        self.names = names
        self.folder = folder
        self.proxy_core, origin_core, self.load_core = cores()
        self.origin = Origin(folder, origin_core)
        self.running: list[Gateway] = []

    def start(self, name: str, routes: int = 1, certificate: Certificate | None = None,
              policy: Policy | None = None) -> Gateway:
        setting = Setting(self.folder, self.origin.port, routes, self.proxy_core, certificate, policy)
        gateway = proxies.ALL[name](setting)
        self.running.append(gateway)
        return gateway

    def stop(self) -> None:
        for gateway in self.running:
            gateway.process.stop()
        self.running = []

    def turns(self, gateways: list[Gateway]) -> Iterator[Gateway]:
        """Every proxy once a round, each round begun by another one. Logs are emptied after each turn."""
        for number in range(self.options.rounds):
            turn = number % len(gateways)
            for gateway in gateways[turn:] + gateways[:turn]:
                yield gateway
                gateway.forget_log()

    def warm_up(self, gateways: list[Gateway]) -> None:
        for gateway in gateways:
            load.saturate(gateway, 2, self.options.connections, self.load_core)

    def costs(self, title: str, unit: str, gateways: list[Gateway], take: Callable[[Gateway], load.Cost]) -> None:
        """A part that is told by costs alone: a turn of warming up, the rounds, the table."""
        for gateway in gateways:
            take(gateway)
        taken: dict[str, list[load.Cost]] = {gateway.name: [] for gateway in gateways}
        for gateway in self.turns(gateways):
            taken[gateway.name].append(take(gateway))
        each = {name: [cost.cpu_microseconds for cost in costs] for name, costs in taken.items()}
        print(table(
            title, ["proxy", f"CPU µs per {unit} (range)", f"{unit}s/s", "proxy's core busy"],
            [[name, spread(each[name]), f"{median(cost.requests_per_second for cost in costs):.0f}",
              f"{median(cost.cpu_share for cost in costs):.0%}"] for name, costs in taken.items()]))
        self.print_ratio(f"CPU per {unit}", {name: median(values) for name, values in each.items()})

    def print_ratio(self, what: str, values: dict[str, float]) -> None:
        text = ratios(values)
        if text:
            print(f"\n{what}: gatehouse is at {text}.")
        sys.stdout.flush()
