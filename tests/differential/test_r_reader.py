"""Our reader of R beside R's own: what R accepts is read; calls, functions and branches stand where R sees them.

Over the corpus and over texts made by a grammar from a seed; with `INTERLOCK_DIFFERENTIAL=all` over many more, and over
the functions of R's own packages.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from interlock.analysis.abstract import tree as t
from interlock.analysis.r.reader import read

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "r"
ALL = os.environ.get("INTERLOCK_DIFFERENTIAL") == "all"
Seen = set[tuple[str, int, int, str]]

if shutil.which("Rscript") is None:
    warnings.warn("the reader of R was not held against R: Rscript is missing", stacklevel=1)
    pytestmark = pytest.mark.skip("Rscript is missing")
else:
    pytestmark = pytest.mark.timeout(600)


def rscript(*words: str) -> str:
    return subprocess.run(["Rscript", "--vanilla", *words], capture_output=True, text=True, check=True).stdout


def of_r(texts: list[str], directory: Path) -> list[Seen | None]:
    """What R's parser sees of each text; None where it refuses it."""
    for n, text in enumerate(texts, 1):
        (directory / f"{n}.R").write_text(text)
    found: list[Seen | None] = []
    for line in rscript(str(HERE / "r_structure.R"), str(directory)).splitlines():
        kind, *words = line.split(" ")
        if kind == "#":
            found.append(set() if words[1] == "ok" else None)
        elif (seen := found[-1]) is not None:
            start = 0 if kind == "call" else int(words[0])
            seen.add((kind, start, int(words[1]), words[2].strip("`\"'")))
    return found


def of_ours(text: str) -> Seen | None:
    """The same by our reader. A call through a pipe begins with its first argument: of calls, only the end is told."""
    items, error = read(text)
    if error is not None:
        return None
    found: Seen = set()
    todo: list[object] = list(items)
    while todo:
        node = todo.pop()
        if isinstance(node, tuple):
            todo += node
        elif isinstance(node, t.Argument | t.Parameter):
            todo.append(node.value if isinstance(node, t.Argument) else node.default)
        elif isinstance(node, t.Node):
            if isinstance(node, t.Call) and isinstance(node.callee, t.Name | t.Member):
                name = node.callee.id if isinstance(node.callee, t.Name) else node.callee.name
                found.add(("call", 0, node.end, name.rpartition("::")[2].strip(":")))
            elif isinstance(node, t.Function | t.Branches):
                found.add(("function" if isinstance(node, t.Function) else "if", node.start, node.end, ""))
            todo += [getattr(node, name) for name in node.__dataclass_fields__]
    return found


_LEAVES = ("x", "1", '"a"', "`q`", "NULL", "f(x)", "x$y", "x[1]", "x[[1]]", "-x", "!x", "TRUE", "x$f(1)", "a::b(2)")
_FORMS = (
    "{} <- {}", "{} + {}", "({})", "{{{}\n{}}}", "f({}, k = {})", "if ({}) {} else {}", "if ({}) {}", "{}$k({})",
    "function(x, y = {}) {}", "\\(x) {}", "for (i in {}) {}", "while ({}) {}", "{} |> f({})", "{} -> z", "{} %in% {}",
    "-{}^{}", "{} == {}", "!{} && {}", "{} ~ {}:{}", "{}[{}, {}]", "repeat {{{}; break}}",
)  # fmt: skip


def made(random_: random.Random, depth: int) -> str:
    if depth <= 0:
        return random_.choice(_LEAVES)
    form = random_.choice(_FORMS)
    return form.format(*(made(random_, depth - 1) for _ in range(form.count("{}") + form.count("{{{}"))))


def differences(texts: list[str], directory: Path) -> list[str]:
    plain = [text for text in texts if text.isascii()]
    lost = []
    for text, by_r in zip(plain, of_r(plain, directory), strict=True):
        ours = of_ours(text)
        if by_r is not None and (ours is None or by_r - ours):
            lost.append(f"{text!r}: {'refused' if ours is None else sorted(by_r - ours)}")
    return lost


def test_the_corpus_is_read_as_r_reads_it(tmp_path: Path) -> None:
    rows = [
        json.loads(x) for name in ("hostile", "everyday") for x in (CORPUS / f"{name}.jsonl").open(encoding="utf-8")
    ]
    assert differences([row["source"] for row in rows], tmp_path) == []


def test_what_a_grammar_makes_is_read_as_r_reads_it(tmp_path: Path) -> None:
    random_ = random.Random(7)
    texts = [made(random_, random_.randint(1, 4)) for _ in range(8000 if ALL else 300)]
    assert differences(texts, tmp_path) == []


@pytest.mark.skipif(not ALL, reason="for the long run")
def test_the_functions_of_r_itself_are_read_as_r_reads_them(tmp_path: Path) -> None:
    texts = rscript(
        "-e",
        'for (p in c("base", "stats", "utils", "tools", "methods")) for (n in ls(asNamespace(p), all.names = TRUE)) {'
        ' f <- get(n, asNamespace(p)); if (is.function(f) && !is.primitive(f)) cat(deparse(f), sep = "\\n", "\\x01") }',
    ).split("\x01")
    assert len(texts) > 3000
    assert differences([text.strip("\n") for text in texts if text.strip()], tmp_path) == []
