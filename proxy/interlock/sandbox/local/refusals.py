"""Machines that cannot isolate: each with its cause and what mends it. There is no fallback that runs unprotected."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from interlock.errors import ConfigError
from interlock.sandbox.local.seccomp import filter_for

_OTHER_SYSTEMS = "use a remote sandbox, or run the proxy on Linux (a virtual machine, WSL2)"
_PER_NAMESPACE = (5, 14)
"""Since then the limit of processes counts each user namespace apart (Linux commit 21d1c5e386bc)."""
# Words of bubblewrap's → what is the matter, what mends it.
_KNOWN = (
    (
        "No permissions to create new namespace",
        "user namespaces are closed to this process",
        "allow unprivileged user namespaces (Debian: sysctl kernel.unprivileged_userns_clone=1); in a container, use a "
        "seccomp profile that permits them, or run the proxy on the host",
    ),
    (
        "Can't mount proc",
        "the container masks parts of /proc, so a new one cannot be mounted",
        "run the container with an unmasked /proc (Podman: --security-opt unmask=ALL), or run the proxy on the host",
    ),
    (
        "setting up uid map",
        "AppArmor restricts user namespaces",
        "add an AppArmor profile for bwrap that allows `userns`; or, for the whole machine, "
        "sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        "nesting depth",
        "there are too many user namespaces, or too many inside each other",
        "raise sysctl user.max_user_namespaces, or run the proxy outside of the container",
    ),
    (
        "Can't find source path",
        "the interpreter or the environment of the sandbox cannot be read by an ordinary user",
        "move the checkout or the interpreter to where everybody may read it",
    ),
)


def refuse_unsuited() -> None:
    """Raises `ConfigError` where no sandbox could be made, before one is tried."""
    if sys.platform != "linux":
        raise ConfigError(f"the local sandbox needs Linux; this is `{sys.platform}`", _OTHER_SYSTEMS)
    filter_for()
    actions = Path("/proc/sys/kernel/seccomp/actions_avail")
    if not actions.exists() or "errno" not in actions.read_text():
        raise ConfigError("this kernel has no seccomp filters", "use a kernel with CONFIG_SECCOMP_FILTER")
    if kernel_version() < _PER_NAMESPACE and os.geteuid() != 0:
        raise ConfigError(
            f"on Linux {platform.release()} processes of all sandboxes count against one limit",
            "use Linux 5.14 or newer, or start the proxy as root, which gives each sandbox a user of its own",
        )


def kernel_version() -> tuple[int, int]:
    """Of the running kernel; (0, 0) where it does not say."""
    numbers = platform.release().split(".")
    try:
        return int(numbers[0]), int(numbers[1].split("-")[0])
    except (IndexError, ValueError):
        return 0, 0


def refusal(words: str) -> ConfigError:
    """The refusal for what bubblewrap complains of."""
    for sign, cause, remedy in _KNOWN:
        if sign in words:
            return ConfigError(f"this machine cannot isolate: {cause} (`{words}`)", remedy)
    return ConfigError(f"this machine cannot isolate: {words}", "interlock doctor; or use a remote sandbox")
