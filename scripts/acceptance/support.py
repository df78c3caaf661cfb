"""The gateway under test, backends for it, and clients; shared by the acceptance scripts."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import os
import socket
import socketserver
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Benchmarks" / "peers"))

from certificate import Certificate, make as make_certificate  # noqa: E402, F401
from processes import PATIENCE, Failure, Process, free_ports  # noqa: E402

MIB = 1 << 20


class Gatehouse:
    """The release binary, serving a folder of manifests on local ports."""

    binary = os.environ.get("GATEHOUSE", str(REPOSITORY / ".build/release/gatehouse"))

    def __init__(self, folder: Path, endpoints: list[str], *options: str, prefix: tuple[str, ...] = (),
                 ports: tuple[int, ...] = (80,)):
        self.manifests = folder / "manifests"
        self.manifests.mkdir()
        self.access_log = folder / "access.log"
        self.admin_port, self.status_port, *local = free_ports(2 + len(ports))
        #: Where the Gateways' ports are found.
        self.ports = dict(zip(ports, local))
        self.port = self.ports[80]
        command = [
            *prefix, self.binary, "run", "-f", str(self.manifests), "--address", "127.0.0.1",
            "--port-map", ",".join(f"{port}={local}" for port, local in self.ports.items()),
            "--admin", f"127.0.0.1:{self.admin_port}", "--status", f"127.0.0.1:{self.status_port}",
            "--access-log", str(self.access_log), "--drain-duration", "5s",
        ]
        for endpoint in endpoints:
            command += ["--endpoint", endpoint]
        self.process = Process(command + list(options), folder / "output.log")
        self.process.await_port(self.status_port)

    def apply(self, name: str, text: str) -> None:
        """Puts a manifest in place in one step, as `kubectl` or an editor would."""
        fresh = self.manifests / f".{name}.new"
        fresh.write_text(text)
        fresh.rename(self.manifests / name)

    def await_answer(self, host: str, path: str, accepts: Callable[[http.client.HTTPResponse], bool]) -> float:
        """Asks until an answer is accepted; returns how long that took in seconds."""
        started = time.monotonic()
        last = "no answer"
        while time.monotonic() - started < PATIENCE:
            self.process.check()
            try:
                answer = get(self.port, host, path)
                if accepts(answer):
                    return time.monotonic() - started
                last = str(answer.status)
            except OSError as error:
                last = str(error)
            time.sleep(0.002)
        raise Failure(f"{host}{path} stayed at {last}:\n{self.process.tail()}")

    def stop(self) -> None:
        code = self.process.stop()
        if code != 0:
            raise Failure(f"gatehouse ended with {code} on SIGTERM:\n{self.process.tail()}")


class Backend:
    """An HTTP/1.1 backend that answers with its name, or as a handler of its own says."""

    def __init__(self, name: str, handler: type[http.server.BaseHTTPRequestHandler] | None = None):
        class Named(handler or Answer):
            backend = name

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 1024

        self.server = Server(("127.0.0.1", 0), Named)
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Answer(http.server.BaseHTTPRequestHandler):
    """200 and the backend's name."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    backend = ""

    def do_GET(self) -> None:
        body = f"{self.backend}\n".encode()
        self.send_response(200)
        self.send_header("x-backend", self.backend)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The gateway's access log is enough."""


def get(port: int, host: str, path: str) -> http.client.HTTPResponse:
    """A GET on a connection of its own; the body has been read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def is_refused(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.connect(("127.0.0.1", port))
            return False
        except ConnectionRefusedError:
            return True


def require(holds: bool, what: str) -> None:
    """One check of a script."""
    if not holds:
        raise Failure(what)
    print(f"  ok: {what}")


def await_true(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"not within {PATIENCE:.0f} s: {what}")
        time.sleep(0.005)
    print(f"  ok: {what}")


@contextlib.contextmanager
def script() -> Iterator[Path]:
    """A scratch folder; a failure is printed and ends the script with 1."""
    with tempfile.TemporaryDirectory(prefix="gatehouse-acceptance-") as folder:
        try:
            yield Path(folder)
        except Failure as failure:
            print(f"  FAILED: {failure}", file=sys.stderr)
            sys.exit(1)


def gateway_and_route(host: str, rule: str) -> str:
    """A Gateway for one host and a VirtualService with one rule, given as YAML at the depth of `spec.http`."""
    return f"""apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: door}}
spec:
  servers:
  - port: {{number: 80, name: http, protocol: HTTP}}
    hosts: ["{host}"]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: routes}}
spec:
  hosts: ["{host}"]
  gateways: [door]
  http:
{rule}
"""
