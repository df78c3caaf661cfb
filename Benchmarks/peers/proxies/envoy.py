"""Envoy with one worker and Istio's access-log format, but without the filters that make it an Istio gateway."""

from __future__ import annotations

import os
import re
import subprocess

from proxies.gateway import HOST, Gateway

TYPES = "type.googleapis.com/envoy.extensions"

#: Istio's default access-log format: what Envoy writes as a gateway.
LOG_FORMAT = (
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% '
    '%RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% '
    '"%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% '
    '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" '
    '"%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS% '
    '%DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%\\n')


class Envoy(Gateway):
    name = "envoy"
    binary = os.environ.get("ENVOY", "envoy")

    @classmethod
    def version(cls) -> str:
        output = subprocess.run([cls.binary, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"/(\d+\.\d+\.\d+)/", output)
        return f"envoy/{found.group(1) if found else '?'}"

    def command(self) -> list[str]:
        # One listener understands HTTP/1.1 and HTTP/2 alike.
        self.h2c_port = self.port
        config = self.write("envoy.yaml", f"""
admin: {{address: {{socket_address: {{address: 127.0.0.1, port_value: {self.admin_port}}}}}}}
static_resources:
  listeners:{self.listener("bench", self.port, "")}{self.secure_listener()}
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

    def secure_listener(self) -> str:
        certificate = self.setting.certificate
        if not certificate:
            return ""
        return self.listener("secure", self.tls_port, f"""
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": {TYPES}.transport_sockets.tls.v3.DownstreamTlsContext
          common_tls_context:
            alpn_protocols: [h2, http/1.1]
            tls_params: {{tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3}}
            tls_certificates:
            - certificate_chain: {{filename: {certificate.chain}}}
              private_key: {{filename: {certificate.key}}}""")

    def listener(self, name: str, port: int, transport: str) -> str:
        routes = "\n".join(
            f'              - {{name: r{n}, match: {{prefix: "{prefix}"}}, route: {{cluster: origin, timeout: 0s}}}}'
            for n, prefix in enumerate(self.setting.prefixes))
        # Quoted for YAML: a single-quoted scalar would keep the backslash of the line feed.
        log_format = LOG_FORMAT.replace('"', '\\"')
        return f"""
  - name: {name}
    address: {{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": {TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: {name}
          use_remote_address: true
          normalize_path: true
          server_name: istio-envoy
          access_log:
          - name: envoy.access_loggers.file
            typed_config:
              "@type": {TYPES}.access_loggers.file.v3.FileAccessLog
              path: {self.access_log}
              log_format: {{text_format_source: {{inline_string: "{log_format}"}}}}
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {{"@type": {TYPES}.filters.http.router.v3.Router}}
          route_config:
            name: {name}
            virtual_hosts:
            - name: {name}
              domains: ["{HOST}", "{HOST}:*"]
              routes:
{routes}{transport}"""
