"""The walls: bubblewrap's arguments. bubblewrap is a toolkit and not a policy; this list is the security."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

HOME = "/home/user"
UID = 1000
PASSWD = (
    "root:x:0:0:root:/root:/usr/sbin/nologin\n"
    f"user:x:{UID}:{UID}:user:{HOME}:/bin/bash\n"
    "nobody:x:65534:65534::/:/usr/sbin/nologin\n"
)
GROUP = f"root:x:0:\nuser:x:{UID}:\nnogroup:x:65534:\n"
HOSTS = "127.0.0.1 localhost\n::1 localhost\n"

_ETC = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts", "/etc/mime.types")
_HIDDEN = ("/proc/keys", "/proc/timer_list", "/proc/kallsyms", "/proc/sysrq-trigger", "/proc/sched_debug")
AGENT = Path(__file__).with_name("inside")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs inside: the one that runs the proxy, without the proxy's packages."""

    prefix: Path | None
    """Bound to `/opt/python`; None where it lies under `/usr`, which is there anyway."""
    inside: str
    """Its path inside."""
    library: str = ""
    """File name of its shared library, which it would otherwise look for where it was built; empty where it has
    none."""


def interpreter() -> Interpreter:
    prefix = Path(sys.base_prefix).resolve()
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if prefix == Path("/usr") or prefix.is_relative_to("/usr"):
        return Interpreter(None, f"{prefix}/bin/{name}")
    library = str(sysconfig.get_config_var("INSTSONAME") or "") if sysconfig.get_config_var("Py_ENABLE_SHARED") else ""
    return Interpreter(prefix, f"/opt/python/bin/{name}", library)


def languages() -> tuple[str, ...]:
    """Languages of cells that work inside. Node is the host's, where it has one below `/usr`."""
    node = shutil.which("node", path="/usr/local/bin:/usr/bin")
    return ("python", "bash", "javascript") if node else ("python", "bash")


def sources(runtime: Path, python: Interpreter) -> dict[str, str]:
    """What is bound from the host beside `/usr`, by the name it is staged under."""
    found = {"runtime": str(runtime.resolve()), "agent": str(AGENT)}
    if python.prefix is not None:
        found["python"] = str(python.prefix)
    return found


@dataclass(frozen=True, slots=True)
class Descriptors:
    """Numbers of inherited descriptors."""

    info: int
    seccomp: int
    passwd: int
    group: int
    hosts: int


def arguments(
    python: Interpreter, bound: dict[str, str], fds: Descriptors, *, home_bytes: int, tmp_bytes: int
) -> list[str]:
    """Bubblewrap's options. `bound`: name → host path as the launcher sees it."""
    environment = {
        "HOME": HOME,
        "USER": "user",
        "LOGNAME": "user",
        "SHELL": "/bin/bash",
        "PATH": "/opt/runtime/bin:/opt/bin:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "TMPDIR": "/tmp",
        "PYTHONPATH": "/opt/runtime/lib",
        "MPLBACKEND": "agg",
        "IPYTHONDIR": "/tmp/.ipython",  # the home is the session's own
        "PIP_RETRIES": "0",  # there is no network: the first answer is the last
    }
    # Each by its own name: --unshare-all is best effort for two of them.
    args = ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    args += ["--unshare-cgroup"] if Path("/proc/self/ns/cgroup").exists() else []
    args += ["--disable-userns", "--uid", str(UID), "--gid", str(UID), "--hostname", "sandbox", "--cap-drop", "ALL"]
    args += ["--die-with-parent", "--new-session", "--clearenv", "--info-fd", str(fds.info)]
    args += ["--ro-bind", "/usr", "/usr"]
    for link in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        if Path(f"/usr/{link}").exists():
            args += ["--symlink", f"usr/{link}", f"/{link}"]
    for path in _ETC:
        args += ["--ro-bind-try", path, path]
    for number, path in ((fds.passwd, "/etc/passwd"), (fds.group, "/etc/group"), (fds.hosts, "/etc/hosts")):
        args += ["--ro-bind-data", str(number), path]
    args += ["--ro-bind", bound["runtime"], "/opt/runtime", "--ro-bind", bound["agent"], "/opt/agent"]
    args += ["--dir", "/opt/bin"]
    if "python" in bound:
        args += ["--ro-bind", bound["python"], "/opt/python"]
    for name in ("python3", "python"):
        args += ["--symlink", python.inside, f"/opt/bin/{name}"]
    if python.library:
        # Only this one library: the rest of that directory may shadow what the system's programs need.
        args += ["--dir", "/opt/lib", "--symlink", f"/opt/python/lib/{python.library}", f"/opt/lib/{python.library}"]
        environment["LD_LIBRARY_PATH"] = "/opt/lib"
    for name, value in environment.items():
        args += ["--setenv", name, value]
    args += ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
    for path in _HIDDEN:
        args += ["--ro-bind", "/dev/null", path] if Path(path).exists() else []
    # Without the two remounts `/` and `/dev` would be writable, and sized at half of the memory.
    args += ["--dev", "/dev", "--perms", "1777", "--size", str(tmp_bytes), "--tmpfs", "/dev/shm"]
    args += ["--remount-ro", "/dev"]
    args += ["--perms", "1777", "--size", str(tmp_bytes), "--tmpfs", "/tmp"]
    args += ["--perms", "0700", "--size", str(home_bytes), "--tmpfs", HOME]
    args += ["--remount-ro", "/", "--chdir", HOME]
    return [*args, "--add-seccomp-fd", str(fds.seccomp)]


def command(python: Interpreter, limits: str) -> list[str]:
    """What runs inside: the agent."""
    return [python.inside, "-I", "-S", "/opt/agent/agent.py", limits]
