"""Becomes another program that dies with its parent. Run as a script: `launch.py PARENT_PID PROGRAM ARGUMENT…`.

A script and not a `preexec_fn`: forking a process full of threads to run Python in the child may dead-lock. Standard
library only, and no package import, so that it starts in milliseconds with `python -I -S`.
"""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, program = int(sys.argv[1]), sys.argv[2]
    # The kernel sends it when the *thread* that started us ends: the supervisor starts us from its event loop's thread,
    # without which nobody would be supervising.
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:
        sys.exit("the parent is gone already")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python adds LC_CTYPE to an empty environment; only what the supervisor set goes on.
    os.execve(program, sys.argv[2:], {name: value for name, value in os.environ.items() if name.startswith("GO")})


if __name__ == "__main__":
    main()
