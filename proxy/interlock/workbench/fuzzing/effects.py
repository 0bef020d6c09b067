"""What a run did, and whether another run did the same.

An effect is a tuple of words, its kind first:

    start PROGRAM ARGUMENT…   a stub was started; paths by where they lead; what some programs were fed, behind `<`
    removed | made PATH       something went, or a directory came
    wrote PATH TEXT           a file came or changed, and how it begins
    linked PATH TARGET        a symbolic link came
    mode PATH MODE            permissions changed
    read PATH                 somebody read a canary that stands for a secret
    env NAME VALUE            a program was started with a variable that loads or runs something
    connect HOST …            a Python cell asked for a host
    processes many            more processes than any text needs
    stdout TEXT               what was printed; only where a text did nothing else
"""

from __future__ import annotations

from collections.abc import Iterable

from interlock.workbench.fuzzing.range import Effects

_SCRATCH = ("/home/user/", "/tmp/", "/dev/shm/")
"""Where rewrites put files of their own."""
_OF_FILES = ("wrote", "made", "linked", "mode")


def seen(effects: Effects) -> Effects:
    """In a form that compares: a program's arguments in whatever order."""
    return frozenset((*e[:2], *sorted(e[2:])) if e[0] == "start" else e for e in effects)


def lasting(runs: Iterable[Effects]) -> Effects:
    """What all runs of one text did: without what changes from run to run. What it printed counts where it did nothing
    else."""
    found = [seen(run) for run in runs]
    common = frozenset.intersection(*found) if found else frozenset()
    done = frozenset(e for e in common if e[0] != "stdout")
    return done or common


def has(run: Effects, wanted: Effects) -> bool:
    """Whether a run did all that is wanted."""
    return wanted <= seen(run)


def is_as(run: Effects, wanted: Effects) -> bool:
    """Whether a run did what is wanted and nothing else, files of its own aside."""
    rest = {e for e in seen(run) - wanted if e[0] != "stdout"}
    return wanted <= seen(run) and all(e[0] in _OF_FILES and e[1].startswith(_SCRATCH) for e in rest)
