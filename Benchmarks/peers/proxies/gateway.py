"""What the proxies under comparison have in common: each writes its configuration and starts on one core.

All of them keep connections alive on both sides, write an access log to a file and keep their metrics on.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from certificate import Certificate
from policies import Policy
from processes import Process, free_ports

HOST = "shop.example.com"


def route_path(number: int) -> str:
    """The path prefix of one of many routes."""
    return f"/route-{number:05d}/"


@dataclass
class Setting:
    """What a proxy is started for. With a certificate it opens a TLS port and one for HTTP/2 without TLS as well."""

    folder: Path
    origin_port: int
    routes: int
    cores: str
    certificate: Certificate | None = None
    policy: Policy | None = None

    @property
    def slug(self) -> str:
        """Tells settings of one run apart in the names of folders."""
        policy = "".join(letter for letter in self.policy.name if letter.isalnum()) if self.policy else ""
        return f"{self.routes}{policy}"

    @property
    def prefixes(self) -> list[str]:
        """The path prefixes of the routes, the one that is asked for last."""
        return ["/"] if self.routes == 1 else [route_path(number) for number in range(self.routes)]


class Gateway:
    """A proxy that is running."""

    name = ""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.folder = setting.folder / f"{self.name}-{setting.slug}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.title = setting.policy.name if setting.policy else self.name
        self.port, self.admin_port, self.status_port, self.tls_port, self.h2c_port = free_ports(5)
        self.access_log = self.folder / "access.log"
        self.process = Process(self.command(), self.folder / "output.log", setting.cores)
        self.process.await_port(self.port)
        self.process.await_status(self.url, {"host": HOST})
        if setting.certificate:
            self.process.await_port(self.tls_port)

    @property
    def path(self) -> str:
        """The path of the last route; with one route that is the only one."""
        return self.setting.prefixes[-1]

    @property
    def url(self) -> str:
        """The address of the last route."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def forget_log(self) -> None:
        """Empties the access log, so that long runs don't fill the disk."""
        if self.access_log.exists():
            self.access_log.write_bytes(b"")

    def command(self) -> list[str]:
        raise NotImplementedError

    @classmethod
    def version(cls) -> str:
        raise NotImplementedError


def first_line(command: list[str]) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((result.stdout or result.stderr).splitlines() or ["?"])[0]
