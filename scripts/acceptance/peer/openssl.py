"""openssl's client: which certificate for which name, which versions, and sessions that are resumed."""

from __future__ import annotations

from peer.missing import commands
from peer.site import HOST, MODERN, OTHER, Site, run
from support import require


def missing() -> str:
    return commands("openssl")


def check(site: Site) -> None:
    def client(name: str, *options: str, fails: bool = False) -> str:
        # The answer has to come before the client leaves: TLS 1.3 sends the sessions to resume after the handshake.
        request = f"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode()
        return run("openssl", "s_client", "-connect", f"127.0.0.1:{site.secure}", "-servername", name, "-ign_eof",
                   *options, sent=request, fails=fails, limit=30).decode(errors="replace")

    for host, certificate in site.certificates.items():
        trust = ("-CAfile", str(certificate.chain), "-verify_return_error", "-verify_hostname", host)
        told = client(host, *trust)
        require("HTTP/1.1 200 OK" in told and f"subject=CN = {host}" in told, f"the certificate of {host} for its name")
    told = client("stranger.example.org", fails=True)
    require("no peer certificate available" in told and "HTTP/1.1" not in told, "no certificate for a stranger's name")

    for host, option, agreed in (
            (HOST, "-tls1_3", "TLSv1.3"), (HOST, "-tls1_2", "TLSv1.2"), (MODERN, "-tls1_3", "TLSv1.3")):
        require(f"New, {agreed}," in client(host, option), f"{host} with {option}")
    for host, option in ((HOST, "-tls1_1"), (MODERN, "-tls1_2")):
        # The lowest security level lets this client offer what its system's settings forbid.
        told = client(host, option, "-cipher", "DEFAULT@SECLEVEL=0", fails=True)
        require("HTTP/1.1" not in told and "alert protocol version" in told, f"{host} refuses {option}")
    for offered, chosen in (("h2,http/1.1", "h2"), ("http/1.1", "http/1.1")):
        told = client(OTHER, "-alpn", offered)
        require(f"ALPN protocol: {chosen}" in told, f"of {offered} it chooses {chosen}")

    for version in ("-tls1_3", "-tls1_2"):
        kept = str(site.folder / "session")
        require("New, TLS" in client(HOST, version, "-sess_out", kept), f"a new session with {version}")
        told = client(HOST, version, "-sess_in", kept)
        require("Reused, TLS" in told and "HTTP/1.1 200 OK" in told, f"the session is resumed with {version}")
