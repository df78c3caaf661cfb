"""The gateway that the peers meet, and an origin behind it."""

from __future__ import annotations

import socket
import ssl
import subprocess
from pathlib import Path

from peer.shop import BODY, Shop
from support import PATIENCE, Backend, Certificate, Failure, Gatehouse, get, make_certificate

#: Hosts of the shop; the last one wants TLS 1.3.
HOST, OTHER, MODERN = "shop.example.com", "other.example.com", "modern.example.com"


class Site:
    """A gateway with a plain port, a TLS port with several certificates, and one for what is no HTTP."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.certificates: dict[str, Certificate] = {
            host: make_certificate(folder, host) for host in (HOST, OTHER, MODERN)}
        #: A file with the large body, for clients that upload.
        self.body = folder / "body"
        self.body.write_bytes(BODY)
        self.backend = Backend("shop", Shop)
        self.gateway = Gatehouse(folder, [f"shop:80=127.0.0.1:{self.backend.port}"], ports=(80, 443, 6379))
        self.plain, self.secure, self.opaque = (self.gateway.ports[port] for port in (80, 443, 6379))
        self.gateway.apply("site.yaml", self.manifest())
        self.gateway.process.await_port(self.secure)
        self.gateway.await_answer(HOST, "/", lambda answer: answer.status == 200)

    @property
    def trusted(self) -> Path:
        """The certificate that a client of the shop trusts."""
        return self.certificates[HOST].chain

    def manifest(self) -> str:
        secrets, servers = "", ""
        for host, certificate in self.certificates.items():
            name = host.partition(".")[0]
            oldest = ", minProtocolVersion: TLSV1_3" if host == MODERN else ""
            secrets += certificate.secret(name) + "---\n"
            servers += f"""
  - port: {{number: 443, name: {name}, protocol: HTTPS}}
    hosts: ["{host}"]
    tls: {{mode: SIMPLE, credentialName: {name}{oldest}}}"""
        return f"""{secrets}apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: door}}
spec:
  servers:
  - port: {{number: 80, name: http, protocol: HTTP}}
    hosts: ["{HOST}"]{servers}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: shop}}
spec:
  hosts: ["{HOST}", "{OTHER}", "{MODERN}"]
  gateways: [door]
  http:
{self.rules()}"""

    def rules(self) -> str:
        """Services with protocols of their own have a path; everything else is the shop."""
        def rule(prefix: str, host: str, port: int) -> str:
            return (f"  - match: [{{uri: {{prefix: {prefix}}}}}]\n"
                    f"    route: [{{destination: {{host: {host}, port: {{number: {port}}}}}}}]\n")
        return (rule("/peers.", "calls", 50051) + rule("/chat", "chat", 8765)
                + "  - route: [{destination: {host: shop}}]\n")

    def add_service(self, host: str, port: int, protocol: str, local: int) -> None:
        """A service on a local port. The name of a port says what is spoken there."""
        self.gateway.apply(f"{host}.yaml", f"""apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {{name: {host}}}
spec:
  hosts: ["{host}.default.svc.cluster.local"]
  location: MESH_INTERNAL
  resolution: STATIC
  ports: [{{number: {port}, name: {protocol.lower()}, protocol: {protocol}}}]
  endpoints: [{{address: 127.0.0.1, ports: {{{protocol.lower()}: {local}}}}}]
""")

    def serves(self) -> bool:
        """Whether the gateway still answers new connections on both ports."""
        self.gateway.process.check()
        context = ssl.create_default_context(cafile=str(self.trusted))
        with socket.create_connection(("127.0.0.1", self.secure), timeout=PATIENCE) as raw:
            with context.wrap_socket(raw, server_hostname=HOST) as client:
                client.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
                secure = client.recv(64).startswith(b"HTTP/1.1 200 ")
        return secure and get(self.plain, HOST, "/").status == 200

    def stop(self) -> None:
        try:
            self.gateway.stop()
        finally:
            self.backend.stop()


def run(*command: str, sent: bytes = b"", fails: bool = False, limit: float = 120) -> bytes:
    """A command's output. It must succeed unless it is allowed to fail; then its errors are part of the output."""
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failure(f"{' '.join(command)} did not end in {limit:.0f} s") from late
    if done.returncode != 0 and not fails:
        raise Failure(f"{' '.join(command)} ended with {done.returncode}:\n"
                      f"{done.stdout[-2000:].decode(errors='replace')}{done.stderr[-2000:].decode(errors='replace')}")
    return done.stdout + (done.stderr if fails else b"")
