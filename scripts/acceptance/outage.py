#!/usr/bin/env python3
"""The API server goes away for a minute under load: no request fails, readiness says what is not well, and what was changed
meanwhile is served once it is back.

Usage: outage.py [SECONDS]   60 by default

The API server is that of `gatehouse up`, which is killed; a gateway follows it as it would follow a cluster.
"""

from __future__ import annotations

import json
import ssl
import sys
import time
import urllib.request
from pathlib import Path

from clients import load
from support import Answer, Backend, Gatehouse, PATIENCE, Failure, Process, await_true, free_ports, get, require, script

HOST, CLIENTS = "shop.example.com", 4


class API:
    """`gatehouse up`, whose own gateway serves nothing: no Gateway selects it."""

    def __init__(self, folder: Path):
        self.data = folder / "data"
        self.folder = folder
        (self.port,) = free_ports(1)
        self.start()

    def start(self) -> None:
        self.process = Process(
            [Gatehouse.binary, "up", "--data", str(self.data), "--api", f"127.0.0.1:{self.port}", "--admin", "off",
             "--status", "off", "--labels", "istio=none"], self.folder / "api.log")
        self.process.await_port(self.port)
        # The token and the authority are written when the port is open.
        deadline = time.monotonic() + PATIENCE
        while not (self.data / "kubeconfig").exists():
            if time.monotonic() > deadline:
                raise Failure(f"there is no kubeconfig:\n{self.process.tail()}")
            time.sleep(0.01)

    def kill(self) -> None:
        self.process.child.kill()
        self.process.child.wait()

    def call(self, method: str, path: str, body: object, kind: str = "application/json") -> dict:
        token = next(line.split(": ", 1)[1].strip().strip('"') for line in
                     (self.data / "kubeconfig").read_text().splitlines() if "token:" in line)
        # The authority is the server's own, on loopback; what is tested here is not TLS.
        context = ssl._create_unverified_context()
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}{path}", json.dumps(body).encode(), method=method,
            headers={"authorization": f"Bearer {token}", "content-type": kind})
        with urllib.request.urlopen(request, timeout=PATIENCE, context=context) as answer:
            return json.load(answer)


def readiness(gateway: Gatehouse) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{gateway.status_port}/healthz/ready", timeout=PATIENCE) as answer:
        return json.load(answer)


def metric(gateway: Gatehouse, name: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{gateway.admin_port}/metrics", timeout=PATIENCE) as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith(name + " "):
                return int(line.split()[-1])
    raise Failure(f"there is no metric {name}")


def configure(api: API, backend: Backend) -> None:
    istio = "/apis/networking.istio.io/v1/namespaces/default"
    api.call("POST", f"{istio}/gateways", {
        "apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": {"name": "gateway"},
        "spec": {"selector": {"istio": "ingressgateway"},
                 "servers": [{"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": ["*"]}]}})
    api.call("POST", f"{istio}/serviceentries", {
        "apiVersion": "networking.istio.io/v1", "kind": "ServiceEntry", "metadata": {"name": "shop"},
        "spec": {"hosts": ["shop.test"], "ports": [{"number": 80, "name": "http", "protocol": "HTTP"}],
                 "resolution": "STATIC", "endpoints": [{"address": "127.0.0.1", "ports": {"http": backend.port}}]}})
    api.call("POST", f"{istio}/virtualservices", {
        "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {"name": "shop"},
        "spec": {"hosts": [HOST], "gateways": ["gateway"], "http": [
            {"route": [{"destination": {"host": "shop.test"}}],
             "headers": {"response": {"set": {"x-version": "before"}}}}]}})


def main(folder: Path, seconds: int) -> None:
    backend = Backend("shop", Answer)
    api = API(folder)
    configure(api, backend)
    gateway = Gatehouse(folder, [], "--kubeconfig", str(api.data / "kubeconfig"))
    try:
        gateway.await_answer(HOST, "/", lambda answer: answer.getheader("x-version") == "before")
        require("detail" not in readiness(gateway), "ready, and all is well")
        with load(gateway.port, HOST, CLIENTS) as clients:
            api.kill()
            away = time.monotonic()
            await_true(lambda: metric(gateway, 'gatehouse_kubernetes_up{kind="VirtualService"}') == 0,
                       "metrics say that VirtualServices can't be followed")
            require("cannot follow" in readiness(gateway).get("detail", ""), "ready still, and readiness says so too")
            time.sleep(max(0.0, seconds - (time.monotonic() - away)))
            api.start()
            api.call("PATCH", "/apis/networking.istio.io/v1/namespaces/default/virtualservices/shop",
                     {"spec": {"http": [{"route": [{"destination": {"host": "shop.test"}}],
                                         "headers": {"response": {"set": {"x-version": "after"}}}}]}},
                     "application/merge-patch+json")
            waited = gateway.await_answer(HOST, "/", lambda answer: answer.getheader("x-version") == "after")
            print(f"  ok: the change was served {waited:.1f} s after it was made")
            answered = clients.finish()
        require(answered > 10 * seconds, f"{answered} requests in {seconds} s without an API server, none lost")
        await_true(lambda: "detail" not in readiness(gateway), "all is well again")
        require(get(gateway.port, HOST, "/").status == 200, "it serves on")
        gateway.stop()
    finally:
        gateway.process.stop()
        api.process.stop()
        backend.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch, int(sys.argv[1]) if len(sys.argv) > 1 else 60)
