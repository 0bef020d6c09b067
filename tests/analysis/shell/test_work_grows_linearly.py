"""The work of the analysis for a text and for one twice as long, in calls: time would depend on the machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model.limits import Limits
from interlock.model.session import Memory

_LONG = Limits(soft_time_s=60.0)
TEXTS: dict[str, Callable[[int], str]] = {
    "commands": lambda n: "grep -r a b\n" * n,
    "variables": lambda n: "".join(f"v{i}=x\n" for i in range(n)),
    "branches over many variables": lambda n: "".join(f"v{i}=x\nif a; then b; fi\n" for i in range(n)),
    "a chain of &&": lambda n: " && ".join(f"a{i}" for i in range(n)),
    "a chain longer than the limit of commands": lambda n: " && ".join(f"a{i}" for i in range(20 * n)),
    "functions that are called": lambda n: "".join(f"f{i}() {{ a; }}\nf{i}\n" for i in range(n)),
    "an array that grows": lambda n: "a+=(x)\n" * n,
    "an array that may grow": lambda n: "if a; then b+=(x); fi\n" * n,
    "aliases by their array": lambda n: "".join(f"BASH_ALIASES[a{i}]=b\n" for i in range(n)),
    "a case whose arms each set a variable": lambda n: (
        "case $x in\n" + "".join(f"{i}) v{i}=x ;;\n" for i in range(n)) + "esac\n"
    ),
    "descriptors": lambda n: "{v}<file\n" * n,
    "loops": lambda n: "".join(f"for v{i} in 1 2; do a; done\n" for i in range(n)),
}


def calls(text: str) -> int:
    """Functions called, of Python and of C."""
    made = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        analyze(a.RunCommand(source=text), Memory(), _LONG)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_is_little_more_than_twice_the_work(name: str) -> None:
    once, twice = calls(TEXTS[name](120)), calls(TEXTS[name](240))
    assert twice <= 2.5 * once + 1000
