"""A megabyte of source, in each language and by each way in: soon, in bounded memory, or a limit that is named."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_MOST_S = 2.0
_MOST_BYTES = 512 * 1024 * 1024
_LINES = {
    "python": ("x.py", "print(open('a{n}.txt').read())\nvalue_{n} = [{n}, 'text', None]\n"),
    "javascript": ("x.js", "console.log(require('fs').readFileSync('a{n}.txt'));\nlet v{n} = [{n}, 'text', null];\n"),
    "typescript": ("x.ts", "const v{n}: number[] = [{n}];\nfetch('https://example.com/{n}');\n"),
    "r": ("x.R", "v{n} <- c({n}, 2, 3)\nprint(read.csv('a{n}.csv'))\n"),
    "java": ("x.java", 'int v{n} = {n}; System.out.println("text " + v{n});\n'),
    "bash": ("x.sh", "echo value {n} > a{n}.txt\nif [ -f a{n}.txt ]; then cat a{n}.txt; fi\n"),
}
_MEASURED = """
import json, resource, sys, time
from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

language, path, line, way = json.load(sys.stdin)
text = "".join(line.replace("{n}", str(n)) for n in range(1 + 1_000_000 // len(line)))[:1_000_000].rpartition("\\n")[0]
action = a.RunCode(source=text, language=language) if way == "cell" else a.WriteFile(path=path, content=text.encode())
began = time.process_time()
facts = analyze(action, Memory(), Limits())
took = time.process_time() - began
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, sorted(facts.reading.limits)]))
"""


@pytest.mark.parametrize("way", ["cell", "upload"])
@pytest.mark.parametrize("language", _LINES)
def test_a_megabyte_is_answered_soon_and_in_bounded_memory(language: str, way: str) -> None:
    given = json.dumps([language, *_LINES[language], way])
    ran = subprocess.run([sys.executable, "-c", _MEASURED], input=given, capture_output=True, text=True, check=True)
    took, peak, limits = json.loads(ran.stdout)

    assert took < _MOST_S
    assert peak < _MOST_BYTES
    assert limits
