"""nginx: one worker; its log goes through a buffer, as one would have it in production."""

from __future__ import annotations

from proxies.gateway import HOST, Gateway, first_line


class Nginx(Gateway):
    name = "nginx"

    @classmethod
    def version(cls) -> str:
        return first_line(["nginx", "-v"]).removeprefix("nginx version: ")

    def command(self) -> list[str]:
        locations = "\n".join(
            f"    location {prefix} {{ proxy_pass http://origin; }}" for prefix in self.setting.prefixes)
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
    listen 127.0.0.1:{self.port} backlog=4096;{self.secure_listeners()}
    server_name {HOST};
{locations}
  }}
  server {{ listen 127.0.0.1:{self.admin_port}; location / {{ stub_status; }} }}
}}
""")
        return ["nginx", "-p", str(self.folder), "-c", config]

    def secure_listeners(self) -> str:
        """The TLS port, and the one that speaks HTTP/2 only: this nginx can't tell it from HTTP/1.1 on one port."""
        certificate = self.setting.certificate
        if not certificate:
            return ""
        return f"""
    listen 127.0.0.1:{self.tls_port} ssl http2 backlog=4096;
    listen 127.0.0.1:{self.h2c_port} http2 backlog=4096;
    ssl_certificate {certificate.chain};
    ssl_certificate_key {certificate.key};
    ssl_protocols TLSv1.2 TLSv1.3;"""
