#!/usr/bin/env python3
"""1 GB down to a slow client and 1 GB up to a slow origin: every byte arrives and memory stays flat."""

from __future__ import annotations

import http.server
import socket
import threading
import time
import zlib
from pathlib import Path

from support import MIB, Backend, Failure, Gatehouse, gateway_and_route, require, script

SIZE = 1 << 30
GROWTH = 20 * 1000 * 1000
PAUSE = 2.0
HOST = "files.example.com"
# Not a repeat of one byte: lost, doubled or swapped pieces must change the checksum.
BLOCK = b"".join(n.to_bytes(4, "big") for n in range(MIB // 4))
CHECKSUM = 0
for _ in range(SIZE // MIB):
    CHECKSUM = zlib.crc32(BLOCK, CHECKSUM)


class Files(http.server.BaseHTTPRequestHandler):
    """GET sends the large body, chunked where the path says so; PUT reads one slowly and answers its checksum."""

    protocol_version = "HTTP/1.1"
    backend = ""

    def do_GET(self) -> None:
        chunked = self.path == "/chunked"
        self.send_response(200)
        if chunked:
            self.send_header("transfer-encoding", "chunked")
        else:
            self.send_header("content-length", str(SIZE))
        self.end_headers()
        for _ in range(SIZE // MIB):
            self.wfile.write(b"%x\r\n%b\r\n" % (MIB, BLOCK) if chunked else BLOCK)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def do_PUT(self) -> None:
        checksum, left = 0, int(self.headers["content-length"])
        time.sleep(PAUSE)
        for turn in range(1 << 30):
            if left == 0:
                break
            piece = self.rfile.read(min(left, MIB))
            if not piece:
                return
            checksum = zlib.crc32(piece, checksum)
            left -= len(piece)
            rest(turn)
        body = f"{checksum}\n".encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


def rest(turn: int) -> None:
    """Slower than the other side can be, without taking minutes: a pause every 16 MiB."""
    if turn % 16 == 15:
        time.sleep(0.05)


class Memory(threading.Thread):
    """The largest resident size of the gateway while it runs, against the size at the start."""

    def __init__(self, gateway: Gatehouse):
        super().__init__(daemon=True)
        self.process = gateway.process
        self.first = self.largest = self.process.rss_bytes()
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(0.05):
            self.largest = max(self.largest, self.process.rss_bytes())

    def growth(self) -> int:
        self.stopping.set()
        self.join()
        return self.largest - self.first


def connect(gateway: Gatehouse, head: str) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", gateway.port), timeout=60)
    client.sendall(f"{head} HTTP/1.1\r\nHost: {HOST}\r\n".encode())
    return client


def download(gateway: Gatehouse, path: str) -> tuple[int, int]:
    """Reads nothing for a while and then in bursts; returns the bytes of the body and their checksum."""
    with connect(gateway, f"GET {path}") as client:
        client.sendall(b"Connection: close\r\n\r\n")
        time.sleep(PAUSE)
        stream = client.makefile("rb", buffering=MIB)
        status = stream.readline()
        chunked = False
        while (line := stream.readline()) not in (b"\r\n", b""):
            chunked |= line.lower().startswith(b"transfer-encoding: chunked")
        if b" 200 " not in status:
            raise Failure(f"{path} answered {status!r}")
        count = checksum = turn = read_since = 0
        while True:
            if chunked:
                size = int(stream.readline().split(b";")[0] or b"0", 16)
                piece = stream.read(size)
                stream.readline()
            else:
                piece = stream.read(MIB)
            if not piece:
                return count, checksum
            count += len(piece)
            checksum = zlib.crc32(piece, checksum)
            read_since += len(piece)
            if read_since >= MIB:
                rest(turn)
                turn, read_since = turn + 1, 0


def upload(gateway: Gatehouse) -> str:
    """Sends the body as fast as it goes; returns the checksum that the origin computed."""
    with connect(gateway, "PUT /upload") as client:
        client.sendall(f"Connection: close\r\nContent-Length: {SIZE}\r\n\r\n".encode())
        for _ in range(SIZE // MIB):
            client.sendall(BLOCK)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    return answer.rpartition(b"\r\n\r\n")[2].decode().strip()


def main(folder: Path) -> None:
    backend = Backend("files", Files)
    gateway = Gatehouse(folder, [f"files:80=127.0.0.1:{backend.port}"])
    try:
        gateway.apply("files.yaml", gateway_and_route(HOST, "  - route: [{destination: {host: files}}]"))
        gateway.process.await_port(gateway.port)
        for path in ("/sized", "/chunked"):
            memory = Memory(gateway)
            memory.start()
            count, checksum = download(gateway, path)
            growth = memory.growth()
            require((count, checksum) == (SIZE, CHECKSUM), f"1 GB down ({path[1:]}) arrived whole")
            require(growth < GROWTH, f"memory grew by {growth / 1e6:.1f} MB (slow client)")
        memory = Memory(gateway)
        memory.start()
        answered = upload(gateway)
        growth = memory.growth()
        require(answered == str(CHECKSUM), "1 GB up arrived whole")
        require(growth < GROWTH, f"memory grew by {growth / 1e6:.1f} MB (slow origin)")
    finally:
        gateway.process.stop()
        backend.stop()


if __name__ == "__main__":
    with script() as scratch:
        main(scratch)
