"""curl: whatever version of HTTP it agrees on, with a certificate that it verifies."""

from __future__ import annotations

import hashlib

from peer.missing import commands
from peer.shop import CHECKSUM
from peer.site import HOST, MODERN, OTHER, Site, run
from support import require


def missing() -> str:
    return commands("curl")


def check(site: Site) -> None:
    def curl(host: str, path: str, *options: str, secure: bool = True) -> bytes:
        scheme, port = ("https", site.secure) if secure else ("http", site.plain)
        trust = ("--cacert", str(site.certificates[host].chain)) if secure else ()
        return run("curl", "--silent", "--show-error", "--fail", "--max-time", "100", *trust, *options,
                   "--connect-to", f"{host}::127.0.0.1:{port}", f"{scheme}://{host}{path}")

    told = ("--output", "/dev/null", "--write-out", "%{http_version} %{response_code}")
    for wanted, secure, options in (
            ("1.1", False, ("--http1.1",)), ("2", False, ("--http2-prior-knowledge",)),
            ("1.1", True, ("--http1.1",)), ("2", True, ("--http2",)), ("2", True, ("--http2", "--tls-max", "1.2"))):
        what = f"{' '.join(options)}{' over TLS' if secure else ''}"
        answer = curl(HOST, "/", *options, *told, secure=secure).decode()
        require(answer == f"{wanted} 200", f"curl {what}: {answer}")
        body = curl(HOST, "/large", *options, secure=secure)
        require(hashlib.sha256(body).hexdigest() == CHECKSUM, f"curl {what}: 50 MB down")
        answer = curl(HOST, "/upload", *options, "--upload-file", str(site.body), secure=secure).decode()
        require(answer == CHECKSUM, f"curl {what}: 50 MB up")
    for host in (HOST, OTHER, MODERN):
        require(curl(host, "/", *told).endswith(b" 200"), f"curl trusts the certificate of {host}")
