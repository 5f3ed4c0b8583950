"""Cost against size, drawn by hand: both scales are logarithmic, so that a straight line is a power of the size."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 250, 24, 48
# Told apart without their colours too: by their dashes, and by the name at their end.
_COLOURS = ("#1b4b66", "#a4511f", "#3f6b2a", "#6a3d7c", "#8a6d00", "#444444")

Points = Sequence[tuple[float, float]]


def drawn(title: str, lines: Mapping[str, Points]) -> str:
    """Milliseconds of each line against entries, as SVG."""
    sizes = [size for points in lines.values() for size, _ in points]
    costs = [cost for points in lines.values() for _, cost in points]
    x0, x1 = log10(min(sizes)), max(log10(max(sizes)), log10(min(sizes)) + 1)
    y0, y1 = int(log10(min(costs)) // 1), int(-(-log10(max(costs)) // 1))

    def x(size: float) -> float:
        return _LEFT + (log10(size) - x0) / (x1 - x0) * (WIDTH - _LEFT - _RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - _BOTTOM - (log10(cost) - y0) / max(1, y1 - y0) * (HEIGHT - _TOP - _BOTTOM)

    found = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(y0, y1 + 1):
        at = y(10**power)
        found.append(f'<path d="M{_LEFT} {at:.1f}H{WIDTH - _RIGHT}" stroke="#dddddd"/>')
        found.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:,g} ms</text>')
    for size in sorted(set(sizes)):
        found.append(f'<path d="M{x(size):.1f} {_TOP}V{HEIGHT - _BOTTOM}" stroke="#eeeeee"/>')
        found.append(f'<text x="{x(size):.1f}" y="{HEIGHT - _BOTTOM + 18}" text-anchor="middle">{size:,.0f}</text>')
    found.append(f'<text x="{_LEFT}" y="{HEIGHT - 8}">entries</text>')
    taken: list[float] = []
    ends = sorted(enumerate(lines.items()), key=lambda each: y(each[1][1][-1][1]))
    for number, (name, points) in ends:
        colour = _COLOURS[number // 2 % len(_COLOURS)]
        dash = ' stroke-dasharray="6 4"' if number % 2 else ""
        path = "L".join(f"{x(size):.1f} {y(cost):.1f}" for size, cost in points)
        found.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        found += [f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3" fill="{colour}"/>' for size, cost in points]
        at = y(points[-1][1]) + 4
        while any(abs(at - other) < 14 for other in taken):
            at += 1
        taken.append(at)
        found.append(f'<text x="{WIDTH - _RIGHT + 8}" y="{at:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*found, "</svg>", ""])
