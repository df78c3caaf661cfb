"""The proxies under comparison: each writes its configuration for a number of routes and starts on one core.

All of them keep connections alive on both sides, write an access log to a file and keep their metrics on.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from processes import Process, free_ports

HOST = "shop.example.com"
REPOSITORY = Path(__file__).resolve().parents[2]


def route_path(number: int) -> str:
    """The path prefix of one of many routes."""
    return f"/route-{number:05d}/"


@dataclass
class Setting:
    """What a proxy is started for."""

    folder: Path
    origin_port: int
    routes: int
    cores: str
    extra: dict[str, str] = field(default_factory=dict)


class Gateway:
    """A proxy that is running."""

    name = ""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.folder = setting.folder / f"{self.name}-{setting.routes}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.admin_port, self.status_port = free_ports(3)
        self.access_log = self.folder / "access.log"
        self.process = Process(self.command(), self.folder / "output.log", setting.cores)
        self.process.await_port(self.port)
        self.process.await_status(self.url, {"host": HOST})

    @property
    def path(self) -> str:
        """The path of the last route; with one route that is the only one."""
        return "/" if self.setting.routes == 1 else route_path(self.setting.routes - 1)

    @property
    def url(self) -> str:
        """The address of the last route."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def command(self) -> list[str]:
        raise NotImplementedError

    @classmethod
    def version(cls) -> str:
        raise NotImplementedError


def first_line(command: list[str]) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((result.stdout or result.stderr).splitlines() or ["?"])[0]


class Gatehouse(Gateway):
    name = "gatehouse"
    binary = os.environ.get("GATEHOUSE", str(REPOSITORY / ".build/release/gatehouse"))

    @classmethod
    def version(cls) -> str:
        return first_line([cls.binary, "version"])

    def command(self) -> list[str]:
        manifests = self.folder / "manifests"
        manifests.mkdir(exist_ok=True)
        (manifests / "gateway.yaml").write_text(manifest(self.setting.routes))
        return [
            self.binary, "run", "-f", str(manifests), "--threads", "1", "--address", "127.0.0.1",
            "--port-map", f"80={self.port}", "--endpoint", f"origin:80=127.0.0.1:{self.setting.origin_port}",
            "--admin", f"127.0.0.1:{self.admin_port}", "--status", f"127.0.0.1:{self.status_port}",
            "--access-log", str(self.access_log),
        ]


def manifest(routes: int) -> str:
    """A Gateway and one VirtualService whose rules are tried in order; the last is the one that is asked for."""
    rules = ["  - route: [{destination: {host: origin, port: {number: 80}}}]"]
    if routes > 1:
        rules = [
            f"  - name: r{number}\n    match: [{{uri: {{prefix: {route_path(number)}}}}}]\n"
            "    route: [{destination: {host: origin, port: {number: 80}}}]"
            for number in range(routes)
        ]
    return f"""apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: bench, namespace: default}}
spec:
  servers:
  - port: {{number: 80, name: http, protocol: HTTP}}
    hosts: ["{HOST}"]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: bench, namespace: default}}
spec:
  hosts: ["{HOST}"]
  gateways: [bench]
  http:
""" + "\n".join(rules) + "\n"


class Nginx(Gateway):
    name = "nginx"

    @classmethod
    def version(cls) -> str:
        return first_line(["nginx", "-v"]).removeprefix("nginx version: ")

    def command(self) -> list[str]:
        paths = ["/"] if self.setting.routes == 1 else [route_path(n) for n in range(self.setting.routes)]
        forward = "proxy_pass http://origin;"
        locations = "\n".join(f"    location {path} {{ {forward} }}" for path in paths)
        config = self.write("nginx.conf", f"""
daemon off;
worker_processes 1;
pid {self.folder}/nginx.pid;
error_log {self.folder}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log {self.access_log} combined buffer=64k flush=1s;
  keepalive_requests 1000000000;
  keepalive_timeout 3600s;
  client_body_temp_path {self.folder}/body;
  proxy_temp_path {self.folder}/proxy;
  fastcgi_temp_path {self.folder}/fastcgi;
  uwsgi_temp_path {self.folder}/uwsgi;
  scgi_temp_path {self.folder}/scgi;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Request-Id $request_id;
  upstream origin {{
    server 127.0.0.1:{self.setting.origin_port};
    keepalive 256;
    keepalive_requests 1000000000;
    keepalive_timeout 3600s;
  }}
  server {{
    listen 127.0.0.1:{self.port} backlog=4096;
    server_name {HOST};
{locations}
  }}
  server {{ listen 127.0.0.1:{self.admin_port}; location / {{ stub_status; }} }}
}}
""")
        return ["nginx", "-p", str(self.folder), "-c", config]


