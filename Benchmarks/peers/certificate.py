"""Certificates made on the spot with the openssl command, so that none lies in the repository and none expires."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from processes import Failure


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate for some names: clients can trust it by itself."""

    chain: Path
    key: Path

    @property
    def both(self) -> str:
        """Certificate and key in one text, the way HAProxy wants them."""
        return self.chain.read_text() + self.key.read_text()

    def secret(self, name: str) -> str:
        """A Kubernetes Secret as YAML, where a gateway looks for its `credentialName`."""
        def block(path: Path) -> str:
            return "".join(f"    {line}\n" for line in path.read_text().splitlines())
        return f"""apiVersion: v1
kind: Secret
metadata: {{name: {name}, namespace: istio-system}}
type: kubernetes.io/tls
stringData:
  tls.crt: |
{block(self.chain)}  tls.key: |
{block(self.key)}"""


def make(folder: Path, *names: str) -> Certificate:
    """ECDSA on P-256: what certificate authorities hand out today, and a tenth of RSA's signing time."""
    made = Certificate(folder / f"{names[0]}.pem", folder / f"{names[0]}.key")
    result = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", f"/CN={names[0]}", "-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in names),
         "-keyout", str(made.key), "-out", str(made.chain)],
        capture_output=True, text=True, timeout=60, check=False)
    if result.returncode != 0:
        raise Failure(f"openssl made no certificate:\n{result.stderr}")
    return made
