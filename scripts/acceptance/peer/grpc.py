"""gRPC's own client and server (grpcio) on either side of the gateway."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent import futures
from typing import Any

from peer.missing import modules
from peer.site import HOST, Site
from support import Failure, await_true, free_ports, require

LARGE = bytes(range(256)) * (3 * 4096)
ROUNDS = 50


def missing() -> str:
    return modules("grpc")


def check(site: Site) -> None:
    import grpc

    port, = free_ports(1)
    server = grpc.server(futures.ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", -1)])
    server.add_generic_rpc_handlers((handlers(grpc),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    try:
        site.add_service("calls", 50051, "GRPC", port)
        options = [("grpc.default_authority", HOST), ("grpc.max_receive_message_length", -1),
                   ("grpc.enable_http_proxy", 0), ("grpc.enable_retries", 0)]
        credentials = grpc.ssl_channel_credentials(site.trusted.read_bytes())
        secure = [*options, ("grpc.ssl_target_name_override", HOST)]
        for what, channel in (
                ("h2c", grpc.insecure_channel(f"127.0.0.1:{site.plain}", options)),
                ("TLS", grpc.secure_channel(f"127.0.0.1:{site.secure}", credentials, secure))):
            with channel:
                calls(grpc, channel, what)
    finally:
        server.stop(1).wait()


def handlers(grpc: Any) -> Any:
    """Messages are bytes as they are, so that nothing has to be generated."""
    def echo(request: bytes, context: Any) -> bytes:
        context.set_trailing_metadata([("x-trailer", "yes")])
        return request

    def count(request: bytes, _: Any) -> Iterator[bytes]:
        yield from (b"%d" % number for number in range(int(request)))

    def fail(_: bytes, context: Any) -> bytes:
        context.abort(grpc.StatusCode.NOT_FOUND, "100 % gone")

    def wait(_: bytes, context: Any) -> bytes:
        ended = threading.Event()
        if context.add_callback(ended.set):
            ended.wait(10)
        return b""

    return grpc.method_handlers_generic_handler("peers.Echo", {
        "Echo": grpc.unary_unary_rpc_method_handler(echo),
        "Count": grpc.unary_stream_rpc_method_handler(count),
        "Sum": grpc.stream_unary_rpc_method_handler(lambda numbers, _: b"%d" % sum(map(int, numbers))),
        "Talk": grpc.stream_stream_rpc_method_handler(lambda messages, _: messages),
        "Fail": grpc.unary_unary_rpc_method_handler(fail),
        "Wait": grpc.unary_unary_rpc_method_handler(wait),
    })


def calls(grpc: Any, channel: Any, what: str) -> None:
    def failure(method: str, seconds: float) -> Any:
        try:
            channel.unary_unary(f"/peers.Echo/{method}")(b"", timeout=seconds)
        except grpc.RpcError as error:
            return error
        raise Failure(f"{method} succeeded")

    echo = channel.unary_unary("/peers.Echo/Echo")
    def echoes() -> bool:
        try:
            return echo(b"hello", timeout=5) == b"hello"
        except grpc.RpcError:
            return False
    # The service has just been made known.
    await_true(echoes, f"a unary call over {what}")
    answer, call = echo.with_call(LARGE, timeout=30)
    require(answer == LARGE and ("x-trailer", "yes") in call.trailing_metadata(), f"3 MB and a trailer over {what}")
    counted = list(channel.unary_stream("/peers.Echo/Count")(b"1000", timeout=30))
    require(counted == [b"%d" % number for number in range(1000)], f"a stream of 1000 messages down over {what}")
    total = channel.stream_unary("/peers.Echo/Sum")((b"%d" % number for number in range(1000)), timeout=30)
    require(total == b"499500", f"a stream of 1000 messages up over {what}")

    # Each message waits for the echo of the one before: nothing may hold a direction back.
    turn = threading.Semaphore(1)
    def speak() -> Iterator[bytes]:
        for number in range(ROUNDS):
            if turn.acquire(timeout=10):
                yield b"%d" % number
    heard = []
    for message in channel.stream_stream("/peers.Echo/Talk")(speak(), timeout=30):
        heard.append(message)
        turn.release()
    require(heard == [b"%d" % number for number in range(ROUNDS)], f"{ROUNDS} turns of a conversation over {what}")

    error = failure("Fail", 10)
    require((error.code(), error.details()) == (grpc.StatusCode.NOT_FOUND, "100 % gone"), f"a status over {what}")
    # The gateway keeps the caller's deadline as well; either may be the first to notice.
    require(failure("Wait", 0.5).code().name in ("DEADLINE_EXCEEDED", "UNAVAILABLE"), f"a deadline over {what}")
    require(failure("Nothing", 10).code() == grpc.StatusCode.UNIMPLEMENTED, f"an unknown method over {what}")
    with futures.ThreadPoolExecutor(20) as pool:
        messages = [b"%d" % number * 2000 for number in range(100)]
        require(list(pool.map(lambda m: echo(m, timeout=30), messages)) == messages, f"100 calls at once over {what}")
