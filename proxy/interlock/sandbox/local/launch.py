"""Becomes bubblewrap. Run as a script: `launch.py PLAN`, a JSON object with `argv`, `uid`, `stage`, `binds`, `cgroups`,
`sock`, `parent`. Standard library only.

Started by root, it first leaves root: joins the session's cgroups, binds what the sandbox needs to a place of its own
mount namespace (so that closed directories above a checkout or an interpreter do not matter), and takes an unused uid.
"""

import ctypes
import json
import os
import signal
import sys

_CLONE_NEWNS = 0x00020000
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    plan = json.loads(sys.argv[1])
    for tasks in plan["cgroups"]:
        with open(tasks, "w") as file:
            file.write("0")
    if plan["uid"]:
        _stage(plan["binds"], plan["stage"])
        os.setgroups([])
        os.setresgid(plan["uid"], plan["uid"], plan["uid"])
        os.setresuid(plan["uid"], plan["uid"], plan["uid"])
    # After the change of uid, which takes it away. bubblewrap asks for the same, but only later.
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")
    if os.getppid() != plan["parent"]:
        sys.exit("the proxy has gone")
    # The agent finds its socket at a fixed number.
    os.dup2(plan["sock"], 3, inheritable=True)
    os.chdir("/")
    os.execve(plan["argv"][0], plan["argv"], {})


def _stage(binds: "dict[str, str]", stage: str) -> None:
    _check(_libc.unshare(_CLONE_NEWNS), "unshare")
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    # Opened in the new namespace, or the kernel would not bind them, and before the stage may hide them.
    sources = {name: os.open(path, os.O_PATH | os.O_CLOEXEC) for name, path in binds.items()}
    _mount("tmpfs", stage, "tmpfs", 0, "mode=755,size=1m")
    for name, fd in sources.items():
        target = f"{stage}/{name}"
        if os.path.isdir(f"/proc/self/fd/{fd}"):
            os.mkdir(target, 0o755)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
        _mount(f"/proc/self/fd/{fd}", target, None, _MS_BIND)


def _mount(source: "str | None", target: str, kind: "str | None", flags: int, data: "str | None" = None) -> None:
    def encoded(text: "str | None") -> "bytes | None":
        return text.encode() if text is not None else None

    _check(_libc.mount(encoded(source), encoded(target), encoded(kind), flags, encoded(data)), f"mount {target}")


def _check(result: int, what: str) -> None:
    if result != 0:
        sys.exit(f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    main()
