from partnership.actions.layers import LAYERS, held
from partnership.fixtures import dump
from partnership.management.pages import PageCommand


class Command(PageCommand):
    help = (
        "Writes the content as a fixture in its canonical order; loading that and dumping again gives the same bytes."
    )

    def add_arguments(self, parser):
        parser.add_argument("layer", choices=LAYERS, help="Which of the fixtures that lie one over the other.")
        super().add_arguments(parser)

    def text(self, layer, **options):
        return dump(held(layer))
