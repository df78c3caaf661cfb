"""What gatehouse's traffic policies cost when they are used."""

from __future__ import annotations

import load
import plain_parts
import policies
from comparison import Comparison
from report import median, spread, table


def cost(run: Comparison) -> None:
    if "gatehouse" not in run.names:
        return
    gateways = [run.start("gatehouse", policy=policy) for policy in policies.ALL]
    run.warm_up(gateways)
    samples: dict[str, list[load.Sample]] = {gateway.title: [] for gateway in gateways}
    for gateway in run.turns(gateways):
        samples[gateway.title].append(plain_parts.saturate(run, gateway))
    costs = {name: [sample.cpu_microseconds for sample in taken] for name, taken in samples.items()}
    plain = median(costs["none"])
    print(table(
        "gatehouse with a policy in use, small keep-alive GET", ["policy", "CPU µs per request (range)", "more than none"],
        [[name, spread(values), f"{median(values) / plain - 1:+.0%}"] for name, values in costs.items()]))
    run.stop()
