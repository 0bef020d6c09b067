"""Coverage-guided fuzzing of the Python analysis, from the corpora on: `make fuzz-python SEED= BUDGET=`.

`python tests/fuzz_python.py SEED RUNS` runs libFuzzer (atheris) over `analyze`. A text that raises, that is not
answered in `_MOST_S`, that takes more than 2 GiB, or whose facts are not the same twice ends the run; libFuzzer leaves
it as `crash-…` or `timeout-…` in the working directory. Half of the mutations are libFuzzer's own, of bytes; the other
half put a piece of one program in the place of a piece of another, so that what comes out is still Python.
"""

from __future__ import annotations

import ast
import json
import random
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["interlock.analysis.python", "interlock.analysis.reporter"]):
    from interlock.analysis.analyze import analyze_and_learn

import msgspec

from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

CORPUS = Path(__file__).parent / "corpus" / "python"
_MOST_S = 20
_MOST_BYTES = 16 * 1024
_LIMITS = Limits(soft_time_s=2.0)


def seeds() -> list[str]:
    """Every cell of the corpora."""
    rows = [json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return list(dict.fromkeys(cell for row in rows for cell in row.get("cells", [row.get("source", "")])))


def nodes(text: str) -> list[ast.AST]:
    """The statements and expressions of a text; none where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.expr | ast.stmt)]


def spliced(text: str, other: str, chance: random.Random) -> str | None:
    """`text` with one of its statements or expressions replaced by one of `other`'s; None where that makes none."""
    mine, theirs = nodes(text), nodes(other)
    if not mine or not theirs:
        return None
    kind = chance.choice((ast.stmt, ast.expr))
    old, new = ([node for node in found if isinstance(node, kind)] for found in (mine, theirs))
    if not old or not new:
        return None
    lines = text.encode().split(b"\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    goes = chance.choice(old)
    piece = ast.unparse(chance.choice(new))
    if kind is ast.stmt:
        piece = piece.replace("\n", "\n" + " " * goes.col_offset)  # type: ignore[attr-defined]  # a statement has it
    begin = starts[goes.lineno - 1] + goes.col_offset  # type: ignore[attr-defined]  # both kinds have
    end = starts[goes.end_lineno - 1] + goes.end_col_offset  # type: ignore[attr-defined]  # their places
    data = text.encode()
    return (data[:begin] + piece.encode() + data[end:]).decode("utf-8", "replace")


def judge(data: bytes) -> None:
    """Analyse a text as a cell, and again as a cell that comes after it. Raises where the facts differ."""
    text = data.decode("utf-8", "replace")
    action = a.RunCode(source=text)
    facts, learned = analyze_and_learn(action, Memory(), _LIMITS)
    again, _ = analyze_and_learn(action, Memory(), _LIMITS)
    hurried = "soft_time_s" in (*facts.reading.limits, *again.reading.limits)
    if not hurried and msgspec.json.encode(facts) != msgspec.json.encode(again):
        raise AssertionError("not the same facts twice")
    for unit in facts.reading.opaque:
        if unit.unit == 0 and not 0 <= unit.span.start <= unit.span.end <= len(text):
            raise AssertionError(f"{unit} is outside of the text")
    if learned.definitions is not None:
        after = Memory(definitions={learned.context: learned.definitions})
        analyze_and_learn(action, after, _LIMITS)


def main() -> None:
    seed, runs = int(sys.argv[1]), int(sys.argv[2])
    known = seeds()

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.5:
            made = spliced(data.decode("utf-8", "replace"), chance.choice(known), chance)
            if made is not None:
                return made.encode()[:most]
        return bytes(atheris.Mutate(data, most))

    with tempfile.TemporaryDirectory() as directory:
        for number, text in enumerate(known):
            Path(directory, f"{number:05d}").write_text(text, encoding="utf-8")
        options = [f"-seed={seed}", f"-runs={runs}", f"-timeout={_MOST_S}", "-rss_limit_mb=2048"]
        options += [f"-max_len={_MOST_BYTES}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], directory, *options], judge, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