class HAProxy(Gateway):
    name = "haproxy"

    @classmethod
    def version(cls) -> str:
        return " ".join(first_line(["haproxy", "-v"]).split()[:3])

    def command(self) -> list[str]:
        if self.setting.routes == 1:
            choose = "default_backend origin"
        else:
            # A map is HAProxy's own answer to many routes; a chain of ACLs would be a straw man.
            table = self.write("routes.map", "".join(f"{route_path(n)} origin\n" for n in range(self.setting.routes)))
            choose = f"use_backend %[path,map_beg({table})]"
        config = self.write("haproxy.cfg", f"""
global
  nbthread 1
  maxconn 8192
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  option forwardfor
  http-reuse always
  timeout client 1h
  timeout server 1h
  timeout connect 10s
  timeout http-keep-alive 1h
frontend bench
  bind 127.0.0.1:{self.port}
  unique-id-format %[uuid]
  unique-id-header X-Request-Id
  http-request set-header X-Forwarded-Proto http
  {choose}
backend origin
  server origin 127.0.0.1:{self.setting.origin_port} pool-max-conn 256
frontend metrics
  bind 127.0.0.1:{self.admin_port}
  no log
  http-request use-service prometheus-exporter if {{ path /metrics }}
""")
        return ["haproxy", "-db", "-f", config]


class Envoy(Gateway):
    name = "envoy"
    binary = os.environ.get("ENVOY", "envoy")

    #: Istio's default access-log format: what Envoy writes as a gateway.
    log_format = (
        '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% '
        '%RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% '
        '"%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% '
        '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" '
        '"%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS% '
        '%DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%\\n')

    @classmethod
    def version(cls) -> str:
        output = subprocess.run([cls.binary, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"/(\d+\.\d+\.\d+)/", output)
        return f"envoy/{found.group(1) if found else '?'}"

    def command(self) -> list[str]:
        prefixes = ["/"] if self.setting.routes == 1 else [route_path(n) for n in range(self.setting.routes)]
        routes = "\n".join(
            f'              - {{name: r{n}, match: {{prefix: "{prefix}"}}, route: {{cluster: origin, timeout: 0s}}}}'
            for n, prefix in enumerate(prefixes))
        # Quoted for YAML: a single-quoted scalar would keep the backslash of the line feed.
        log_format = self.log_format.replace('"', '\\"')
        config = self.write("envoy.yaml", f"""
admin: {{address: {{socket_address: {{address: 127.0.0.1, port_value: {self.admin_port}}}}}}}
static_resources:
  listeners:
  - name: bench
    address: {{socket_address: {{address: 127.0.0.1, port_value: {self.port}}}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: bench
          use_remote_address: true
          normalize_path: true
          server_name: istio-envoy
          access_log:
          - name: envoy.access_loggers.file
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
              path: {self.access_log}
              log_format: {{text_format_source: {{inline_string: "{log_format}"}}}}
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {{"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}
          route_config:
            name: bench
            virtual_hosts:
            - name: bench
              domains: ["{HOST}", "{HOST}:*"]
              routes:
{routes}
  clusters:
  - name: origin
    type: STATIC
    lb_policy: LEAST_REQUEST
    connect_timeout: 10s
    circuit_breakers: {{thresholds: [{{max_connections: 100000, max_pending_requests: 100000, max_requests: 100000}}]}}
    load_assignment:
      cluster_name: origin
      endpoints: [{{lb_endpoints: [{{endpoint: {{address: {{socket_address: {{address: 127.0.0.1, port_value: {self.setting.origin_port}}}}}}}}}]}}]
""")
        return [self.binary, "-c", config, "--concurrency", "1", "--log-level", "error", "--disable-hot-restart"]


ALL: dict[str, type[Gateway]] = {kind.name: kind for kind in (Gatehouse, Nginx, HAProxy, Envoy)}
