"""Redis behind a TCP port: bytes that the gateway does not look into."""

from __future__ import annotations

from peer.missing import commands
from peer.site import Site, run
from support import MIB, Process, free_ports, require

VALUE = b"".join(n.to_bytes(4, "big") for n in range(MIB // 4)).hex().encode()[:MIB]


def missing() -> str:
    return commands("redis-server", "redis-cli", "redis-benchmark")


def check(site: Site) -> None:
    port, = free_ports(1)
    server = Process(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(site.folder)],
        site.folder / "redis.log")
    try:
        server.await_port(port)
        site.add_service("cache", 6379, "TCP", port)
        site.gateway.apply("redis.yaml", """apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: cache}
spec:
  servers:
  - port: {number: 6379, name: tcp, protocol: TCP}
    hosts: ["*"]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cache}
spec:
  hosts: ["*"]
  gateways: [cache]
  tcp:
  - route: [{destination: {host: cache, port: {number: 6379}}}]
""")
        site.gateway.process.await_port(site.opaque)

        def client(*words: str, sent: bytes = b"") -> bytes:
            return run("redis-cli", "-h", "127.0.0.1", "-p", str(site.opaque), *words, sent=sent, limit=30)

        require(client("ping") == b"PONG\n", "ping")
        require(client("set", "a", "1") == b"OK\n" and client("get", "a") == b"1\n", "a value is set and got")
        require(client("-x", "set", "large", sent=VALUE) == b"OK\n", "a value of 1 MB is set")
        require(client("get", "large") == VALUE + b"\n", "and got, byte by byte")
        told = run("redis-benchmark", "-h", "127.0.0.1", "-p", str(site.opaque), "-q", "-n", "20000", "-c", "20",
                   "-P", "4", "-t", "set,get", limit=60).decode()
        require("GET:" in told and "rror" not in told, "20000 pipelined SETs and GETs on 20 connections")
        # A client that is in the middle of something when the server dies hears of it.
        server.stop()
        told = run("redis-cli", "-h", "127.0.0.1", "-p", str(site.opaque), "ping", fails=True, limit=30).decode()
        require("PONG" not in told, "without a server the connection ends")
    finally:
        server.stop()
