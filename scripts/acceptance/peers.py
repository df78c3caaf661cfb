#!/usr/bin/env python3
"""Real clients and servers around the release binary: HTTP/2, TLS, gRPC, WebSocket and TCP as others speak them, and
clients that speak nothing at all. What is not on this machine is passed over with a message.

Usage: peers.py [PEER ...]   all by default
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from peer.site import Site
from support import Failure, require, script

PEERS = ("nghttp", "curl", "openssl", "redis", "grpc", "websockets", "strangers")


def main(folder: Path, names: list[str]) -> None:
    site = Site(folder)
    failed = []
    try:
        for name in names:
            peer = import_module(f"peer.{name}")
            if missing := peer.missing():
                print(f"  {name}: passed over, there is {missing}")
                continue
            print(f"  {name}")
            try:
                peer.check(site)
                require(site.serves(), f"the gateway still serves after {name}")
            except Exception as failure:
                # One peer's trouble says nothing about the next, and libraries raise what they like.
                told = failure if isinstance(failure, Failure) else repr(failure)
                print(f"  FAILED: {told}", file=sys.stderr)
                failed.append(name)
    finally:
        site.stop()
    if failed:
        raise Failure(", ".join(failed))


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(PEERS)
    if unknown := set(chosen) - set(PEERS):
        sys.exit(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    with script() as scratch:
        main(scratch, chosen)
