"""What the policy says, for tests that are no coroutines."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from interlock import app, config
from interlock.analysis.analyze import analyze
from interlock.model.decision import Decision
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.workbench.samples import Sample

T = TypeVar("T")
Decide = Callable[..., Decision]
"""`decide(source, language="bash", **sample)`: the decision; `sample` as in a rule's samples (`cwd`, `env`, `files`,
`attributes`). Raises `AnalysisError`, `DecisionPointError`."""


@contextmanager
def deciding(policies: Path | None = None, profile: str = "standard") -> Iterator[Decide]:
    """A decision point on the policies of a directory: analysis workers and an OPA, for as long as the context lasts.
    Nothing runs and nothing is recorded. Raises `ConfigError`.

    It takes a second or two to start: make it a fixture of the module or of the session.
    """
    settings, _ = config.load({"policies": policies, "profile": profile}, None)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="interlock-testing", daemon=True)
    thread.start()

    def wait(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    context = app.lab(settings)
    try:
        lab = wait(_entered(context))

        async def answer(sample: Sample) -> Decision:
            case = sample.case()
            analysis = await lab.analyze(case.action, case.memory)
            return await lab.decide(case.action, analysis, sample.around(settings.profile))

        def decide(source: str, language: str = "bash", **sample: Any) -> Decision:
            return wait(answer(Sample(source=source, language=language, **sample)))

        try:
            yield decide
        finally:
            wait(_left(context))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _entered(context: Any) -> app.LocalLab:
    lab: app.LocalLab = await context.__aenter__()
    return lab


async def _left(context: Any) -> None:
    await context.__aexit__(None, None, None)


def facts_of(source: str, language: str = "bash", **sample: Any) -> Facts:
    """What policies are told about a text; takes what `decide` takes."""
    case = Sample(source=source, language=language, **sample).case()
    return analyze(case.action, case.memory, Limits())
