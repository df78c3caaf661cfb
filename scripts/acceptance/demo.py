#!/usr/bin/env python3
"""What `make demo` prints is true: each curl line's promise is checked against the running demo."""

from __future__ import annotations

import os
from pathlib import Path

from support import REPOSITORY, Process, await_true, free_ports, get, require, script

HOST = "shop.localhost"


def main(folder: Path) -> None:
    port, admin_port = free_ports(2)
    environment = {**os.environ, "DEMO_PORT": str(port), "DEMO_ADMIN_PORT": str(admin_port)}
    output = folder / "demo.log"
    demo = Process([str(REPOSITORY / "demo/run")], output, env=environment)
    try:
        await_true(lambda: demo.check() or "Ctrl-C stops everything" in output.read_text(), "the demo comes up")
        seen = {get(port, HOST, "/").getheader("x-backend") for _ in range(100)}
        require(seen == {"frontend/v1", "frontend/v2"}, "both versions of the front end are met")
        require(get(port, HOST, "/cart/items").getheader("x-backend") == "cart/v1", "/cart goes to the cart")
        moved = get(port, HOST, "/old-catalogue")
        require((moved.status, moved.getheader("location")) == (301, f"http://{HOST}/products"), "301 to /products")
        require(get(port, HOST, "/internal/plans").status == 403, "403 from the gateway itself")
        require(get(port, "stranger.example", "/").status == 404, "404 for a stranger's host")
    finally:
        demo.stop()
    require(demo.child.returncode == 0, "stopping it ends it with 0")


if __name__ == "__main__":
    with script() as scratch:
        main(scratch)
