"""Rates with their intervals, for benchmarks that count what is right."""

from __future__ import annotations

Z95 = 1.96


def wilson(rate: float, number: int) -> tuple[float, float]:
    """The 95 % interval of a rate over `number` things counted."""
    spread = Z95 * (rate * (1 - rate) / number + Z95**2 / (4 * number**2)) ** 0.5
    middle, scale = rate + Z95**2 / (2 * number), 1 + Z95**2 / number
    return (middle - spread) / scale, (middle + spread) / scale
