"""The proxies under comparison, in the order of the tables."""

from proxies.envoy import Envoy
from proxies.gatehouse import Gatehouse
from proxies.gateway import Gateway
from proxies.haproxy import HAProxy
from proxies.nginx import Nginx

ALL: dict[str, type[Gateway]] = {kind.name: kind for kind in (Gatehouse, Nginx, HAProxy, Envoy)}
