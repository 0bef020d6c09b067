"""Time of one decision inside OPA, by the number of rules and the size of the facts: `python -m bench.policy`.

`opa bench` evaluates the same document again and again; what HTTP and encoding cost is in `bench/face.py`. With fewer
rules the combiner is the same and has fewer answers to combine.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import json as encoding

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.attributes import Attributes
from interlock.model.limits import Limits
from interlock.model.principal import Principal
from interlock.model.session import Memory
from interlock.policy.binary import find_opa
from interlock.policy.document import InputDocument, view

ROOT = Path(__file__).parents[1]
SOURCES = {
    "1 command": "ls -la",
    "a few": "cd src && grep -n main a.py b.py | head\ncp a.py b.py",
    "a script": "\n".join(f"cp src/a{n}.txt build/b{n}.txt && wc -l build/b{n}.txt" for n in range(12)),
}
"""Everyday texts, on which every rule is quiet: about 1.5, 4.4 and 18 KB of input."""


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and `input` of each source."""
    for name, source in SOURCES.items():
        action = a.RunCommand(source=source)
        around = Attributes(principal=Principal(), profile="standard", time_unix_s=0)
        facts = analyze(action, Memory(), Limits())
        yield name, encoding.encode(InputDocument(action=view(action), attributes=around, facts=facts))


def combiner(rules: int) -> str:
    """`main.rego` with the first so many rules of its list."""
    text = (ROOT / "policies" / "interlock" / "main.rego").read_text(encoding="utf-8")
    kept = re.findall(r'^\t"([^"]+)": \{"effect"', text, re.M)[:rules]
    lines = [
        line
        for line in text.splitlines()
        if not (found := re.match(r'\t"([a-z_]+\.[a-z-]+)"(,|: \{"effect")', line)) or found[1] in kept
    ]
    return "\n".join(lines).replace("expected := {\n}", "expected := set()")


def run() -> Iterator[dict[str, object]]:
    opa = find_opa(None, ROOT / ".tools")
    with tempfile.TemporaryDirectory() as scratch:
        there = Path(scratch)
        subprocess.run(["cp", "-r", str(ROOT / "policies"), scratch], check=True)
        for test in there.rglob("*_test.rego"):
            test.unlink()
        total = combiner(10_000).count('{"effect": "') - combiner(0).count('{"effect": "')
        for rules in (total, total // 2, 1):
            (there / "policies" / "interlock" / "main.rego").write_text(combiner(rules), encoding="utf-8")
            for name, document in documents():
                (there / "input.json").write_bytes(document)
                command = (
                    "bench",
                    "--bundle",
                    "policies",
                    "--input",
                    "input.json",
                    "--format",
                    "json",
                    "data.interlock.decision",
                )
                said = subprocess.run([opa.path, *command], cwd=there, capture_output=True, check=True).stdout
                extra = json.loads(said)["Extra"]
                yield {
                    "rules": rules,
                    "facts": name,
                    "input_bytes": len(document),
                    "p50_ms": round(extra["histogram_timer_rego_query_eval_ns_median"] / 1e6, 3),
                    "p99_ms": round(extra["histogram_timer_rego_query_eval_ns_99%"] / 1e6, 3),
                }


if __name__ == "__main__":
    for figure in run():
        print(json.dumps(figure), flush=True)
