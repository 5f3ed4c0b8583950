"""How often one client may ask."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle


class PerClient(SimpleRateThrottle):
    """Counts in the cache: with one that each process keeps for itself, each process counts for itself."""

    scope = "api"

    def get_rate(self) -> str:
        return settings.API_RATE

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        return f"api-limit-{client(request.META)}"

    def headers(self) -> dict[str, str]:
        """The limit and what is left of it, as the IETF's draft on RateLimit header fields writes them."""
        left = max(0, self.num_requests - len(self.history))
        reset = max(0, int(self.duration - (self.now - self.history[-1]))) if self.history else self.duration
        return {
            "RateLimit-Policy": f'"{self.scope}";q={self.num_requests};w={self.duration}',
            "RateLimit": f'"{self.scope}";r={left};t={reset}',
        }


def in_words() -> str:
    """The limit as a sentence says it: `600 requests a minute`."""
    count, _, period = settings.API_RATE.partition("/")
    words = {"s": "second", "m": "minute", "h": "hour", "d": "day"}
    return f"{int(count):,} request{'' if count == '1' else 's'} a{'n' if period[0] == 'h' else ''} {words[period[0]]}"


def client(meta: dict[str, str]) -> str:
    """The address that asks; of IPv6 the network of 64 bits, of which one client has all addresses.

    What a proxy says of whom it asks for is believed from the proxies that the server itself believes: the last address
    that is not one of theirs.
    """
    asking = meta.get("REMOTE_ADDR", "")
    for said in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if not _trusted(asking) or _address(said) is None:
            break
        asking = said.strip()
    found = _address(asking)
    if isinstance(found, ipaddress.IPv6Address):
        return f"{ipaddress.ip_network((found, 64), strict=False).network_address}-64".replace(":", ".")
    return str(found) if found else "unknown"


def _trusted(text: str) -> bool:
    """Who reaches the server without an address does so through a socket of this machine."""
    found = _address(text)
    return not text or (found is not None and any(found in each for each in settings.FORWARDED_ALLOW_IPS))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An IPv4 address that is written as IPv6 is that IPv4 address."""
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
