#!/usr/bin/env python3
"""Compares gatehouse with nginx, HAProxy and Envoy as HTTP/1.1 reverse proxies, in one run on this machine.

Each proxy has one core. All are up at once and take turns, several rounds, so that the machine's mood strikes them
alike; what is reported is the median. Nothing is written outside a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import gateways
import load
from gateways import Gateway, Setting
from origin import Origin
from processes import Failure
from report import machine, median, ratios, spread, table

MIB = 1 << 20


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(gateways.ALL), help="proxies to run, comma-separated")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each proxy (default 5)")
    parser.add_argument("--seconds", type=int, default=5, help="length of one turn (default 5)")
    parser.add_argument("--connections", type=int, default=64, help="keep-alive connections (default 64)")
    parser.add_argument("--rate", type=int, default=0,
                        help="requests per second at equal load (default: two fifths of what the slowest carries)")
    parser.add_argument("--routes", type=int, default=10_000, help="routes in the many-routes part (default 10000)")
    parser.add_argument("--idle", type=int, default=5000, help="idle connections in the memory part (default 5000)")
    parser.add_argument("--skip", default="", help="parts to leave out: load, routes, memory")
    parser.add_argument("--quick", action="store_true", help="one short round of everything, to see that it runs")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.idle = 1, 2, 500
    return options


def cores() -> tuple[str, str, str]:
    """Cores of the proxy, the origin and the load generator. With two cores the last two share one: they are the
    cheaper part, and CPU per request does not depend on who is the bottleneck as long as it is the same for all."""
    available = sorted(os.sched_getaffinity(0))
    if len(available) < 2:
        raise Failure("at least two cores are needed: one for the proxy, one for the load")
    return str(available[0]), str(available[1]), str(available[2] if len(available) > 2 else available[1])


class Run:
    """One run: the origin, the proxies, and the parts that are measured."""

    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.folder = folder
        self.proxy_core, origin_core, self.load_core = cores()
        self.origin = Origin(folder, origin_core)
        self.names = [name for name in gateways.ALL if name in options.only.split(",")]
        self.running: list[Gateway] = []
        self.slowest = 0.0

    def start(self, name: str, routes: int) -> Gateway:
        gateway = gateways.ALL[name](Setting(self.folder, self.origin.port, routes, self.proxy_core))
        self.running.append(gateway)
        return gateway

    def stop(self) -> None:
        for gateway in self.running:
            gateway.process.stop()
        self.running = []

    def saturate(self, gateway: Gateway) -> load.Sample:
        sample = load.saturate(gateway, self.options.seconds, self.options.connections, self.load_core)
        gateway.access_log.write_bytes(b"") if gateway.access_log.exists() else None
        return sample

    def warm_up(self, proxies: list[Gateway]) -> None:
        for gateway in proxies:
            load.saturate(gateway, 2, self.options.connections, self.load_core)

    def throughput(self) -> None:
        proxies = [self.start(name, routes=1) for name in self.names]
        at_rest = {gateway.name: gateway.process.rss_bytes() for gateway in proxies}
        self.warm_up(proxies)
        self.full_load(proxies)
        print(table(
            "Memory of the process", ["proxy", "at rest MiB", "after the load MiB"],
            [[gateway.name, f"{at_rest[gateway.name] / MIB:.1f}", f"{gateway.process.rss_bytes() / MIB:.1f}"]
             for gateway in proxies]))
        self.equal_load(proxies)
        self.stop()

    def turns(self, proxies: list[Gateway]) -> Iterator[Gateway]:
        """Every proxy once a round, each round begun by another one."""
        for number in range(self.options.rounds):
            turn = number % len(proxies)
            yield from proxies[turn:] + proxies[:turn]

    def full_load(self, proxies: list[Gateway]) -> None:
        full: dict[str, list[load.Sample]] = {name: [] for name in self.names}
        for gateway in self.turns(proxies):
            full[gateway.name].append(self.saturate(gateway))
        print(table(
            f"Small keep-alive GET, {self.options.connections} connections, as fast as it goes",
            ["proxy", "CPU µs per request (range)", "requests/s", "proxy's core busy", "p50 ms", "p99 ms"],
            [[name, spread([s.cpu_microseconds for s in samples]),
              f"{median(s.requests_per_second for s in samples):.0f}", f"{median(s.cpu_share for s in samples):.0%}",
              f"{median(s.p50_ms for s in samples):.2f}", f"{median(s.p99_ms for s in samples):.2f}"]
             for name, samples in full.items()]))
        self.print_ratio("CPU per request", {n: median(s.cpu_microseconds for s in v) for n, v in full.items()})
        self.slowest = min(median(s.requests_per_second for s in samples) for samples in full.values())

    def equal_load(self, proxies: list[Gateway]) -> None:
        connections = self.options.connections
        rate = self.options.rate or int(self.slowest * 0.4) // connections * connections
        equal: dict[str, list[load.Sample]] = {name: [] for name in self.names}
        for gateway in self.turns(proxies):
            equal[gateway.name].append(
                load.pace(gateway, self.options.seconds, connections, rate, self.load_core, self.folder))
        print(table(
            f"The same at an equal {rate} requests/s",
            ["proxy", "CPU µs per request (range)", "p50 ms", "p99 ms (range)"],
            [[name, spread([s.cpu_microseconds for s in samples]), f"{median(s.p50_ms for s in samples):.2f}",
              f"{median(s.p99_ms for s in samples):.2f} ({min(s.p99_ms for s in samples):.2f}-"
              f"{max(s.p99_ms for s in samples):.2f})"]
             for name, samples in equal.items()]))
        self.print_ratio("p99 at equal load", {n: median(s.p99_ms for s in v) for n, v in equal.items()})

    def many_routes(self) -> None:
        count = self.options.routes
        pairs = [(self.start(name, routes=1), self.start(name, routes=count)) for name in self.names]
        self.warm_up([gateway for pair in pairs for gateway in pair])
        costs: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in self.names}
        for _ in range(self.options.rounds):
            for pair in pairs:
                for gateway, series in zip(pair, costs[pair[0].name]):
                    series.append(self.saturate(gateway).cpu_microseconds)
        print(table(
            f"1 route against {count}, the last one asked for",
            ["proxy", "CPU µs, 1 route", f"CPU µs, {count} routes", "ratio"],
            [[name, spread(one), spread(many), f"{median(many) / median(one):.2f}"]
             for name, (one, many) in costs.items()]))
        self.stop()

    def memory(self) -> None:
        proxies = [self.start(name, routes=1) for name in self.names]
        each = {gateway.name: load.idle_memory(gateway, self.options.idle) for gateway in proxies}
        print(table(
            f"Memory for one idle keep-alive connection, {self.options.idle} of them after a request each",
            ["proxy", "KiB"], [[name, f"{value / 1024:.1f}"] for name, value in each.items()]))
        self.print_ratio("Memory per idle connection", each)
        self.stop()

    def print_ratio(self, what: str, values: dict[str, float]) -> None:
        text = ratios(values)
        if text:
            print(f"\n{what}: gatehouse is at {text}.")
        sys.stdout.flush()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="gatehouse-bench-") as folder:
        run = None
        try:
            run = Run(options, Path(folder))
            print(f"{machine()}\n{', '.join(gateways.ALL[name].version() for name in run.names)}")
            busy = os.getloadavg()[0]
            if busy > 0.5:
                print(f"Note: the machine is not idle (load average {busy:.1f}); compare ratios, not numbers.")
            print(f"{options.rounds} rounds of {options.seconds} s; one core for the proxy; access log and metrics on.")
            skipped = options.skip.split(",")
            for part, measure in (("load", run.throughput), ("routes", run.many_routes), ("memory", run.memory)):
                if part not in skipped:
                    measure()
        except Failure as failure:
            print(f"bench: {failure}", file=sys.stderr)
            return 1
        finally:
            if run:
                run.stop()
                run.origin.process.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
