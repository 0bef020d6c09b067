"""The smallest text that still shows a finding: what a case in the corpus is made of."""

from __future__ import annotations

from differential.comparison import Figures, Finding, findings
from differential.oracle import Oracle

_MOST_ROUNDS = 60


async def shrunk(oracle: Oracle, finding: Finding) -> Finding:
    """Takes parts out of the text as long as some finding of the same verdict stays."""
    best, size = finding, max(1, len(finding.text) // 2)
    for _ in range(_MOST_ROUNDS):
        text = best.text
        cuts = [text[:at] + text[at + size :] for at in range(0, len(text), max(1, size // 2))]
        candidates = [(finding.id, cut) for cut in dict.fromkeys(cuts) if len(cut) < len(text) and cut.strip()]
        ran = await oracle.run(candidates, [finding.start.world])
        smaller = (
            found
            for (_, cut), run in zip(candidates, ran, strict=True)
            for found in findings(cut, run, Figures())
            if found.verdict == finding.verdict
        )
        found = min(smaller, key=lambda f: len(f.text), default=None)
        if found is not None:
            best = found
            size = min(size, max(1, len(best.text) // 2))
        elif size == 1:
            break
        else:
            size = max(1, size // 2)
    return best
