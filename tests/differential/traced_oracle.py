"""What R, Java and Python do with the samples of the corpus, held against the facts.

`python tests/differential/traced_oracle.py r|java|python [FILE…]` from the project's root runs whole corpora (by
default ours), prints what was missed and the figures, and exits with 1 where anything was missed or a hostile sample
did not work. Of Python, what CPython alone reads: beside the audit hooks of `python_oracle`, which see what the
interpreter is asked for, this sees what the kernel is.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from differential.covering import SHELLS, base, covers_file, covers_start, texts  # noqa: E402  # as a program, found by the line above
from differential.python_oracle import told  # noqa: E402
from differential.traced import Setting, Traced, missing, trace  # noqa: E402
from interlock.analysis.analyze import analyze  # noqa: E402
from interlock.model import action as a  # noqa: E402
from interlock.model import facts as f  # noqa: E402
from interlock.model.limits import Limits  # noqa: E402
from interlock.model.session import Memory  # noqa: E402

_CORPUS = HERE.parent / "corpus"
_R = Setting(("Rscript", "--vanilla", "{}"), "sample.R")
# A cell as jshell reads it; what it started has a moment to begin.
_END = "printf 'Thread.sleep(400);\\n/exit\\n' > /tmp/end; exec jshell -s --execution local {} /tmp/end"
_JSHELL = Setting(("sh", "-c", _END), "sample.jsh", timeout_s=40.0)
_JAVA = Setting(("java", "-XX:TieredStopAtLevel=1", "{}"), "Main.java", timeout_s=40.0)
_PYTHON = Setting(("python3", "-B", "{}"), "sample.py")
_INTERPRETERS = {"r": "Rscript", "java": "jshell", "python": "python3"}
_MAIN = re.compile(r"static\s+void\s+main\s*\(")
_OWN = frozenset({"jspawnhelper", "Rscript", "R", "java", "jshell"})
"""Parts of the interpreters themselves."""
_OWN_WORDS = ("s/^-.*//", ":a")
"""Of what R's front end, a shell script, asks `sed`."""
_OWN_FILES = ("Rplots.pdf", ".java/", ".cache/")
"""Where R draws without a screen, and preferences of Java."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One sample: what happened, and what of it the facts do not tell."""

    row: dict[str, Any]
    ran: Traced
    opaque: bool
    missed: tuple[str, ...]

    @property
    def unavailable(self) -> bool:
        """It needs a package that is not installed here."""
        return "there is no package called" in self.ran.output

    @property
    def worked(self) -> bool:
        return "pwned" in self.ran.left


def samples(language: str, name: str) -> list[dict[str, Any]]:
    """Of a file of the corpus, or of one elsewhere."""
    file = Path(name) if "/" in name else _CORPUS / language / name
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if _cpython_reads(row["source"])] if language == "python" else rows


def _cpython_reads(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return "get_ipython" not in source and "IPython" not in source


def interpreter_missing(language: str) -> str | None:
    return missing(_INTERPRETERS[language])


def setting_of(language: str, source: str) -> Setting:
    if language in ("r", "python"):
        return _R if language == "r" else _PYTHON
    return _JAVA if _MAIN.search(source) and "main(" not in _MAIN.sub("", source) else _JSHELL


@cache
def _idle(language: str, main: bool) -> Traced:
    """What the interpreter does by itself."""
    empty = "class Main { public static void main(String[] a) { } }" if main else ""
    return trace(empty, setting_of(language, empty))


def observe(language: str, row: dict[str, Any]) -> Seen:
    source = row["source"]
    setting = setting_of(language, source)
    own = _idle(language, setting is _JAVA)
    ran = trace(source, setting)
    facts = analyze(a.RunCode(source=source, language=language), Memory(), Limits(soft_time_s=20.0))  # type: ignore[arg-type]
    opaque = bool(facts.reading.opaque or facts.reading.limits)
    missed = _missed_by_python if language == "python" else _missed
    lost = () if opaque else tuple(missed(facts, ran, own, setting.name))
    return Seen(row, ran, opaque, lost)


def _missed(facts: f.Facts, ran: Traced, own: Traced, name: str) -> Iterator[str]:
    usual = {_plain(words) for words in own.starts}
    for words in ran.starts:
        # The words of a shell that is given a text: what it starts is seen by itself.
        if _plain(words) in usual or base(words[0]) in _OWN or (base(words[0]) in SHELLS and "-c" in words):
            continue
        if base(words[0]) == "sed" and any(word in _OWN_WORDS for word in words):
            continue
        if not covers_start(facts, words[0], list(words)):
            yield f"start {words}"
    for path in ran.changed:
        if path in own.changed or path == name or path.startswith(_OWN_FILES):
            continue
        if not covers_file(facts, base(path)):
            yield f"file {path}"
    if ran.connected and not own.connected and not facts.network and not facts.packages and not facts.commands:
        yield "connect"


def _missed_by_python(facts: f.Facts, ran: Traced, own: Traced, name: str) -> Iterator[str]:
    """Byte code that imports leave behind is left out."""
    usual = {_plain(words) for words in own.starts}
    for words in ran.starts:
        if _plain(words) in usual or (base(words[0]) in SHELLS and "-c" in words):
            continue
        # `os.execv` may call a program by another name than its own.
        arguments = any(list(words[1:]) == [text for v in c.argv[1:] for text in texts(v)] for c in facts.commands)
        if not arguments and not covers_start(facts, words[0], list(words)):
            yield f"start {words}"
    for path in ran.changed:
        # A link's text and what a command is given are names as well; `mkdir .` makes nothing.
        if path in (name, ".") or "__pycache__" in path or covers_file(facts, base(path)):
            continue
        if not told(facts, ("write", path)):
            yield f"file {path}"
    if ran.connected and not own.connected and not facts.network and not facts.packages and not facts.commands:
        yield "connect"


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"Rtmp\w+", "Rtmp", word) for word in words)


def compare(language: str, rows: Iterable[dict[str, Any]]) -> list[Seen]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda row: observe(language, row), rows))


def main() -> None:
    language, *files = sys.argv[1:]
    if (part := interpreter_missing(language)) is not None:
        sys.exit(f"nothing was run: {part} is missing")
    bad = False
    for name in files or ["hostile.jsonl", "everyday.jsonl"]:
        rows = samples(language, name)
        found = compare(language, rows)
        for seen in found:
            # That a sample of Python works is seen under the audit hooks, in the kernel it is written for.
            idle = "technique" in seen.row and not seen.worked and not seen.unavailable and language != "python"
            if seen.missed or idle:
                bad = True
                what = {"missed": seen.missed} if seen.missed else {"did nothing": seen.ran.output[-400:]}
                print(json.dumps({"id": seen.row["id"], **what, "source": seen.row["source"]}, ensure_ascii=False))
        figures = {
            "corpus": name,
            "samples": len(found),
            "worked": sum(seen.worked for seen in found),
            "unavailable": sum(seen.unavailable for seen in found),
            "opaque": sum(seen.opaque for seen in found),
            "starts": sum(len(seen.ran.starts) for seen in found),
            "missed": sum(bool(seen.missed) for seen in found),
        }
        print(json.dumps(figures), flush=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
