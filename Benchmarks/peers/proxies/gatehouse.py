"""gatehouse: the release binary with one worker."""

from __future__ import annotations

import os
from pathlib import Path

from policies import Policy
from proxies.gateway import HOST, Gateway, Setting, first_line

REPOSITORY = Path(__file__).resolve().parents[3]


class Gatehouse(Gateway):
    name = "gatehouse"
    binary = os.environ.get("GATEHOUSE", str(REPOSITORY / ".build/release/gatehouse"))

    @classmethod
    def version(cls) -> str:
        return first_line([cls.binary, "version"])

    def command(self) -> list[str]:
        # One port understands HTTP/1.1 and HTTP/2 alike.
        self.h2c_port = self.port
        manifests = self.folder / "manifests"
        manifests.mkdir(exist_ok=True)
        (manifests / "gateway.yaml").write_text(manifest(self.setting))
        return [
            self.binary, "run", "-f", str(manifests), "--threads", "1", "--address", "127.0.0.1",
            "--port-map", f"80={self.port},443={self.tls_port}",
            "--endpoint", f"origin:80=127.0.0.1:{self.setting.origin_port}",
            "--endpoint", f"mirror:80=127.0.0.1:{self.setting.origin_port}",
            "--admin", f"127.0.0.1:{self.admin_port}", "--status", f"127.0.0.1:{self.status_port}",
            "--access-log", str(self.access_log),
        ]


def manifest(setting: Setting) -> str:
    """A Gateway and one VirtualService whose rules are tried in order; the last is the one that is asked for."""
    forward = "route: [{destination: {host: origin, port: {number: 80}}}]"
    rules = [f"  - {forward}"]
    if setting.routes > 1:
        rules = [f"  - name: r{number}\n    match: [{{uri: {{prefix: {prefix}}}}}]\n    {forward}"
                 for number, prefix in enumerate(setting.prefixes)]
    policy = setting.policy or Policy("none")
    rules += [f"    {field}" for field in policy.rule]
    annotations = "".join(f"\n    {annotation}" for annotation in policy.annotations)
    traffic = "".join(f"\n    {field}" for field in policy.traffic)
    secret = secure = ""
    if setting.certificate:
        secret = setting.certificate.secret("bench") + "---\n"
        secure = f"""
  - port: {{number: 443, name: https, protocol: HTTPS}}
    hosts: ["{HOST}"]
    tls: {{mode: SIMPLE, credentialName: bench}}"""
    return f"""{secret}apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: bench, namespace: default}}
spec:
  servers:
  - port: {{number: 80, name: http, protocol: HTTP}}
    hosts: ["{HOST}"]{secure}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: bench
  namespace: default
  annotations:{annotations or " {}"}
spec:
  hosts: ["{HOST}"]
  gateways: [bench]
  http:
""" + "\n".join(rules) + f"""
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {{name: bench, namespace: default}}
spec:
  host: origin
  trafficPolicy:{traffic or " {}"}
"""
