"""The backend of the benchmark: nginx answering a small body itself, the cheapest origin at hand."""

from __future__ import annotations

from pathlib import Path

from processes import Process, free_port

BODY = "x" * 100


class Origin:
    """An origin that is running, on a core of its own where there are enough."""

    def __init__(self, folder: Path, cores: str):
        self.folder = folder / "origin"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        config = self.folder / "nginx.conf"
        config.write_text(f"""
daemon off;
worker_processes 1;
pid {self.folder}/nginx.pid;
error_log {self.folder}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 3600s;
  client_body_temp_path {self.folder}/body;
  proxy_temp_path {self.folder}/proxy;
  fastcgi_temp_path {self.folder}/fastcgi;
  uwsgi_temp_path {self.folder}/uwsgi;
  scgi_temp_path {self.folder}/scgi;
  server {{
    listen 127.0.0.1:{self.port} backlog=4096;
    default_type text/plain;
    location / {{ return 200 "{BODY}"; }}
  }}
}}
""")
        self.process = Process(["nginx", "-p", str(self.folder), "-c", str(config)], self.folder / "output.log", cores)
        self.process.await_status(f"http://127.0.0.1:{self.port}/")
