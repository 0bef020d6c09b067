"""Our reader against others: the same commands, as written; every difference has a reason, or bash settles it."""

from __future__ import annotations

import os
import shutil

import pytest

from differential.corpora import carried, shared
from differential.generator import text
from differential.structure import (
    UNBASH,
    accepted,
    late_complaint,
    libdash,
    ours,
    reason,
    reason_of_unbash,
    shfmt,
    unbash,
)

_GENERATED = [text(11, number)[1] for number in range(150)]
_TEXTS = [source for _, source in carried()] + _GENERATED


def test_what_bash_takes_has_the_commands_that_shfmt_sees() -> None:
    different = [
        (source, found, theirs)
        for source in _TEXTS
        if accepted(source) and (theirs := shfmt(source)) is not None and reason(source) is None
        if (found := ours(source)) != theirs and not (found is None and late_complaint(source))
    ]

    assert not different, different[0]


def test_the_collections_have_the_commands_that_shfmt_sees() -> None:
    if not (texts := shared()):
        pytest.skip("the collections are not here")
    grammar = [source for id_, source in texts if id_.startswith(("parable", "shfmt"))][::9]

    different = [
        (source, found, theirs)
        for source in grammar
        if accepted(source) and (theirs := shfmt(source)) is not None and reason(source) is None
        if (found := ours(source)) != theirs and not (found is None and late_complaint(source))
    ]

    assert not different, different[0]


def test_what_bash_takes_is_read_but_for_what_it_reports_when_it_runs() -> None:
    unread = [source for source in _TEXTS if accepted(source) and ours(source) is None and not late_complaint(source)]

    assert not unread, unread[0]


@pytest.mark.skipif(os.environ.get("INTERLOCK_DIFFERENTIAL") != "all", reason="only `make differential` has unbash")
@pytest.mark.skipif(not (shutil.which("node") and UNBASH.is_file()), reason="unbash is not there: `make unbash`")
def test_what_bash_takes_has_the_commands_that_unbash_sees() -> None:
    texts = [*_TEXTS, *(source for _, source in shared()), *(text(12, number)[1] for number in range(1000))]
    texts = [source for source in texts if source.isprintable() or source.encode("utf-8", "ignore").decode() == source]

    different = [
        (source, found, theirs)
        for source, theirs in zip(texts, unbash(texts), strict=True)
        if theirs is not None and reason_of_unbash(source) is None and (found := ours(source)) != theirs
        if accepted(source) and not (found is None and late_complaint(source))
    ]

    assert not different, different[0]


@pytest.mark.skipif(shutil.which("dash") is None, reason="dash says what it takes")
def test_what_dash_takes_has_as_many_commands_and_words_as_libdash_sees() -> None:
    texts = [source for source in _TEXTS if accepted(source, "dash") and "`" not in source]

    found = libdash(texts)

    assert len(texts) > 50
    different = [
        (source, read, theirs)
        for source, theirs in zip(texts, found, strict=True)
        if (read := ours(source, "dash")) is not None and sorted(map(len, read)) != theirs
    ]
    assert not different, different[0]
