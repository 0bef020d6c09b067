"""Batches: one answer a line, whatever the lines before it did."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from interlock.cli.cases import Case, NoCase, case
from interlock.cli.check import _in_order
from interlock.errors import DecisionPointError, InterlockError, InvalidRequest, LimitReached


async def answers(questions: Iterator[Case | NoCase], ask: Callable[[Case], Awaitable[str]]) -> list[object]:
    return [answer if isinstance(question, Case) else question async for question, answer in _in_order(questions, ask)]


def failing(error: Exception) -> Callable[[Case], Awaitable[str]]:
    async def ask(question: Case) -> str:
        if question.source == "bad":
            raise error
        await asyncio.sleep(0)
        return question.source

    return ask


def lines(*sources: str) -> Iterator[Case | NoCase]:
    return iter([case(source, "bash", id_=i) for i, source in enumerate(sources)])


@pytest.mark.parametrize(
    ("error", "unavailable"),
    [(InvalidRequest("no"), False), (LimitReached("no"), True), (DecisionPointError("opa", "timeout"), True)],
)
async def test_a_line_without_an_answer_says_why_and_those_after_it_are_answered(
    error: InterlockError, unavailable: bool
) -> None:
    told = await answers(lines("a", "bad", "b"), failing(error))

    assert told == ["a", NoCase(1, str(error), unavailable=unavailable), "b"]


async def test_one_source_without_an_answer_fails_the_command() -> None:
    with pytest.raises(InvalidRequest):
        await answers(iter([case("bad", "bash")]), failing(InvalidRequest("no")))


async def test_what_nobody_foresaw_ends_the_batch_and_leaves_no_task_behind() -> None:
    with pytest.raises(KeyError):
        await answers(lines("bad", *"abcdef"), failing(KeyError()))

    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_long_batch_is_answered_in_order() -> None:
    sources = [str(n) for n in range(100)]

    assert await answers(lines(*sources), failing(KeyError())) == sources
