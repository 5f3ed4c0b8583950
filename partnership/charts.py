"""Drawings of years: where each bar and dot stands, in numbers that a template only has to write down."""

from partnership.documents.brief import Document
from partnership.filters import Address
from partnership.queries.facets import Reach
from partnership.vocabulary import Kind

HEIGHT = 60
LONGEST_BY_YEAR = 120  # years; a longer time is drawn in decades, then in centuries
# So many years long at most: a label every so many years. A short time is told year by year.
_LABELS = ((12, 1), (24, 2), (40, 5), (LONGEST_BY_YEAR, 10))


def _axis(first: int, last: int) -> tuple[int, int, int, int]:
    """From and to which year, how many years a bar spans, how many years lie between two labels.

    Both ends fall on a label, so that labels of equal width stand under their year at any width of the page.
    """
    span = last - first + 1
    width, step = 1, next(step for longest, step in _LABELS if span <= longest or step == 10)
    if span > LONGEST_BY_YEAR:
        width, step = (10, 50) if span <= 10 * LONGEST_BY_YEAR else (100, 500)
    begin = first // step * step
    return begin, -(-(last + 1 - begin) // step) * step + begin, width, step


def histogram(reach: Reach, start: int | None, end: int | None, address: Address) -> Document | None:
    """Bars that set the period, each as high as the list would then be long; none where all is in one year.

    `start` and `end` are the period that is set; where there is none, nothing is chosen.
    """
    first, last = reach.named or (0, 0)
    if first == last:
        return None
    begin, stop, width, step = _axis(first, last)
    years = range(begin, stop, width)
    # An open time reaches to the first and last year that is named, and not to the ends of the axis.
    counts = [reach.touching(year, year + width - 1) if year + width > first and year <= last else 0 for year in years]
    bars, most = [], max(counts)
    for place, (year, count) in enumerate(zip(years, counts, strict=True)):
        if not count:
            continue
        height = max(3, round(count * HEIGHT / most))
        bars.append(
            {
                "from": year,
                "to": year + width - 1,
                "count": count,
                "x": place * 10 + 1,
                "y": HEIGHT - height,
                "height": height,
                "inside": (start is None or year + width > start) and (end is None or year <= end),
                "url": address.years(max(1, year), year + width - 1),
            }
        )
    labels = [{"year": year, "url": address.years(max(1, year), year + step - 1)} for year in range(begin, stop, step)]
    return {
        "width": len(years) * 10,
        "height": HEIGHT,
        "bars": bars,
        "labels": labels,
        "first": first,
        "last": last,
        "clear_url": address.all_years() if start is not None or end is not None else None,
    }


def strip(beginnings: list[tuple[str, int, int]]) -> Document | None:
    """A row for each kind, a dot for each year in which entries of it begin; a bigger dot for more of them."""
    if not beginnings:
        return None
    years = [year for _, year, _ in beginnings]
    begin, stop, _, step = _axis(min(years), max(years))
    if stop - begin > LONGEST_BY_YEAR:
        step = (stop - begin) // 8 or step
    rows = []
    for kind in Kind:
        dots = [
            {
                "x": round((year - begin + 0.5) * 1000 / (stop - begin), 1),
                "year": year,
                "count": count,
                "size": 1 if count == 1 else 2 if count < 4 else 3,
                "url": f"/{kind.plural}/?from={year:04}&to={year:04}",
            }
            for of, year, count in beginnings
            if of == kind
        ]
        if dots:
            rows.append(
                {"label": kind.plural.capitalize(), "url": f"/{kind.plural}/", "kind": kind.value, "dots": dots}
            )
    labels = [
        {"year": year, "x": round((year - begin) * 1000 / (stop - begin), 1)} for year in range(begin, stop, step)
    ]
    return {"rows": rows, "labels": labels, "first": min(years), "last": max(years)}
