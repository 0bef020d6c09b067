"""`verify`: each kind of tampering has its own verdict, and none passes where a receipt is held."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.audit import segment
from interlock.audit.log import SegmentLog
from interlock.audit.verify import Verification, verify
from interlock.clock import SystemClock
from interlock.errors import InvalidRequest
from interlock.model.record import SystemRecord


def write_log(directory: Path, *, records: int = 6, segment_bytes: int = 2**20) -> str:
    """A closed log; its head."""

    async def write() -> None:
        log = SegmentLog.open(directory, origin="test", clock=SystemClock(), segment_bytes=segment_bytes)
        for i in range(records):
            await log.append(SystemRecord(event=f"event {i}"))
        await log.close()

    asyncio.run(write())
    return verify(directory).head


@pytest.fixture
def log(tmp_path: Path) -> Path:
    write_log(tmp_path)
    return tmp_path


def rewrite(directory: Path, lines: list[bytes]) -> None:
    segment.segments(directory)[-1].write_bytes(b"".join(lines))


def lines_of(directory: Path) -> list[bytes]:
    return segment.segments(directory)[-1].read_bytes().splitlines(keepends=True)


def checked(directory: Path, *receipts: str) -> str:
    return verify(directory, receipts=receipts).verdict


def test_an_untouched_log_is_intact_and_its_head_is_a_receipt(log: Path) -> None:
    head = verify(log).head
    assert verify(log, receipts=(head,)) == Verification("intact", verify(log).detail, 9, head)


def test_a_changed_record_is_altered(log: Path) -> None:
    lines = lines_of(log)
    rewrite(log, [*lines[:3], lines[3].replace(b"event", b"Event"), *lines[4:]])
    assert checked(log) == "altered"


def test_a_record_that_cannot_be_read_is_altered(log: Path) -> None:
    lines = lines_of(log)
    rewrite(log, [*lines[:3], b"garbage\n", *lines[4:]])
    assert checked(log) == "altered"


@pytest.mark.parametrize("at", [0, 3, 7])
def test_swapped_records_are_reordered(log: Path, at: int) -> None:
    lines = lines_of(log)
    rewrite(log, [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
    assert checked(log) == "reordered"


def test_a_record_written_twice_is_reordered(log: Path) -> None:
    lines = lines_of(log)
    rewrite(log, [*lines[:4], lines[3], *lines[4:]])
    assert checked(log) == "reordered"


@pytest.mark.parametrize("at", [0, 3, 7])
def test_a_missing_record_is_a_gap(log: Path, at: int) -> None:
    lines = lines_of(log)
    rewrite(log, [*lines[:at], *lines[at + 1 :]])
    assert checked(log) == "gap"


@pytest.mark.parametrize("left", [0, 1, 8])
def test_a_cut_tail_shows_to_whoever_holds_a_receipt_and_to_nobody_else(log: Path, left: int) -> None:
    head = verify(log).head
    rewrite(log, lines_of(log)[:left])
    assert checked(log, head) == "tail cut"
    assert checked(log) == ("intact" if left else "no log")


def test_a_log_that_is_gone_is_a_cut_tail_to_whoever_holds_a_receipt(log: Path) -> None:
    head = verify(log).head
    segment.segments(log)[0].unlink()
    assert (checked(log, head), checked(log)) == ("tail cut", "no log")


def test_an_unfinished_write_is_an_unsealed_tail_and_no_tampering(log: Path) -> None:
    head = verify(log).head
    rewrite(log, [*lines_of(log), b'{"prev":"12'])
    result = verify(log, receipts=(head,))
    assert (result.verdict, result.ok, result.head) == ("unsealed tail", True, head)


def test_a_log_written_anew_is_replaced_to_whoever_holds_a_receipt(log: Path, tmp_path: Path) -> None:
    head = verify(log).head
    write_log(tmp_path / "other")
    rewrite(log, lines_of(tmp_path / "other"))
    assert (checked(log, head), checked(log)) == ("replaced", "intact")


@pytest.mark.parametrize("receipt", ["", "17", "17:abc", "x:" + "0" * 64, "1:" + "G" * 64])
def test_a_receipt_of_another_shape_is_the_callers_error(log: Path, receipt: str) -> None:
    with pytest.raises(InvalidRequest):
        verify(log, receipts=(receipt,))


def test_the_verdict_does_not_depend_on_where_the_files_lie(
    log: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("copy")
    for path in segment.segments(log):
        (copy / path.name).write_bytes(path.read_bytes())
    assert verify(copy) == verify(log)


def test_bytes_past_the_end_of_a_segment_that_ended_in_order_are_altered(tmp_path: Path) -> None:
    write_log(tmp_path, segment_bytes=1)
    first = segment.segments(tmp_path)[0]
    first.write_bytes(first.read_bytes() + b"more\n")
    assert checked(tmp_path) == "altered"


def test_a_renamed_segment_is_altered(tmp_path: Path) -> None:
    write_log(tmp_path, segment_bytes=1)
    last = segment.segments(tmp_path)[-1]
    last.rename(last.with_name(segment.name_of(segment.first_seq_of(last) + 5)))
    assert checked(tmp_path) == "altered"


def test_a_missing_segment_is_a_gap(tmp_path: Path) -> None:
    write_log(tmp_path, segment_bytes=1)
    segment.segments(tmp_path)[2].unlink()
    assert checked(tmp_path) == "gap"


@pytest.mark.row("R24")
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_change_to_any_of_several_segments_goes_unseen(
    data: st.DataObject, several_segments: tuple[Path, str, dict[Path, bytes]]
) -> None:
    directory, head, original = several_segments
    path = data.draw(st.sampled_from(sorted(original)))
    raw = original[path]
    at = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(1, 255))
    changed = data.draw(
        st.sampled_from(
            [
                raw[:at] + bytes([raw[at] ^ byte]) + raw[at + 1 :],
                raw[:at] + bytes([byte]) + raw[at:],
                raw[:at] + raw[at + 1 :],
                raw[:at],
                raw + raw[at:],
            ]
        )
    )
    if changed == raw:
        return
    try:
        path.write_bytes(changed)
        assert not verify(directory, receipts=(head,)).ok or _only_adds_an_unfinished_write(path, changed, original)
    finally:
        path.write_bytes(raw)


def _only_adds_an_unfinished_write(path: Path, changed: bytes, original: dict[Path, bytes]) -> bool:
    """Bytes after the last line, which every reader leaves out: what a crash leaves too."""
    return path == max(original) and changed.startswith(original[path])


@pytest.fixture(scope="module")
def several_segments(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[Path, bytes]]:
    directory = tmp_path_factory.mktemp("several")
    head = write_log(directory, segment_bytes=700)
    return directory, head, {path: path.read_bytes() for path in segment.segments(directory)}
