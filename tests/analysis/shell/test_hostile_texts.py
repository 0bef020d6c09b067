"""Texts made to cost time or memory: each has its answer within a second of work."""

from __future__ import annotations

import time

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

_MOST_BYTES = Limits().shell_bytes


def _filled(unit: str) -> str:
    return unit * (_MOST_BYTES // len(unit))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("cat " + _filled("<<a "), id="here-documents on a line"),
        *(
            pytest.param(_filled(opening), id=f"nested {opening}")
            for opening in ("$(", "{ ", "(", "${a:-", "$((1+", "`")
        ),
        *(pytest.param(_filled(quote), id=f"quotes {quote}") for quote in ("'\"", '"', "a ' (\n")),
        pytest.param("a" * _MOST_BYTES, id="a long word"),
        pytest.param("".join(f"f{i}(){{ f{i + 1}; f{i + 2}; }};" for i in range(1500)) + "f0", id="functions"),
        pytest.param("echo " + "{a,b}" * 30, id="brace bomb"),
        pytest.param("echo " + "{1..99999}" * 8, id="brace ranges"),
        pytest.param(
            "shopt -s expand_aliases\n" + "".join(f"alias a{i}='a{i + 1} a{i + 1}'\n" for i in range(1500)) + "a0",
            id="alias bomb",
        ),
        pytest.param('x=\'eval "$x$x"\'; eval "$x"', id="eval bomb"),
        pytest.param("eval " * 10_000 + "ls", id="eval of eval"),
        pytest.param("a=xx;" + "a=$a$a;" * 3000 + "$a", id="a value that doubles"),
        pytest.param("for i in {1..999}; do " * 12 + "x;" + "done;" * 12, id="nested loops"),
        pytest.param("case x in " + _filled("a) b;; ")[:-20] + " esac", id="arms"),
        *(pytest.param(_filled(line), id=f"lines {line}") for line in ("a b\n", "a )\n", "sh -c 'ls';", "a|", ">a ")),
    ],
)
def test_a_hostile_text_is_answered_within_a_second(text: str) -> None:
    began = time.process_time()
    facts = analyze(a.RunCommand(source=text[:_MOST_BYTES]), Memory(), Limits())

    assert time.process_time() - began < 1
    assert facts.facts_version
