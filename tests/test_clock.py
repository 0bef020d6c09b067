"""Ids sort by creation, whatever the machine's clock does."""

from __future__ import annotations

import threading
import time
import uuid

import pytest

from interlock.clock import SystemClock


def test_an_id_is_a_uuid_of_version_7_that_carries_the_time() -> None:
    before = time.time_ns() // 1_000_000
    id_ = uuid.UUID(SystemClock().new_id())
    after = time.time_ns() // 1_000_000

    assert (id_.version, id_.variant) == (7, uuid.RFC_4122)
    assert before <= id_.int >> 80 <= after


def test_ids_are_text_in_canonical_form() -> None:
    id_ = SystemClock().new_id()
    assert id_ == str(uuid.UUID(id_))


def test_ids_made_one_after_the_other_sort_in_that_order() -> None:
    clock = SystemClock()
    ids = [clock.new_id() for _ in range(20_000)]
    assert ids == sorted(ids) and len(set(ids)) == len(ids)


def test_ids_sort_by_creation_also_when_the_clock_stands_still_or_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    now = 1_700_000_000_000_000_000
    ids = []
    for step in (0, 0, 1, -1, -3_600_000_000_000, 0, 1_000_000, -999_999, 7_200_000_000_000, -1):
        now += step
        monkeypatch.setattr(time, "time_ns", lambda now=now: now)
        ids += [clock.new_id() for _ in range(5_000)]

    assert ids == sorted(ids) and len(set(ids)) == len(ids)
    assert all(uuid.UUID(id_).version == 7 for id_ in ids)


def test_ids_made_on_several_threads_are_all_different() -> None:
    clock = SystemClock()
    made: list[list[str]] = [[] for _ in range(4)]

    def make(ids: list[str]) -> None:
        ids += [clock.new_id() for _ in range(5_000)]

    threads = [threading.Thread(target=make, args=(ids,)) for ids in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set().union(*made)) == 20_000 and all(ids == sorted(ids) for ids in made)


def test_monotonic_time_never_falls() -> None:
    clock = SystemClock()
    times = [clock.monotonic_s() for _ in range(1_000)]
    assert times == sorted(times)
