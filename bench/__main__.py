"""All figures, as one table: `python -m bench [DIRECTORY]`. The logs are written below DIRECTORY, whose disk counts."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bench import audit, face, languages, policy, python, sandbox, shell, workers


def main() -> None:
    parent = Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd()
    with tempfile.TemporaryDirectory(dir=parent) as scratch:
        there = Path(scratch)
        parts: dict[str, Callable[[], Iterable[Mapping[str, object]]]] = {
            "face": lambda: asyncio.run(face.run(there)),
            "sandbox": lambda: asyncio.run(sandbox.run()),
            "shell analysis": shell.run,
            "policy": policy.run,
            "workers": lambda: asyncio.run(workers.run()),
            "python": lambda: (*python.times(), *python.growth(), *python.caught()),
            "other languages": languages.times,
            "audit log": lambda: audit.run(there),
        }
        for name, run in parts.items():
            print(f"# {name}", flush=True)
            for figure in run():
                print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
