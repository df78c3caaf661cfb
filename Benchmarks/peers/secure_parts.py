"""The parts with TLS and HTTP/2. One certificate, ECDSA on P-256; TLS 1.3 with the same cipher for all."""

from __future__ import annotations

import secure_load
from certificate import make
from comparison import Comparison
from processes import awake
from proxies import Gateway
from proxies.gateway import HOST


def start_all(run: Comparison) -> list[Gateway]:
    certificate = make(run.folder, HOST)
    return [run.start(name, certificate=certificate) for name in run.names]


def tls(run: Comparison) -> None:
    options = run.options
    run.costs(
        f"Small keep-alive GET over TLS 1.3, HTTP/1.1, {options.connections} connections", "request", start_all(run),
        lambda gateway: secure_load.keep_alive(gateway, options.seconds, options.connections, run.load_core))
    run.stop()


def handshakes(run: Comparison) -> None:
    """Full ones by themselves, and resumed ones with the request that a connection is made for."""
    options, gateways = run.options, start_all(run)
    # Clients are the bottleneck here, as their part of a handshake costs more than the server's.
    with awake(run.proxy_core):
        run.costs("Full TLS 1.3 handshake, nothing else on the connection", "handshake", gateways,
                  lambda gateway: secure_load.handshakes(gateway, options.seconds, run.load_core))
        run.costs("A new TLS 1.3 connection for each request, sessions resumed", "connection", gateways,
                  lambda gateway: secure_load.one_request_each(gateway, 1000 * options.seconds, run.load_core))
    run.stop()


def http2(run: Comparison) -> None:
    streams(run, "HTTP/2 over TLS 1.3", "https")


def h2c(run: Comparison) -> None:
    streams(run, "HTTP/2 without TLS", "http")


def streams(run: Comparison, what: str, scheme: str) -> None:
    run.costs(f"{what}, 16 connections with 16 streams each, to an HTTP/1.1 origin", "request", start_all(run),
              lambda gateway: secure_load.streams(gateway, run.options.seconds, run.load_core, scheme))
    run.stop()
