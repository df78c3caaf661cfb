"""nghttp2's client and its loader: HTTP/2 with and without TLS."""

from __future__ import annotations

import hashlib
import re

from peer.missing import commands
from peer.shop import CHECKSUM
from peer.site import HOST, Site, run
from support import require

REQUESTS = 2000


def missing() -> str:
    return commands("nghttp", "h2load")


def check(site: Site) -> None:
    for scheme, port in (("http", site.plain), ("https", site.secure)):
        # The authority is the server name of TLS as well; the address is that of the connection.
        base, authority = f"{scheme}://127.0.0.1:{port}", f":authority: {HOST}"
        require(b"shop\n" in run("nghttp", "-H", authority, f"{base}/"), f"nghttp gets a page over {scheme}")
        body = run("nghttp", "-w20", "-W24", "-H", authority, f"{base}/large")
        require(hashlib.sha256(body).hexdigest() == CHECKSUM, f"50 MB down over {scheme}")
        # Windows as small as the protocol's first ones: the gateway has to wait for each update.
        body = run("nghttp", "-w16", "-W16", "-H", authority, f"{base}/large")
        require(hashlib.sha256(body).hexdigest() == CHECKSUM, f"50 MB down over {scheme}, window of 64 KiB")
        answer = run("nghttp", "-H", authority, "-d", str(site.body), f"{base}/upload")
        require(answer.decode().strip() == CHECKSUM, f"50 MB up over {scheme}")
        for what, options in (("HTTP/2", ("-m16",)), ("HTTP/1.1", ("--h1",))):
            told = run("h2load", "-c8", *options, f"-n{REQUESTS}", f"--connect-to=127.0.0.1:{port}",
                       f"{scheme}://{HOST}/").decode()
            done = re.search(r"(\d+) succeeded, (\d+) failed", told)
            require(done is not None and done.groups() == (str(REQUESTS), "0") and f"{REQUESTS} 2xx" in told,
                    f"h2load: {REQUESTS} requests over {what}, {scheme}, none failed")
