"""Load over TLS and HTTP/2: h2load on connections that stay, and connections that only come and go."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from load import Cost, find, run
from processes import Failure
from proxies import Gateway
from proxies.gateway import HOST

#: The same for all: left to themselves, servers would choose ciphers of different price.
CIPHER = "TLS_AES_128_GCM_SHA256"


def measure(gateway: Gateway, load: Callable[[], int]) -> Cost:
    """The cost of what a load returns the count of."""
    before, started = gateway.process.cpu_seconds(), time.monotonic()
    count = load()
    busy, elapsed = gateway.process.cpu_seconds() - before, time.monotonic() - started
    return Cost(requests_per_second=count / elapsed, cpu_microseconds=busy / count * 1e6, cpu_share=busy / elapsed)


def h2load(gateway: Gateway, cores: str, *options: str, limit: float, scheme: str = "https") -> int:
    """Requests that were answered with success; a single one without makes the run worthless."""
    port = gateway.tls_port if scheme == "https" else gateway.h2c_port
    output = run(["taskset", "-c", cores, "h2load", "-t1", f"--tls13-ciphers={CIPHER}", *options,
                  f"--connect-to=127.0.0.1:{port}", f"{scheme}://{HOST}{gateway.path}"], limit)
    if scheme == "https" and f"TLS Protocol: TLSv1.3\nCipher: {CIPHER}" not in output:
        raise Failure(f"{gateway.name} agreed on another TLS version or cipher:\n{output}")
    done, succeeded, failed = (int(find(rf"(\d+) {what}", output)) for what in ("done", "succeeded", "failed"))
    if failed or succeeded == 0 or succeeded != done or int(find(r"(\d+) 2xx", output)) < succeeded:
        raise Failure(f"{gateway.name} failed requests:\n{output}")
    return succeeded


def keep_alive(gateway: Gateway, seconds: int, connections: int, cores: str) -> Cost:
    """HTTP/1.1 over TLS on connections that stay."""
    return measure(gateway, lambda: h2load(
        gateway, cores, "--h1", f"-c{connections}", f"-D{seconds}", limit=seconds + 30))


def streams(gateway: Gateway, seconds: int, cores: str, scheme: str) -> Cost:
    """HTTP/2 on 16 connections with 16 streams each."""
    return measure(gateway, lambda: h2load(
        gateway, cores, "-c16", "-m16", f"-D{seconds}", limit=seconds + 30, scheme=scheme))


def one_request_each(gateway: Gateway, count: int, cores: str) -> Cost:
    """A new connection for each request. h2load resumes the session of the connection before."""
    # A count and not a duration: h2load 1.52 never ends when connections close in a run that has a duration.
    return measure(gateway, lambda: h2load(
        gateway, cores, "--h1", "-c16", f"-n{count}", "-HConnection: close", limit=120))


def handshakes(gateway: Gateway, seconds: int, cores: str) -> Cost:
    """Full handshakes and nothing else, 16 at a time."""
    script = Path(__file__).with_name("handshakes.py")
    # The cipher's hash is a good part of a handshake, and Python's ssl has no way to choose it for TLS 1.3.
    settings = gateway.write("openssl.cnf", f"""openssl_conf = all
[all]
ssl_conf = contexts
[contexts]
system_default = client
[client]
Ciphersuites = {CIPHER}
""")

    def load() -> int:
        told = json.loads(run(["taskset", "-c", cores, "env", f"OPENSSL_CONF={settings}", sys.executable, str(script),
                               str(gateway.tls_port), HOST, str(seconds), "16"], seconds + 30))
        if told["problems"] or told["resumed"] or told["agreed"] != [f"TLSv1.3 {CIPHER}"]:
            raise Failure(f"{gateway.name}: handshakes failed or were not full: {told}")
        return int(told["done"])

    return measure(gateway, load)
