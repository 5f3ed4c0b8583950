"""What a request says of the copy that it has and of the forms that it can take (RFC 9110, 8.4, 12.5.3 and 13.1.2)."""

from functools import lru_cache

CODINGS = ("br", "gzip", "")  # the best first; "" is the text as it is
_UNNAMED = 0.0001  # of the text as it is: it need not be named, and comes after whatever is


@lru_cache(maxsize=512)
def coding(accepted: str) -> str:
    """The content coding of an Accept-Encoding header. Where nothing would do, the text as it is."""
    wanted: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        if name:
            wanted["" if name == "identity" else name.removeprefix("x-")] = _quality(parameters)
    best = max(CODINGS, key=lambda each: _liked(each, wanted))
    return best if _liked(best, wanted) > 0 else ""


def _liked(each: str, wanted: dict[str, float]) -> float:
    unnamed = 0.0 if each else _UNNAMED
    return wanted.get(each, wanted.get("*", unnamed))


def _quality(parameters: list[str]) -> float:
    for each in parameters:
        if each.startswith("q="):
            try:
                return min(max(float(each[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def known(asked: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag. A proxy that packs the text itself has made it a weak one."""
    return asked == etag or any(each.strip().removeprefix("W/") == etag for each in asked.split(","))
