"""Pages about the record as a whole."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from partnership import charts, listings
from partnership.documents import line, public_report
from partnership.filters import FigureFilter
from partnership.models import Term
from partnership.queries import entries, facets, home
from partnership.views.answers import Listed, a_list, answer
from partnership.views.reading import one_address, plain, public
from partnership.vocabulary import CONFLICT_SYMBOL, Grade, Kind, Voice


@plain
def start(request: HttpRequest) -> HttpResponse:
    broadest = Term.objects.filter(scheme="topic", broader=None).values_list("code", flat=True)
    topics = [tally for tally in facets.of_entries().few("topic").whole() if tally.value in set(broadest)]
    context = {
        "state": home.state(),
        "strip": charts.strip(home.beginnings()),
        "topics": topics[:8],
        "agreements": [line(each) for each in entries.for_lines(home.latest(Kind.AGREEMENT))[:6]],
        "changed": [line(each) for each in entries.for_lines(home.lately_changed())[:6]],
        "section": "home",
    }
    return render(request, "site/home.html", context)


_FIGURES = Listed(listings.of_figures, listings.values_of_figures, listings.figures_taken)


@public
@one_address(FigureFilter)
def figures(request: HttpRequest, facet: str = "") -> HttpResponseBase:
    return a_list(request, _FIGURES, "figures/table.html", facet=facet, section="figures", title="Figures")


@plain
def evidence(request: HttpRequest) -> HttpResponse:
    """How well the record is evidenced as a whole, and what it lacks; each figure leads to the list of just these."""
    return answer(request, "site/evidence.html", public_report(), section="evidence")


@plain
def about(request: HttpRequest) -> HttpResponse:
    tiers = Term.objects.filter(scheme="source-tier").order_by("order", "label")
    context = {
        "grades": Grade,
        "voices": Voice,
        "tiers": tiers,
        "conflict_symbol": CONFLICT_SYMBOL,
        "section": "about",
    }
    return render(request, "site/about.html", context)
