"""Load: as much as goes (wrk), a fixed rate (h2load), and connections that only idle."""

from __future__ import annotations

import re
import resource
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from processes import Failure
from proxies import Gateway
from proxies.gateway import HOST


@dataclass(frozen=True)
class Cost:
    """What one proxy's work cost in one interval. Of handshakes, it is each of them and not requests."""

    requests_per_second: float
    cpu_microseconds: float
    cpu_share: float


@dataclass(frozen=True)
class Sample(Cost):
    """The same with latencies."""

    p50_ms: float
    p99_ms: float


def run(command: list[str], limit: float) -> str:
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failure(f"{' '.join(command)} did not end in {limit:.0f} s") from late
    if result.returncode != 0:
        raise Failure(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def saturate(gateway: Gateway, seconds: int, connections: int, cores: str) -> Sample:
    """As many requests as go over keep-alive connections."""
    command = [
        "taskset", "-c", cores, "wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s",
        "-H", f"Host: {HOST}", gateway.url,
    ]
    before, started = gateway.process.cpu_seconds(), time.monotonic()
    output = run(command, seconds + 30)
    busy, elapsed = gateway.process.cpu_seconds() - before, time.monotonic() - started
    requests = int(find(r"(\d+) requests in", output))
    if "Non-2xx" in output or "Socket errors" in output or requests == 0:
        raise Failure(f"{gateway.name} failed requests:\n{output}")
    return Sample(
        requests_per_second=float(find(r"Requests/sec:\s+([\d.]+)", output)),
        cpu_microseconds=busy / requests * 1e6,
        cpu_share=busy / elapsed,
        p50_ms=milliseconds(find(r"\n\s+50%\s+(\S+)", output)),
        p99_ms=milliseconds(find(r"\n\s+99%\s+(\S+)", output)),
    )


def pace(gateway: Gateway, seconds: int, connections: int, rate: int, cores: str, folder: Path) -> Sample:
    """A fixed number of requests per second, so that latencies compare at equal load."""
    each = max(1, rate // connections)
    # A machine that does something else for a moment spoils an interval; only a proxy that can't do better is at fault.
    for _ in range(3):
        sample = pace_once(gateway, seconds, connections, each, cores, folder)
        if sample.requests_per_second >= 0.98 * each * connections:
            return sample
    raise Failure(f"{gateway.name} carried {sample.requests_per_second:.0f}/s of {each * connections}/s three times; "
                  "choose a lower --rate")


def pace_once(gateway: Gateway, seconds: int, connections: int, each: int, cores: str, folder: Path) -> Sample:
    log = folder / "h2load.log"
    log.unlink(missing_ok=True)
    # A count and not a duration: h2load 1.52 never ends when it is given both a rate and a duration.
    command = [
        "taskset", "-c", cores, "h2load", "--h1", "-t1", f"-c{connections}", f"--rps={each}",
        f"-n{each * connections * seconds}", f"--log-file={log}", f"--connect-to=127.0.0.1:{gateway.port}",
        f"http://{HOST}{gateway.path}",
    ]
    before, started = gateway.process.cpu_seconds(), time.monotonic()
    output = run(command, seconds + 30)
    busy, elapsed = gateway.process.cpu_seconds() - before, time.monotonic() - started
    rows = [line.split("\t") for line in log.read_text().splitlines()]
    failed = [row for row in rows if row[1] != "200"]
    if failed or not rows:
        raise Failure(f"{gateway.name}: {len(failed)} of {len(rows)} paced requests failed:\n{output}")
    times = sorted(int(row[2]) / 1000 for row in rows)
    return Sample(
        requests_per_second=float(find(r"finished in [^,]+, ([\d.]+) req/s", output)),
        cpu_microseconds=busy / len(times) * 1e6,
        cpu_share=busy / elapsed,
        p50_ms=times[len(times) // 2],
        p99_ms=times[len(times) * 99 // 100],
    )


def idle_memory(gateway: Gateway, connections: int) -> float:
    """Bytes of the proxy's memory for each idle keep-alive connection that has carried one request."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    request = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    idle: list[socket.socket] = []
    settle(gateway)
    before = gateway.process.rss_bytes()
    try:
        for _ in range(connections):
            client = socket.create_connection(("127.0.0.1", gateway.port), timeout=10)
            idle.append(client)
            client.sendall(request)
            head = client.recv(65536)
            if not head.startswith(b"HTTP/1.1 200"):
                raise Failure(f"{gateway.name} answered {head[:60]!r} on an idle connection")
        settle(gateway)
        return (gateway.process.rss_bytes() - before) / connections
    finally:
        for client in idle:
            client.close()


def settle(gateway: Gateway) -> None:
    """Waits until the proxy has used no CPU for a moment (it has done what it puts off)."""
    deadline = time.monotonic() + 5
    last = gateway.process.cpu_seconds()
    while time.monotonic() < deadline:
        time.sleep(0.3)
        now = gateway.process.cpu_seconds()
        if now == last:
            return
        last = now


def find(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        raise Failure(f"no {pattern!r} in:\n{text}")
    return found.group(1)


def milliseconds(text: str) -> float:
    """wrk's durations, such as `812.00us`, `1.93ms` and `1.02s`."""
    for unit, factor in (("us", 0.001), ("ms", 1.0), ("s", 1000.0)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise Failure(f"{text!r} is no duration")
