"""The functional self-test: a real sandbox looks for the host, and finds nothing."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

from interlock.errors import SandboxUnavailable
from interlock.sandbox.local.sandbox import LocalSandbox

_NAMESPACES = ("user", "pid", "net", "ipc", "uts", "cgroup")
# Each prints its name where it fails; all of them are what a wall is for.
_CHECKS = {
    "files": "test ! -e /root && test ! -e /sys && test ! -e /var && test ! -e /run && test ! -e {canary}",
    "read-only": "test ! -w / && test ! -w /usr && test ! -w /etc && test ! -w /dev && test ! -w /opt",
    "sysctl": 'test -z "$(find /proc/sys -type f -writable 2>/dev/null | head -1)"',
    "user": 'test "$(id -u)" = 1000',
    "capabilities": 'test "$(grep -cE "^Cap(Prm|Eff|Bnd):.0000000000000000$" /proc/self/status)" = 3',
    "namespaces": 'test -z "$(readlink /proc/self/ns/* | grep -xF {namespaces})"',
    "new namespaces": "! unshare -U true 2>/dev/null",
    "seccomp": 'test "$(cat /proc/self/status /proc/1/status | grep -c "^Seccomp:.2")" = 2',
    "network": "! (exec 9<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null",
    "environment": "! grep -qaz '^INTERLOCK_' /proc/[0-9]*/environ 2>/dev/null",
    "agent": "! ls /proc/$PPID/fd 2>/dev/null && ! (exec 9<>/proc/$PPID/mem) 2>/dev/null",
    "descriptors": 'test "$(ls /proc/self/fd | wc -l)" -le 4',
    # Of process 1; the agent's cannot even be listed.
    "open files": "! ls -l /proc/1/fd | grep -- '-> /' | grep -qvE -- '-> /(dev/null|opt/)'",
}


async def prove(sandbox: LocalSandbox) -> None:
    """Raises `SandboxUnavailable` naming every wall that does not hold."""
    ours = [os.readlink(f"/proc/self/ns/{name}") for name in _NAMESPACES]
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        places = {
            "canary": str(Path(__file__)),
            "namespaces": " ".join(f"-e '{name}'" for name in ours),
            "port": str(server.getsockname()[1]),
        }
        script = "".join(f"{{ {check.format(**places)}; }} || echo '{name}'\n" for name, check in _CHECKS.items())
        heard = await sandbox.run_own(script + "echo done")
    *holes, end = heard.split("\n")[:-1] or [""]
    if holes or end != "done":
        raise SandboxUnavailable(f"from inside these do not hold: {', '.join(holes) or 'the look itself failed'}")
