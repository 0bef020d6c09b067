"""`interlock analyze` (facts) and `interlock check` (decision), of one source or of a batch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import typer

from interlock import config
from interlock.cli import cases, remote, report, tree
from interlock.cli.settings import ConfigFile
from interlock.cli.terminal import Exit, Format, print_json
from interlock.errors import DependencyError, InvalidRequest, LimitReached, RequestError
from interlock.workbench.cases import LANGUAGES, Case

File = Annotated[str | None, typer.Argument(help="A file, or `-` for standard input.", show_default=False)]
Language = Annotated[
    str | None,
    typer.Option(help=f"{', '.join(LANGUAGES)}; default: by suffix, or bash.", show_default=False),
]
Batch = Annotated[str | None, typer.Option("--batch", help="JSON lines: id, language, source[, cwd, env, files].")]
Output = Annotated[Format, typer.Option("--output", help="How to print one answer; batches are always JSON lines.")]
Knowledge = Annotated[
    list[Path] | None,
    typer.Option("--knowledge", help="Table of what further programs do (repeatable).", show_default=False),
]

_IN_FLIGHT = 32


def analyze(
    file: File = None,
    language: Language = None,
    batch: Batch = None,
    output: Output = Format.TABLE,
    knowledge: Knowledge = None,
    settings_file: ConfigFile = None,
) -> None:
    """Show the facts of a source: what it would do if it ran. Nothing runs."""
    settings, _ = config.load({"knowledge_files": knowledge or None}, settings_file)
    questions = _questions(file, language, batch)
    worst = Exit.OK

    async def work() -> None:
        nonlocal worst
        from interlock import app

        async with app.analysis_pool(settings) as pool:

            async def facts_of(case: Case) -> bytes:
                return (await pool.analyze(case.action, case.memory, app.LIMITS)).document

            async for question, document in _in_order(questions, facts_of):
                if isinstance(question, cases.NoCase):
                    worst = max(worst, _unanswered(question))
                elif question.id is not None or batch:
                    print_json({"id": question.id, "facts": msgspec.Raw(document)})
                elif output is Format.JSON:
                    print_json(msgspec.Raw(document))
                else:
                    tree.facts(question.source, document)

    asyncio.run(work())
    raise typer.Exit(worst)


def check(
    file: File = None,
    language: Language = None,
    batch: Batch = None,
    output: Output = Format.TABLE,
    policies: Annotated[Path | None, typer.Option(help="Directory of the Rego library.", show_default=False)] = None,
    profile: Annotated[str | None, typer.Option(help="standard, strict or observe.", show_default=False)] = None,
    address: Annotated[
        str | None, typer.Option(help="Ask this proxy (its policies); the check is recorded there.", show_default=False)
    ] = None,
    knowledge: Knowledge = None,
    settings_file: ConfigFile = None,
) -> None:
    """Ask policy about a source. Nothing runs; without `--address` nothing is recorded either."""
    flags = {"policies": policies, "profile": profile, "address": address, "knowledge_files": knowledge or None}
    settings, _ = config.load(flags, settings_file)
    if settings.address and (policies or profile or knowledge):
        raise InvalidRequest(
            "a proxy that is named answers with its own policies: leave out --policies, --profile and --knowledge"
        )
    questions = _questions(file, language, batch)
    worst = Exit.OK

    async def work() -> None:
        nonlocal worst
        from interlock import app

        key = settings.api_key.get_secret_value()
        asking = remote.decisions(settings.address, key) if settings.address else app.local_decisions(settings)
        async with asking as ask:
            async for question, decision in _in_order(questions, ask):
                if isinstance(question, cases.NoCase):
                    worst = max(worst, _unanswered(question))
                    continue
                if not batch:
                    # Of a batch the answers are in the lines, and a denial among them is no failure of the command.
                    worst = report.exit_code(decision)
                if question.id is not None or batch:
                    print_json({"id": question.id, **report.brief(decision)})
                elif output is Format.JSON:
                    print_json(report.brief(decision))
                else:
                    report.decision(question.source, decision)

    asyncio.run(work())
    raise typer.Exit(worst)


def _questions(file: str | None, language: str | None, batch: str | None) -> Iterator[Case | cases.NoCase]:
    if (file is None) == (batch is None):
        raise InvalidRequest("name a FILE (or `-`), or --batch FILE.jsonl")
    if batch is not None:
        if batch != "-" and not Path(batch).is_file():
            raise InvalidRequest(f"no file `{batch}`")
        return cases.batch(batch, language)
    assert file is not None  # INVARIANT: exactly one of the two is given
    return iter([cases.one(file, language)])


def _unanswered(line: cases.NoCase) -> Exit:
    """Say so in its place in the batch. A line that is no question fails itself alone; a part that is not there fails
    the command as well, once every line has been tried."""
    print_json({"id": line.id, "error": line.error})
    return Exit.UNAVAILABLE if line.unavailable else Exit.OK


T = TypeVar("T")


async def _in_order(
    questions: Iterator[Case | cases.NoCase], ask: Callable[[Case], Awaitable[T]]
) -> AsyncIterator[tuple[Case | cases.NoCase, Any]]:
    """Answers in the order of the questions, with a bounded number under way.

    A line of a batch that gets no answer becomes a `NoCase`; without one, one source raises.
    """

    async def answered(question: Case | cases.NoCase) -> tuple[Case | cases.NoCase, T | None]:
        if isinstance(question, cases.NoCase):
            return question, None
        try:
            return question, await ask(question)
        except (RequestError, DependencyError) as error:
            if question.id is None:
                raise
            unavailable = isinstance(error, DependencyError | LimitReached)
            return cases.NoCase(question.id, str(error), unavailable=unavailable), None

    under_way: list[asyncio.Task[tuple[Case | cases.NoCase, T | None]]] = []
    try:
        for question in questions:
            under_way.append(asyncio.create_task(answered(question)))
            if len(under_way) >= _IN_FLIGHT:
                yield await under_way.pop(0)
        while under_way:
            yield await under_way.pop(0)
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
