"""HAProxy: one thread. Many routes are a map, its own answer to them; a chain of rules would be a straw man."""

from __future__ import annotations

from proxies.gateway import Gateway, first_line


class HAProxy(Gateway):
    name = "haproxy"

    @classmethod
    def version(cls) -> str:
        return " ".join(first_line(["haproxy", "-v"]).split()[:3])

    def command(self) -> list[str]:
        # It goes over to HTTP/2 where a connection begins with its preface.
        self.h2c_port = self.port
        choose = "default_backend origin"
        if self.setting.routes > 1:
            table = self.write("routes.map", "".join(f"{prefix} origin\n" for prefix in self.setting.prefixes))
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
{self.secure_listener()}
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

    def secure_listener(self) -> str:
        if not self.setting.certificate:
            return ""
        bundle = self.write("bundle.pem", self.setting.certificate.both)
        return f"  bind 127.0.0.1:{self.tls_port} ssl crt {bundle} alpn h2,http/1.1 ssl-min-ver TLSv1.2"
