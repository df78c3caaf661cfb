"""`gatehouse up`: the release binary with its embedded API, and clients of both of its sides."""

from __future__ import annotations

import base64
import http.client
import json
import re
import ssl
import time
from pathlib import Path
from typing import Any

from processes import PATIENCE, Failure, Process, free_ports
from proxies.gatehouse import Gatehouse

NETWORKING = "/apis/networking.istio.io/v1"
DISCOVERY = "/apis/discovery.k8s.io/v1"


class Embedded:
    """A gateway whose configuration is written through its own API. It may use every core, as it would where it is all
    that runs."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "data"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.api_port, self.admin_port, self.status_port = free_ports(4)
        self.process = self.spawn()

    def spawn(self) -> Process:
        return Process([
            Gatehouse.binary, "up", "--data", str(self.data), "--api", f"127.0.0.1:{self.api_port}",
            "--address", "127.0.0.1", "--port-map", f"80={self.port}",
            "--admin", f"127.0.0.1:{self.admin_port}", "--status", f"127.0.0.1:{self.status_port}",
            "--access-log", "off", "--drain-duration", "1s",
        ], self.folder / "output.log")

    def await_ready(self) -> float:
        """Returns when the gateway says that it is ready, as a time."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.process.check()
            probe = http.client.HTTPConnection("127.0.0.1", self.status_port, timeout=5)
            try:
                probe.request("GET", "/healthz/ready")
                if probe.getresponse().status == 200:
                    return time.monotonic()
            except OSError:
                pass
            finally:
                probe.close()
            time.sleep(0.002)
        raise Failure(f"gatehouse up is not ready after {PATIENCE:.0f} s:\n{self.process.tail()}")

    def restart(self) -> float:
        """Ends the process and starts it again on the same data. Returns when it was started."""
        self.process.stop()
        started = time.monotonic()
        self.process = self.spawn()
        return started

    def settle(self, quiet: float = 1.5) -> tuple[float, float]:
        """Waits until the process does nothing more. Returns how long it was busy from now on, and the CPU time of that."""
        begin = last_busy = time.monotonic()
        at_first = before = self.process.cpu_seconds()
        while time.monotonic() - last_busy < quiet:
            time.sleep(0.25)
            self.process.check()
            now = self.process.cpu_seconds()
            # A clock tick or two are its housekeeping.
            if now - before > 0.02:
                last_busy = time.monotonic()
            before = now
        return last_busy - begin, before - at_first

    def api(self) -> Api:
        return Api(self.data / "kubeconfig")

    def site(self) -> Site:
        return Site(self.port)


class Api:
    """One connection to the embedded API, as `kubeconfig` says."""

    def __init__(self, kubeconfig: Path):
        text = kubeconfig.read_text()

        def field(name: str) -> str:
            found = re.search(rf"^\s*-?\s*{name}: \"?([^\s\"]+)", text, re.MULTILINE)
            if not found:
                raise Failure(f"{kubeconfig} has no {name}")
            return found[1]

        trust = ssl.create_default_context(cadata=base64.b64decode(field("certificate-authority-data")).decode())
        place = field("server").removeprefix("https://")
        self.connection = http.client.HTTPSConnection(place, context=trust, timeout=PATIENCE)
        self.headers = {"authorization": f"Bearer {field('token')}"}

    def call(self, method: str, path: str, body: Any, content_type: str = "application/json") -> None:
        """One call, which has to succeed."""
        self.connection.request(method, path, json.dumps(body), {**self.headers, "content-type": content_type})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise Failure(f"{method} {path} is answered {answer.status}: {text[:500].decode(errors='replace')}")

    def create(self, path: str, body: Any) -> None:
        self.call("POST", path, body)

    def patch(self, path: str, *operations: Any) -> None:
        self.call("PATCH", path, list(operations), "application/json-patch+json")


class Site:
    """One keep-alive connection to the gateway, as its clients have."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, host: str, path: str) -> tuple[int, str]:
        """The status and the location of the answer."""
        self.connection.request("GET", path, headers={"host": host})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("location", "")

    def await_answer(self, host: str, path: str, wanted: tuple[int, str]) -> None:
        """Returns as soon as the answer is the wanted one."""
        deadline = time.monotonic() + PATIENCE
        answer: tuple[int, str] | str = "nothing"
        while time.monotonic() < deadline:
            try:
                answer = self.get(host, path)
            except OSError as error:
                answer = str(error)
                self.connection.close()
            if answer == wanted:
                return
            time.sleep(0.001)
        raise Failure(f"http://{host}{path} is answered {answer}, not {wanted}, after {PATIENCE:.0f} s")
