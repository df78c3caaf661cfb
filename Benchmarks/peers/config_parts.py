"""What a large configuration costs `gatehouse up`: to write, to start with, to hold, and to change."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from comparison import Comparison
from embedded import DISCOVERY, NETWORKING, Embedded
from processes import Failure
from report import table

MIB = 1 << 20
NAMESPACES = 100
WRITERS = 4
CHANGES = 20


def scale(run: Comparison) -> None:
    if "gatehouse" not in run.names:
        return
    count = run.options.resources
    gateway = Embedded(run.folder / "up")
    try:
        gateway.await_ready()
        empty = gateway.process.rss_bytes()
        prepare(gateway, run.origin.port)
        created = create(gateway, count)
        busy, cpu = gateway.settle()
        full = gateway.process.rss_bytes()
        # Its host is the last of the table: everything is served when it is.
        last = count - 1
        started = gateway.restart()
        ready = gateway.await_ready() - started
        gateway.site().await_answer(host(last), "/old", (301, f"http://{host(last)}/new"))
        served = time.monotonic() - started
        after_start = gateway.settle()
        print(table(
            f"{count} VirtualServices in {NAMESPACES} namespaces", ["what", "value"],
            [["created through the API, per second", f"{count / created:.0f}"],
             ["statuses and Events written after that: s, CPU s", f"{busy:.1f}, {cpu:.1f}"],
             ["start to ready, s", f"{ready:.2f}"],
             ["start to the first answer, s", f"{served:.2f}"],
             ["at work after the start: s, CPU s", f"{after_start[0]:.1f}, {after_start[1]:.1f}"],
             ["memory with nothing in it, MiB", f"{empty / MIB:.0f}"],
             ["memory after all was created, MiB", f"{full / MIB:.0f}"],
             ["memory after the next start, MiB", f"{gateway.process.rss_bytes() / MIB:.0f}"]]))
        print(table(
            f"One change among {count} VirtualServices, {CHANGES} times", [
                "change", "written ms", "write to served ms, median", "worst", "CPU ms"],
            [changes(gateway, "a rule of a VirtualService", rule_changes(count)),
             changes(gateway, "an endpoint of an EndpointSlice", endpoint_changes())]))
    finally:
        gateway.process.stop()


def namespace(number: int) -> str:
    return f"team-{number % NAMESPACES}"


def host(number: int) -> str:
    return f"app-{number}.example.com"


def prepare(gateway: Embedded, origin_port: int) -> None:
    """The namespaces, a service in each, and the Gateway that all share."""
    api = gateway.api()
    for number in range(NAMESPACES):
        api.create("/api/v1/namespaces", {"metadata": {"name": namespace(number)}})
        api.create(f"/api/v1/namespaces/{namespace(number)}/services", {
            "metadata": {"name": "web"}, "spec": {"ports": [{"name": "http", "port": 80}]}})
        api.create(f"{DISCOVERY}/namespaces/{namespace(number)}/endpointslices", {
            "metadata": {"name": "web-1", "labels": {"kubernetes.io/service-name": "web"}}, "addressType": "IPv4",
            "ports": [{"name": "http", "port": origin_port, "protocol": "TCP"}],
            "endpoints": [{"addresses": ["127.0.0.1"], "conditions": {"ready": True}}]})
    api.create(f"{NETWORKING}/namespaces/istio-system/gateways", {
        "metadata": {"name": "edge"}, "spec": {
            "selector": {"istio": "ingressgateway"},
            "servers": [{"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": ["*"]}]}})


def virtual_service(number: int) -> dict[str, Any]:
    """A host of its own with the rules that most have: a part with its own limits, something that moved, the rest."""
    to_web = [{"destination": {"host": "web", "port": {"number": 80}}}]
    return {
        "metadata": {"name": f"app-{number}"}, "spec": {
            "hosts": [host(number)], "gateways": ["istio-system/edge"], "http": [
                {"match": [{"uri": {"exact": "/old"}}], "redirect": {"uri": "/new"}},
                {"match": [{"uri": {"prefix": "/api/"}}], "timeout": "5s", "retries": {"attempts": 2}, "route": to_web},
                {"route": to_web}]}}


def create(gateway: Embedded, count: int) -> float:
    """Creates the VirtualServices over a few connections, each namespace's in turn. Returns the seconds it took."""
    problems: list[Failure] = []

    def write(first: int) -> None:
        api = gateway.api()
        try:
            for number in range(first, count, WRITERS):
                api.create(
                    f"{NETWORKING}/namespaces/{namespace(number)}/virtualservices", virtual_service(number))
        except Failure as failure:
            problems.append(failure)

    begin = time.monotonic()
    writers = [threading.Thread(target=write, args=(first,)) for first in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    if problems:
        raise problems[0]
    return time.monotonic() - begin


# A resource, what to patch of it, and what its host answers to which path once that is served.
Change = tuple[str, dict[str, Any], str, str, tuple[int, str]]


def rule_changes(count: int) -> Iterator[Change]:
    """Another place to go, of VirtualServices all over the table."""
    for turn in range(CHANGES):
        number = (turn * 7919 + 1) % count
        yield (
            f"{NETWORKING}/namespaces/{namespace(number)}/virtualservices/app-{number}",
            {"op": "replace", "path": "/spec/http/0/redirect/uri", "value": f"/newer-{turn}"},
            host(number), "/old", (301, f"http://{host(number)}/newer-{turn}"))


def endpoint_changes() -> Iterator[Change]:
    """A namespace's only endpoint goes away and comes back."""
    for turn in range(CHANGES):
        number = turn // 2
        is_ready = turn % 2 == 1
        yield (
            f"{DISCOVERY}/namespaces/{namespace(number)}/endpointslices/web-1",
            {"op": "replace", "path": "/endpoints/0/conditions/ready", "value": is_ready},
            host(number), "/", (200 if is_ready else 503, ""))


def changes(gateway: Embedded, title: str, all_changes: Iterator[Change]) -> list[str]:
    """Makes each change when the one before has been dealt with, and waits for it to be served."""
    api, site = gateway.api(), gateway.site()
    written, served, cpu = [], [], []
    for path, operation, name, target, wanted in all_changes:
        spent = gateway.process.cpu_seconds()
        begin = time.monotonic()
        api.patch(path, operation)
        written.append(time.monotonic() - begin)
        site.await_answer(name, target, wanted)
        served.append(time.monotonic() - begin)
        gateway.settle(quiet=0.5)
        cpu.append(gateway.process.cpu_seconds() - spent)
    milliseconds: Callable[[float], str] = lambda value: f"{value * 1000:.1f}"
    return [
        title, milliseconds(statistics.median(written)), milliseconds(statistics.median(served)),
        milliseconds(max(served)), f"{statistics.median(cpu) * 1000:.0f}"]
