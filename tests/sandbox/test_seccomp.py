"""The filter, run through an interpreter of classic BPF for either architecture."""

from __future__ import annotations

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import ConfigError
from interlock.sandbox.local.seccomp import _ARCHITECTURES, _CALLS, _MEMORY_FILES, _REFUSED, filter_for

ALLOW, KILL = 0x7FFF0000, 0x80000000
MACHINES = sorted(_ARCHITECTURES)
READ = {"x86_64": 0, "aarch64": 63}


def judged(machine: str, number: int, *args: int, token: int | None = None, memory_files: bool = False) -> int | str:
    """`allow`, `kill` or the errno. Every path must end within the program, or this raises."""
    program = list(struct.iter_unpack("=HBBI", filter_for(machine, memory_files=memory_files)))
    padded = (*args, *(0,) * (6 - len(args)))
    data = struct.pack("=IIQ6Q", number, _ARCHITECTURES[machine][0] if token is None else token, 0, *padded)
    at = accumulator = 0
    while True:
        code, true, false, k = program[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", data, k)
            case 0x15 | 0x25 | 0x35 | 0x45:
                tests = {0x15: accumulator == k, 0x25: accumulator > k, 0x35: accumulator >= k, 0x45: accumulator & k}
                at += true if tests[code] else false
            case 0x06:
                return {ALLOW: "allow", KILL: "kill"}.get(k, k & 0xFFFF)
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_refused_is_refused_and_the_everyday_is_not(machine: str) -> None:
    column = _ARCHITECTURES[machine][1]
    for name, numbers in (_REFUSED | _MEMORY_FILES).items():
        if numbers[column] is not None:
            assert judged(machine, numbers[column]) == errno.EPERM, name
    assert judged(machine, READ[machine]) == "allow"
    assert judged(machine, _MEMORY_FILES["memfd_create"][column], memory_files=True) == "allow"


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_by_another_architectures_numbers_kill(machine: str) -> None:
    other = next(_ARCHITECTURES[m][0] for m in MACHINES if m != machine)
    assert judged(machine, READ[machine], token=other) == "kill"
    assert judged(machine, READ[machine], token=0x40000003) == "kill"  # i386
    if machine == "x86_64":
        assert judged(machine, 0x40000000) == "kill"  # x32


@pytest.mark.parametrize("machine", MACHINES)
def test_arguments_decide_where_a_call_is_both_useful_and_dangerous(machine: str) -> None:
    number = {name: numbers[_ARCHITECTURES[machine][1]] for name, numbers in _CALLS.items()}
    assert judged(machine, number["clone"], 0x01200011) == "allow"  # what fork does
    assert judged(machine, number["clone"], 0x003D0F00) == "allow"  # what a thread is made with
    for flag in (0x10000000, 0x20000, 0x02000000, 0x04000000, 0x08000000, 0x20000000, 0x40000000, 0x80):
        assert judged(machine, number["clone"], flag | 17) == errno.EPERM
    assert judged(machine, number["ioctl"], 0, 0x5401) == "allow"
    assert judged(machine, number["ioctl"], 0, 0x5412) == errno.EPERM
    # The kernel looks at the low half only; a filter on all of it would be passed by.
    assert judged(machine, number["ioctl"], 0, 0x1_0000_5412) == errno.EPERM
    assert [judged(machine, number["socket"], family) for family in (1, 2, 10, 16)] == ["allow"] * 4
    assert {judged(machine, number["socket"], family) for family in (0, 5, 17, 29, 38, 40)} == {errno.EAFNOSUPPORT}
    assert judged(machine, number["personality"], 0x0040000) == errno.EPERM


@pytest.mark.parametrize("machine", MACHINES)
@given(number=st.integers(0, 2**32 - 1), args=st.lists(st.integers(0, 2**64 - 1), max_size=6))
def test_every_call_has_a_verdict_and_those_nobody_reviewed_do_not_exist(
    machine: str, number: int, args: list[int]
) -> None:
    verdict = judged(machine, number, *args)
    assert verdict in ("allow", "kill", errno.EPERM, errno.ENOSYS, errno.EAFNOSUPPORT)
    if 467 <= number < 0x40000000:
        assert verdict == errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_the_program_is_within_the_kernels_bounds(machine: str) -> None:
    assert len(filter_for(machine)) // 8 < 4096


def test_an_architecture_without_a_filter_is_refused() -> None:
    with pytest.raises(ConfigError, match="`riscv64`"):
        filter_for("riscv64")
