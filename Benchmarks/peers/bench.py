#!/usr/bin/env python3
"""Compares gatehouse with nginx, HAProxy and Envoy as reverse proxies, in one run on this machine.

Each proxy has one core. All are up at once and take turns, several rounds, so that the machine's mood strikes them
alike; what is reported is the median. Nothing is written outside a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import config_parts
import plain_parts
import policy_parts
import proxies
import secure_parts
from comparison import Comparison
from processes import Failure
from report import machine

PARTS: dict[str, Callable[[Comparison], None]] = {
    "load": plain_parts.throughput,
    "routes": plain_parts.many_routes,
    "memory": plain_parts.memory,
    "policies": policy_parts.cost,
    "tls": secure_parts.tls,
    "handshakes": secure_parts.handshakes,
    "h2": secure_parts.http2,
    "h2c": secure_parts.h2c,
    "config": config_parts.scale,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="parts and proxies to run, comma-separated, all by default: "
                        f"{', '.join(PARTS)}; {', '.join(proxies.ALL)}")
    parser.add_argument("--skip", default="", help="parts to leave out")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each proxy (default 5)")
    parser.add_argument("--seconds", type=int, default=5, help="length of one turn (default 5)")
    parser.add_argument("--connections", type=int, default=64, help="keep-alive connections (default 64)")
    parser.add_argument("--rate", type=int, default=0,
                        help="requests per second at equal load (default: two fifths of what the slowest carries)")
    parser.add_argument("--routes", type=int, default=10_000, help="routes in the many-routes part (default 10000)")
    parser.add_argument("--idle", type=int, default=5000, help="idle connections in the memory part (default 5000)")
    parser.add_argument("--resources", type=int, default=10_000,
                        help="VirtualServices in the configuration part (default 10000)")
    parser.add_argument("--quick", action="store_true", help="one short round of everything, to see that it runs")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.idle, options.resources = 1, 2, 500, 500
    options.only = set(filter(None, options.only.split(",")))
    options.skip = set(filter(None, options.skip.split(",")))
    unknown = (options.only - PARTS.keys() - proxies.ALL.keys()) | (options.skip - PARTS.keys())
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    return options


def chosen(known: dict[str, object], options: argparse.Namespace) -> list[str]:
    """Those that --only names, or all where it names none of this kind."""
    return [name for name in known if name in options.only or not options.only & known.keys()]


def main() -> int:
    options = arguments()
    # Ended from outside it still has to end the proxies.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="gatehouse-bench-") as folder:
        run = None
        try:
            run = Comparison(options, chosen(proxies.ALL, options), Path(folder))
            print(f"{machine()}\n{', '.join(proxies.ALL[name].version() for name in run.names)}")
            busy = os.getloadavg()[0]
            if busy > 0.5:
                print(f"Note: the machine is not idle (load average {busy:.1f}); compare ratios, not numbers.")
            print(f"{options.rounds} rounds of {options.seconds} s; one core for the proxy; access log and metrics on.")
            for part in chosen(PARTS, options):
                if part not in options.skip:
                    PARTS[part](run)
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
