"""The parts over HTTP/1.1 without TLS: full and equal load, many routes, memory."""

from __future__ import annotations

import load
from comparison import Comparison
from proxies import Gateway
from report import median, spread, table

MIB = 1 << 20


def throughput(run: Comparison) -> None:
    gateways = [run.start(name) for name in run.names]
    at_rest = {gateway.name: gateway.process.rss_bytes() for gateway in gateways}
    run.warm_up(gateways)
    slowest = full_load(run, gateways)
    print(table(
        "Memory of the process", ["proxy", "at rest MiB", "after the load MiB"],
        [[gateway.name, f"{at_rest[gateway.name] / MIB:.1f}", f"{gateway.process.rss_bytes() / MIB:.1f}"]
         for gateway in gateways]))
    equal_load(run, gateways, slowest)
    run.stop()


def saturate(run: Comparison, gateway: Gateway) -> load.Sample:
    return load.saturate(gateway, run.options.seconds, run.options.connections, run.load_core)


def full_load(run: Comparison, gateways: list[Gateway]) -> float:
    """Returns what the slowest proxy carries, in requests per second."""
    full: dict[str, list[load.Sample]] = {name: [] for name in run.names}
    for gateway in run.turns(gateways):
        full[gateway.name].append(saturate(run, gateway))
    print(table(
        f"Small keep-alive GET, {run.options.connections} connections, as fast as it goes",
        ["proxy", "CPU µs per request (range)", "requests/s", "proxy's core busy", "p50 ms", "p99 ms"],
        [[name, spread([s.cpu_microseconds for s in samples]),
          f"{median(s.requests_per_second for s in samples):.0f}", f"{median(s.cpu_share for s in samples):.0%}",
          f"{median(s.p50_ms for s in samples):.2f}", f"{median(s.p99_ms for s in samples):.2f}"]
         for name, samples in full.items()]))
    run.print_ratio("CPU per request", {n: median(s.cpu_microseconds for s in v) for n, v in full.items()})
    return min(median(s.requests_per_second for s in samples) for samples in full.values())


def equal_load(run: Comparison, gateways: list[Gateway], slowest: float) -> None:
    connections = run.options.connections
    rate = run.options.rate or int(slowest * 0.4) // connections * connections
    equal: dict[str, list[load.Sample]] = {name: [] for name in run.names}
    for gateway in run.turns(gateways):
        equal[gateway.name].append(
            load.pace(gateway, run.options.seconds, connections, rate, run.load_core, run.folder))
    print(table(
        f"The same at an equal {rate} requests/s",
        ["proxy", "CPU µs per request (range)", "p50 ms", "p99 ms (range)"],
        [[name, spread([s.cpu_microseconds for s in samples]), f"{median(s.p50_ms for s in samples):.2f}",
          f"{median(s.p99_ms for s in samples):.2f} ({min(s.p99_ms for s in samples):.2f}-"
          f"{max(s.p99_ms for s in samples):.2f})"]
         for name, samples in equal.items()]))
    run.print_ratio("p99 at equal load", {n: median(s.p99_ms for s in v) for n, v in equal.items()})


def many_routes(run: Comparison) -> None:
    count = run.options.routes
    pairs = [(run.start(name), run.start(name, routes=count)) for name in run.names]
    run.warm_up([gateway for pair in pairs for gateway in pair])
    costs: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in run.names}
    for _ in range(run.options.rounds):
        for pair in pairs:
            for gateway, series in zip(pair, costs[pair[0].name]):
                series.append(saturate(run, gateway).cpu_microseconds)
                gateway.forget_log()
    print(table(
        f"1 route against {count}, the last one asked for",
        ["proxy", "CPU µs, 1 route", f"CPU µs, {count} routes", "ratio"],
        [[name, spread(one), spread(many), f"{median(many) / median(one):.2f}"]
         for name, (one, many) in costs.items()]))
    run.stop()


def memory(run: Comparison) -> None:
    gateways = [run.start(name) for name in run.names]
    each = {gateway.name: load.idle_memory(gateway, run.options.idle) for gateway in gateways}
    print(table(
        f"Memory for one idle keep-alive connection, {run.options.idle} of them after a request each",
        ["proxy", "KiB"], [[name, f"{value / 1024:.1f}"] for name, value in each.items()]))
    run.print_ratio("Memory per idle connection", each)
    run.stop()
