"""The long run: `nightly.py --seed N --texts N`, or `--minutes N`; with `--corpus FILE…` those texts instead.

Compares what real bash starts in the sandbox with the facts, shrinks what it finds, and says the figures. Exit status 1
where anything was found. A finding is fixed in the analyser and kept as a line of `tests/corpus/differential.jsonl`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from differential.comparison import Figures, Finding, findings  # noqa: E402
from differential.corpora import bash_texts, carried, shared  # noqa: E402  # found by the line above
from differential.generator import text  # noqa: E402
from differential.oracle import Oracle, an_oracle  # noqa: E402
from differential.shrinking import shrunk  # noqa: E402

_BATCH = 50
_SIDE_BY_SIDE = 2
_MOST_SHRUNK = 40


async def run(texts: Iterator[tuple[str, str]], until: float) -> tuple[Figures, list[Finding]]:
    """Takes texts until there are no more, or the time has come."""
    figures, found = Figures(), []

    async def worker(oracle: Oracle) -> None:
        while time.monotonic() < until and (batch := list(itertools.islice(texts, _BATCH))):
            for (id_, source), ran in zip(batch, await oracle.run(batch), strict=True):
                if ran.lost:
                    print(f"ended its sandbox: {id_}: {source!r}", flush=True)
                for finding in findings(source, ran, figures):
                    print(finding.line(), flush=True)
                    found.append(finding)
            if figures.texts % (20 * _BATCH) < _BATCH:
                print(figures.line(), flush=True)

    async with an_oracle() as first, an_oracle() as second, asyncio.TaskGroup() as workers:
        for oracle in (first, second)[:_SIDE_BY_SIDE]:
            workers.create_task(worker(oracle))
    return figures, found


async def small(found: list[Finding]) -> list[Finding]:
    """The shrunk ones, each text once."""
    shortest = sorted({finding.id: finding for finding in found}.values(), key=lambda finding: len(finding.text))
    async with an_oracle() as oracle:
        reduced = [await shrunk(oracle, finding) for finding in shortest[:_MOST_SHRUNK]]
    return list({finding.text: finding for finding in reduced}.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=int(time.strftime("%Y%m%d")))
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--corpus", nargs="*", type=Path, help="files of texts, as JSON lines, to run as they are")
    arguments = parser.parse_args()
    os.nice(10)
    if arguments.corpus:
        texts: Iterator[tuple[str, str]] = iter([t for path in arguments.corpus for t in bash_texts(path)])
    else:
        sources = [source for _, source in (*carried(), *shared())]
        texts = (text(arguments.seed, number, sources) for number in range(arguments.texts))
    began = time.monotonic()
    figures, found = asyncio.run(run(texts, began + 60 * arguments.minutes))
    seed = "" if arguments.corpus else f"seed {arguments.seed}: "
    print(f"{seed}{figures.line()}, in {time.monotonic() - began:.0f} s")
    for finding in asyncio.run(small(found)) if found else ():
        print("shrunk", finding.line())
        print(
            "   ",
            json.dumps({"id": finding.id, "language": "bash", "source": finding.text}, ensure_ascii=False),
            flush=True,
        )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
