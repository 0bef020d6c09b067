"""R: what is its own, beside what `tests/analysis/abstract` shows of all that share its evaluator."""

from __future__ import annotations

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Memory


def facts_of(text: str) -> Facts:
    return analyze(a.RunCode(source=text, language="r"), Memory(), Limits(soft_time_s=5.0))


def test_what_is_no_r_is_opaque_from_there_on() -> None:
    (opaque,) = facts_of("x <- 1\ny <- )\nsystem('touch pwned')").reading.opaque

    assert (opaque.code, opaque.span.start) == ("parse_error", 12)


def test_a_file_below_the_home_directory_is_known_when_it_runs() -> None:
    facts = facts_of('writeLines("touch pwned", "~/x.sh"); system("bash ~/x.sh")')

    assert [command.basename for command in facts.commands] == ["bash", "touch"]
