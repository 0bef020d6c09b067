"""`interlock.testing`: what its strategies promise."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from interlock import testing
from interlock.errors import InvalidRequest

many = settings(max_examples=60, deadline=None)


def test_the_package_does_not_need_hypothesis() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import interlock, interlock.cli.main, interlock.workbench.fuzzing.chains\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@many
@given(testing.spellings("rm -rf /etc", same_language=True))
def test_spellings_of_one_language_stay_in_it(spelling: testing.Spelling) -> None:
    assert spelling.language == "bash"
    assert len(spelling.chain) <= 4


@many
@given(testing.spellings("rm -rf /etc", families=("quoting",)))
def test_a_spelling_in_quotes_has_the_same_facts(spelling: testing.Spelling) -> None:
    facts = testing.facts_of(spelling.source, spelling.language)

    assert [effect.resolved for effect in facts.files if effect.op == "delete"] == ["/etc"]


def test_a_failing_spelling_shrinks_to_what_makes_it_fail() -> None:
    found = find(testing.spellings("ls"), lambda spelling: "env" in spelling.source.split())

    assert found.chain[:1] and len(found.chain) == 1


def test_what_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="unknown family `magic`"):
        find(testing.spellings("ls", families=("magic",)), lambda spelling: True)
    with pytest.raises(InvalidRequest, match="unknown language `cobol`"):
        find(testing.spellings("ls", "cobol"), lambda spelling: True)  # type: ignore[arg-type]


@many
@given(testing.shell_commands())
def test_shell_commands_can_be_read(source: str) -> None:
    assert testing.facts_of(source).commands


@many
@given(st.data())
def test_python_cells_and_their_spellings_in_python_can_be_read(data: st.DataObject) -> None:
    source = data.draw(testing.python_cells())
    ast.parse(source)
    spelling = data.draw(testing.spellings(source, "python", same_language=True, depth=1))

    assert not [o for o in testing.facts_of(spelling.source, "python").reading.opaque if o.code == "syntax_error"]
