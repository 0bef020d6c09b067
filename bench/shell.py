"""The analysis of shell texts in process, beside other readers in the same run.

    python -m bench.shell [CASES.jsonl]
    python -m bench.shell --plot docs/shell-growth.svg

shellcheck is a process for each text, most of it its start; bashlex and tree-sitter do nothing but parse.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import tree_sitter
import tree_sitter_bash
from bench.workers import percentiles_ms

from interlock.analysis import knowledge
from interlock.analysis.analyze import analyze
from interlock.analysis.shell import third
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

LIMITS = Limits()
MEMORY = Memory()
SCRIPT = """\
#!/bin/bash
# Build and publish what changed since the last tag.
set -euo pipefail
ROOT=$(cd "$(dirname "$0")" && pwd)
for service in api worker web; do
  if git diff --quiet "v$VERSION" -- "services/$service"; then
    echo "nothing new in $service" >&2
    continue
  fi
  case "$service" in
    api|worker) docker build -t "registry.example/$service:$VERSION" "$ROOT/services/$service" ;;
    *) (cd "$ROOT/services/$service" && npm ci && npm run build -- --mode production) ;;
  esac
  find "$ROOT/services/$service" -name '*.tmp' -mtime +1 -exec rm -f {} + || true
  cat > "/tmp/$service.env" <<END
SERVICE=$service
VERSION=${VERSION:-0}
END
  grep -v '^#' "/tmp/$service.env" | sort -u | awk -F= '{ print $1 ": " $2 }' > "/tmp/$service.yaml"
  curl -fsS -X POST -H "content-type: application/json" -d "{\\"name\\": \\"$service\\"}" https://deploy.example/hooks
done
"""


def bashlex(text: str) -> None:
    third.command_names(text)


def tree_sitter_alone(text: str) -> None:
    tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language())).parse(text.encode())


def shellcheck(text: str) -> None:
    # It comes as a wheel, which puts the program beside Python.
    program = Path(sys.executable).with_name("shellcheck")
    subprocess.run([program, "-s", "bash", "-"], input=text.encode(), capture_output=True, check=False)


def interlock(text: str) -> None:
    analyze(a.RunCommand(source=text), MEMORY, LIMITS)


def timed(read: Callable[[str], None], texts: list[str]) -> list[float]:
    took_s = []
    for text in texts:
        began = time.perf_counter()
        read(text)
        took_s.append(time.perf_counter() - began)
    return took_s


def everyday() -> list[str]:
    """The examples of the knowledge tables, or of the cases named on the command line."""
    if len(sys.argv) > 1 and sys.argv[1].endswith(".jsonl"):
        cases = map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
        return [case["source"] for case in cases if case["language"] == "bash"]
    entries = (entry for path in knowledge.files() for entry in knowledge.load(path).values())
    return list(dict.fromkeys(command for entry in entries for command in entry.examples))


def of_size(size: int) -> str:
    """Whole scripts, and a comment that fills up."""
    return (SCRIPT * (size // len(SCRIPT))).ljust(size, "#")


def run() -> Iterator[Mapping[str, object]]:
    texts = everyday()
    script = [of_size(8_500)] * 20
    for read in READERS:
        timed(read, texts[:50])
        few = texts[:100] if read is shellcheck else texts
        yield {
            "what": "everyday commands",
            "reader": read.__name__,
            "texts": len(few),
            **percentiles_ms(timed(read, few)),
        }
        yield {"what": "a script of 8.5 KB", "reader": read.__name__, "ms": round(min(timed(read, script)) * 1e3, 2)}
    for kib, reader, took_ms in growth():
        figure = {"reader": reader, "ms": round(took_ms, 1), "ms_per_kib": round(took_ms / kib, 2)}
        yield {"what": "growth", "kib": kib, **figure}


def growth() -> Iterator[tuple[int, str, float]]:
    """Size (KiB), reader, milliseconds."""
    for kib in (1, 2, 4, 8, 16, 32, 64):
        text = of_size(kib * 1024)
        for read in READERS:
            yield kib, read.__name__, min(timed(read, [text] * 3)) * 1e3


def plot(path: Path) -> None:
    """Time over size, both logarithmic: what grows linearly is a straight line of the diagonal's slope."""
    import pygal

    points: dict[str, list[tuple[float, float]]] = {}
    for kib, reader, took_ms in growth():
        points.setdefault(reader, []).append((math.log2(kib), math.log10(took_ms)))
    chart = pygal.XY(title="A shell script of n KiB", x_title="KiB", y_title="ms", js=(), width=800, height=450)
    chart.x_labels = [{"value": math.log2(kib), "label": str(kib)} for kib in (1, 2, 4, 8, 16, 32, 64)]
    chart.y_labels = [{"value": power, "label": f"{10.0**power:g}"} for power in range(-2, 4)]
    for reader, line in points.items():
        chart.add(reader, line)
    path.write_bytes(chart.render())


READERS = (interlock, bashlex, tree_sitter_alone, shellcheck)

if __name__ == "__main__":
    if sys.argv[1:2] == ["--plot"]:
        plot(Path(sys.argv[2]))
    else:
        for figure in run():
            print(json.dumps(figure), flush=True)
