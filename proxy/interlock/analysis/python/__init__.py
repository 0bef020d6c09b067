from interlock.analysis.builder import FactsBuilder
from interlock.analysis.embedded import Surroundings
from interlock.model.facts import Span


def analyze_python(builder: FactsBuilder, text: str, unit: int, around: Surroundings) -> None:
    builder.whole_opaque("unsupported_language", unit, Span(0, len(text)), "python")
