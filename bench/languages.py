"""R, Java and JavaScript: how long a text takes by its size, and what a megabyte is answered with."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

_CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
_PATIENT = Limits(soft_time_s=60.0)
_LANGUAGES: dict[a.CodeLanguage, str] = {
    "r": "local({{\n{}\n}})\n",
    "java": "void f() {{\n{}\n}}\n",
    "javascript": "(function () {{\n{}\n}})();\n",
}
"""A block with names of its own, around each everyday sample."""
_TOP_LEVEL = ("import", "export", "await", "class ", "record ", "enum ", "interface ")


def times() -> Iterator[dict[str, object]]:
    for language, block in _LANGUAGES.items():
        analyze(a.RunCode(source="1", language=language), Memory(), _PATIENT)
        for kilobytes in (16, 32, 64, 128):
            took, _ = _analysed(language, _text(language, block, kilobytes), _PATIENT)
            yield {"language": language, "kilobytes": kilobytes, "processor_s": round(took, 3)}
        took, limits = _analysed(language, _text(language, block, 1024), Limits())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield {"language": language, "kilobytes": 1024, "processor_s": round(took, 3), "limits": limits, "MiB": memory}


def _analysed(language: a.CodeLanguage, text: str, limits: Limits) -> tuple[float, tuple[str, ...]]:
    began = time.process_time()
    facts = analyze(a.RunCode(source=text, language=language), Memory(), limits)
    return time.process_time() - began, facts.reading.limits


def _text(language: str, block: str, kilobytes: int) -> str:
    rows = map(json.loads, (_CORPUS / language / "everyday.jsonl").read_text(encoding="utf-8").splitlines())
    sources = [row["source"] for row in rows if language == "r" or not any(w in row["source"] for w in _TOP_LEVEL)]
    parts: list[str] = []
    size = 0
    while size < kilobytes * 1024:
        parts.append(block.format(sources[len(parts) % len(sources)]))
        size += len(parts[-1])
    return "".join(parts)
