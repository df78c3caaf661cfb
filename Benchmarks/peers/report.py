"""Medians, ratios and the table."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Iterable, Mapping
from pathlib import Path


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def spread(values: list[float]) -> str:
    """The median, and the range of the rounds behind it."""
    return f"{median(values):.1f} ({min(values):.1f}-{max(values):.1f})"


def table(title: str, columns: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose columns line up in a terminal too."""
    widths = [max(len(row[i]) for row in [columns, *rows]) for i in range(len(columns))]
    def line(row: list[str]) -> str:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        return f"| {' | '.join(cells)} |"
    rule = "| " + " | ".join(["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]) + " |"
    return "\n".join([f"\n### {title}\n", line(columns), rule, *map(line, rows)])


def ratios(values: Mapping[str, float], of: str = "gatehouse") -> str:
    """One proxy's value over Envoy's, and over the better of nginx's and HAProxy's. Less is better for us."""
    parts = []
    if of in values and "envoy" in values:
        parts.append(f"{values[of] / values['envoy']:.2f} of Envoy")
    lean = {name: values[name] for name in ("nginx", "haproxy") if name in values}
    if of in values and lean:
        best = min(lean, key=lean.__getitem__)
        parts.append(f"{values[of] / lean[best]:.2f} of {best}")
    return ", ".join(parts)


def machine() -> str:
    """The processor, its count, and the kernel."""
    model = "unknown processor"
    count = 0
    for text in Path("/proc/cpuinfo").read_text().splitlines():
        if text.startswith("model name"):
            model = text.partition(":")[2].strip()
            count += 1
    return f"{count} x {model}, Linux {platform.release()}"
