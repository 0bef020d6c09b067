"""Who reads the standard input of a process that starts as program text."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.enforcement.run import reader_of_input
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

READERS = {
    "bash": "bash",
    "python3 -i -c 1": "python3",
    "python3 -i x.py": "python3",
    "python3 -m code": "python3",
    "python3 -m asyncio": "python3",
    "python3 -m IPython": "python3",
    "python3 -m pdb x.py": "python3",
    "python3 -c 'breakpoint()'": "python3",
    "python3 -c 'import pdb; pdb.set_trace()'": "python3",
    "perl -de0": "perl",
    "awk -f -": "awk",
    "sed -f -": "sed",
    "make -f -": "make",
    "ed": "ed",
    "vi -e": "vi",
    "vim": "vim",
    "sqlite3 x.db": "sqlite3",
    "script -q /dev/null": "script",
    ". /dev/fd/0": ".",
    "source /dev/stdin": "source",
    "gdb": "gdb",
    "sh -c 'cat; exec bash'": "bash",
    "f() { bash; }; f": "bash",
    "bash; python3": "bash or python3",
    "bash; bash": "bash",
    "cat": "",
    "python3 x.py": "",
    "bash x.sh": "",
    "bash < x.sh": "",
    "grep x": "",
}


@pytest.mark.parametrize("source", READERS)
def test_a_process_has_a_reader_of_its_input_where_a_program_takes_its_text_from_there(source: str) -> None:
    facts = analyze(a.StartProcess(source=source), Memory(), Limits())
    assert reader_of_input(facts) == READERS[source]


@pytest.mark.parametrize(
    "source",
    [
        "some_cmd | sh -c bash",
        "some_cmd | sudo sh -c 'exec bash'",
        "some_cmd | script -qc bash /dev/null",
        "exec < <(some_cmd); bash",
        "some_cmd | . /dev/stdin",
        "some_cmd | python3 -i -c 1",
        "some_cmd | python3 -m code",
        "some_cmd | gdb",
    ],
)
def test_a_text_that_is_piped_in_is_code_however_its_reader_is_started(source: str) -> None:
    facts = analyze(a.RunCommand(source=source), Memory(), Limits())
    assert "dynamic_code" in {opaque.code for opaque in facts.reading.opaque}


@pytest.mark.parametrize(
    "source",
    ["echo rm -rf /usr | sh -c bash", "exec < <(echo rm -rf /usr); bash", "exec 3<<<'rm -rf /usr'; sh /dev/fd/3"],
)
def test_a_known_text_is_read_however_its_reader_is_started(source: str) -> None:
    facts = analyze(a.RunCommand(source=source), Memory(), Limits())
    assert "/usr" in {e.resolved for e in facts.files if e.op == "delete"}
