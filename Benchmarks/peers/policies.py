"""Traffic policies whose cost is measured: what each adds to the rule, to the DestinationRule and to the annotations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """YAML in flow style, so that it can stand anywhere."""

    name: str
    #: Fields of the rule, one a line.
    rule: tuple[str, ...] = ()
    #: Fields of `trafficPolicy`.
    traffic: tuple[str, ...] = ()
    #: The VirtualService's annotations.
    annotations: tuple[str, ...] = ()


RETRIES = ("timeout: 10s", 'retries: {attempts: 3, perTryTimeout: 5s, retryOn: "5xx,reset"}')
HEADERS = ('headers: {request: {set: {x-edge: "1", x-zone: b}, remove: [x-internal]}, '
           'response: {add: {x-served-by: edge}}}',)
LIMITS = ("connectionPool: {tcp: {maxConnections: 1024}, http: {http1MaxPendingRequests: 1024, "
          "http2MaxRequests: 1024, maxRetries: 3}}",)
OUTLIERS = ("outlierDetection: {consecutive5xxErrors: 5, interval: 1s}",)
RATE = ("gatehouse.io/rate-limit: 1000000/second, key=client-address",)
SIZE = ("gatehouse.io/max-request-bytes: 1MiB", "gatehouse.io/request-timeout: 30s")

# One request in a million is answered by the fault, with a status that does not count as a failure.
ALL = [
    Policy("none"),
    Policy("timeout, retries", rule=RETRIES),
    Policy("headers set, added, removed", rule=HEADERS),
    Policy("CORS", rule=('corsPolicy: {allowOrigins: [{exact: "https://shop.example.com"}], allowMethods: [GET]}',)),
    Policy("a fault for 0.0001 %", rule=("fault: {abort: {httpStatus: 200, percentage: {value: 0.0001}}}",)),
    Policy("connection limits", traffic=LIMITS),
    Policy("outlier detection", traffic=OUTLIERS),
    Policy("consistent hash, Maglev", traffic=("loadBalancer: {consistentHash: {useSourceIp: true, maglev: {}}}",)),
    Policy("rate limit per client", annotations=RATE),
    Policy("body limit, request timeout", annotations=SIZE),
    Policy("all of the above but faults", rule=RETRIES + HEADERS, traffic=LIMITS + OUTLIERS, annotations=RATE + SIZE),
    Policy("a mirror of every request", rule=("mirrors: [{destination: {host: mirror}}]",)),
]
