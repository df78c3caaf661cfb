"""Child processes: started on given cores, watched through /proc, always ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


class Failure(Exception):
    """Something that makes a run worthless; the text says what."""


def free_port() -> int:
    """A TCP port that nothing uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def free_ports(count: int) -> list[int]:
    """Distinct free ports: all are held at once before any is given back."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


@contextmanager
def awake(core: str) -> Iterator[None]:
    """Keeps a core from halting, by work that gives way at once to any other. What it costs to wake a core up differs
    from one moment to the next by more than what is measured, where a proxy has little to do."""
    work = ("import os\nos.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))\n"
            "parent = os.getppid()\nwhile os.getppid() == parent: pass")
    child = subprocess.Popen(["taskset", "-c", core, sys.executable, "-c", work], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.kill()
        child.wait()


class Process:
    """One command and the children that it forks, as a unit of CPU time and memory."""

    def __init__(self, command: list[str], log: Path, cores: str | None = None, env: dict[str, str] | None = None):
        self.command = command
        self.log = log
        pinned = ["taskset", "-c", cores, *command] if cores else command
        with open(log, "wb") as output:
            self.child = subprocess.Popen(
                pinned, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, start_new_session=True)

    def pids(self) -> list[int]:
        """The process and its direct children (nginx has a master and a worker)."""
        pid = self.child.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            children = []
        return [pid, *map(int, children)]

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        total = 0
        for pid in self.pids():
            # The command's name stands in brackets and may hold blanks; what follows does not.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def rss_bytes(self) -> int:
        """Resident memory now; pages that a master shares with its worker count once, by their share."""
        total = 0
        for pid in self.pids():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        return total

    def check(self) -> None:
        """Fails when the process has ended."""
        if self.child.poll() is not None:
            raise Failure(f"{self.command[0]} ended with {self.child.returncode}:\n{self.tail()}")

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def await_port(self, port: int) -> None:
        """Returns once something accepts connections on the port."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.check()
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise Failure(f"{self.command[0]} does not listen on {port} after {PATIENCE:.0f} s:\n{self.tail()}")

    def await_status(self, url: str, headers: dict[str, str] | None = None, wanted: int = 200) -> None:
        """Returns once a GET is answered with the wanted status."""
        deadline = time.monotonic() + PATIENCE
        last = "no answer"
        while time.monotonic() < deadline:
            self.check()
            try:
                request = urllib.request.Request(url, headers=headers or {})
                with urllib.request.urlopen(request, timeout=5) as answer:
                    last = str(answer.status)
            except urllib.error.HTTPError as error:
                last = str(error.code)
            except OSError as error:
                last = str(error)
            if last == str(wanted):
                return
            time.sleep(0.02)
        raise Failure(f"{self.command[0]}: {url} answers {last}, not {wanted}:\n{self.tail()}")

    def stop(self, limit: float = 10.0) -> int | None:
        """Ends the process: politely, then not. Returns its exit code; negative is the signal that ended it."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(self.child.pid, signal.SIGKILL)
                self.child.wait()
        return self.child.returncode
