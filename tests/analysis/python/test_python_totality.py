"""Whatever bytes come: an answer, in time, growing with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Definitions, Memory

GENEROUS = Limits(code_bytes=4_000_000, upload_bytes=4_000_000, soft_time_s=1.5)
_WORDS = """os system import from exec eval ( ) [ ] { } . , : = == + * ** % @ ' " \\n \\t lambda
def class for in if else while
    try except with as yield await async return global x y f 'touch pwned' b'' f'{ !ls %run %%bash
get_ipython() __class__
    __subclasses__ getattr globals() vars self super() type 0 1 9999999999 -1 None := -> ... # \\\\
; ᵒs é \ufeff \x0c""".split(" ")
EVERYTHING = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facts(source: str, limits: Limits = GENEROUS, memory: Memory | None = None) -> f.Facts:
    return analyze(a.RunCode(source=source), memory or Memory(), limits)


@given(st.text())
@EVERYTHING
def test_every_text_gives_an_answer(text: str) -> None:
    found = facts(text)
    assert found.units
    assert all(0 <= o.span.start <= o.span.end for o in found.reading.opaque)


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join))
@EVERYTHING
def test_every_arrangement_of_python_words_gives_an_answer(text: str) -> None:
    facts(text.replace("\\n", "\n"))


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join), st.text(max_size=40))
@EVERYTHING
def test_whatever_memory_holds_gives_an_answer(statement: str, text: str) -> None:
    memory = Memory(definitions={"python/": Definitions(statements=(statement, "import os\nr = os.system"))})
    facts(text, memory=memory)


@given(st.binary(max_size=300), st.sampled_from(["x.py", "x.ipynb", "x.zip", "x.tar", "x", "x.sh", "x.sql"]))
@EVERYTHING
def test_every_upload_gives_an_answer(content: bytes, path: str) -> None:
    analyze(a.WriteFile(path=path, content=content), Memory(), GENEROUS)


@given(st.binary(max_size=200))
@EVERYTHING
def test_every_pickle_gives_an_answer(data: bytes) -> None:
    found = facts(f"import pickle\npickle.loads({data!r})")
    assert found.calls


NESTED = {
    "brackets": "(" * 100_000,
    "lists": "x = " + "[" * 90 + "]" * 90,
    "unary": "x = " + "-" * 50_000 + "1",
    "attributes": "a." * 50_000 + "b",
    "calls": "f" + "()" * 20_000,
    "subscripts": "f" + "[0]" * 20_000,
    "sum": "x = " + "+".join(["1"] * 50_000),
    "text sum": "x = " + "+".join(["'a'"] * 20_000),
    "comparison": "x = " + "<".join(["1"] * 20_000),
    "and": "x = " + " and ".join(["y"] * 20_000),
    "elif": "if a:\n pass\n" + "elif b:\n pass\n" * 5_000,
    "else if": "x = " + "1 if a else " * 5_000 + "2",
    "lambda": "x = " + "lambda: " * 3_000 + "1",
    "doubling": "x = 'a'\n" + "x = x + x\n" * 5_000,
    "powers": "x = 9\n" + "x = x ** x\n" * 500,
    "lists of lists": "x = [1]\n" + "x = x + x\n" * 5_000,
    "choices": "x = 1\n" + "if a:\n    x = f(x)\nelse:\n    x = g(x)\n" * 3_000,
    "functions that call each other": "".join(f"def f{i}(x):\n    f{i + 1}(x); f{i + 1}(x)\n" for i in range(500))
    + "f0(1)",
    "nested loops": "".join("    " * i + f"for i{i} in range(100):\n" for i in range(15)) + "    " * 15 + "g(i0)",
    "comprehensions": "x = [a " + "for a in range(100) " * 15 + "]",
    "exec of exec": "x = 'touch pwned'\n" + "x = 'exec(' + repr(x) + ')'\n" * 60 + "exec(x)",
    "f-strings": "x = " + "f'{" * 3 + "1" + "}'" * 3,
    "long line": "x = '" + "a" * 1_000_000 + "'",
    "many names": "\n".join(f"n{i} = {i}" for i in range(60_000)),
    "many imports": "\n".join(f"import m{i}" for i in range(20_000)),
    "carriage returns": "\r" * 500_000,
    "form feeds": "\x0c" * 100_000 + "1",
    "magics": "%sx ls\n" * 5_000,
    "bangs": "!ls\n" * 3_000,
    "braces of magics": "!echo " + "{x" * 5_000 + "}" * 5_000,
    "percent": "x = '%s' * 10000 % tuple('a' * 10000)",
    "format": "x = '{:>999999999}'.format(1)",
    "decorators": "@d\n" * 5_000 + "def f(): pass",
    "classes": "".join(f"class A{i}({f'A{i - 1}' if i else 'object'}): pass\n" for i in range(2_000)) + "A1999().x",
    "pickle": "import pickle\npickle.loads(b'(' * 50000 + b'.')",
}


@pytest.mark.parametrize("source", NESTED.values(), ids=NESTED.keys())
def test_what_is_made_to_hang_does_not(source: str) -> None:
    began = time.process_time()
    facts(source)
    assert time.process_time() - began < 6.0


def test_a_megabyte_is_read_or_a_limit_says_so() -> None:
    """Within 2 s of its own processor time by the soft limit; the margin is for parsing, which nothing interrupts."""
    line = "df['c%d'] = df['a'].apply(lambda v: v * %d).fillna(0)  # a comment\n"
    source = "".join(line % (i, i) for i in range(15_000))
    began = time.process_time()
    found = facts(source, Limits(code_bytes=2_000_000, soft_time_s=1.0))
    assert time.process_time() - began < 6.0
    assert found.reading.limits
    assert facts(source, Limits()).reading.limits == ("code_bytes",)


def test_time_grows_with_the_text() -> None:
    def seconds(lines: int) -> float:
        source = "".join(f"x{i} = open('f{i}', 'w').write(str({i}))\n" for i in range(lines))
        began = time.process_time()
        facts(source, Limits(code_bytes=4_000_000, soft_time_s=60.0))
        return time.process_time() - began

    seconds(100)
    small, large = min(seconds(400) for _ in range(3)), min(seconds(1600) for _ in range(2))
    assert large < 10 * small
