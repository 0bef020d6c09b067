"""Runs inside the sandbox: each text of a batch in each world; prints a JSON line for each text, in order.

`inside.py BATCH`; the batch is a JSON list of `{"id", "text", "worlds"}`. A line is
`{"id", "records": [[world, base64]…]}`; a record is what `stub.c` writes, and of equal ones only the first is told.
Standard library only: the interpreter is that of the sandbox.
"""

import base64
import contextlib
import functools
import json
import os
import re
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import time

HOME = "/home/user"
HERE = "/dev/shm/.oracle"
NAMES = f"{HERE}/names"
STUB = "/opt/oracle/stub"
WALL_S = 0.6
MOST_LOG = 2 << 20
MOST_PATHS = 40

_SHELLS = ("bash", "sh", "dash", "rbash")
_WRAPPERS = (
    *("env", "xargs", "find", "timeout", "nice", "nohup", "setsid", "stdbuf", "ionice", "taskset", "chrt", "prlimit"),
    *("setarch", "linux64", "flock", "time", "run-parts"),
)
# Their output is a function of their input that facts may know, so in no world they are anything else.
_FILTERS = (
    *("cat", "tac", "rev", "tr", "sed", "head", "tail", "cut", "sort", "uniq", "fold", "nl", "tee", "seq", "basename"),
    *("base64", "base32", "xxd", "od", "printf", "echo", "test", "[", "true", "false", "pwd", "dirname", "expr"),
)
_TOOLS = (
    *("awk", "mawk", "gawk", "grep", "egrep", "fgrep", "paste", "join", "comm", "column", "wc", "printenv", "gzip"),
    *("gunzip", "zcat", "perl", "touch", "mkdir", "cp", "mv", "ln", "mktemp", "chmod", "ls", "realpath", "readlink"),
)
_AS_BUILTIN = ("echo", "true", "false", "test", "[", "pwd")

# world → (how stubs end, programs that are real, what stands at the paths that the text names, settings of each bash)
_WORLDS = {
    "succeed": ("s", (), None, ""),
    "fail": ("f", (), None, ""),
    "directories": ("s", (), "directory", ""),
    "programs": ("o", (), "program", ""),
    "tools": ("s", _TOOLS, None, ""),
    "no-builtins": ("s", _TOOLS, None, f"enable -n {' '.join(_AS_BUILTIN)}"),
}

_NOT_FOUND = '() {  /usr/bin/.not-found "$@"\n}'


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        batch = json.load(file)
    for item in batch:
        seen = {}
        for world in item["worlds"] or _WORLDS:
            for record in records(run(item["text"], *_WORLDS[world])):
                seen.setdefault(record, world)
        told = [[world, base64.b64encode(record).decode()] for record, world in seen.items()]
        print(json.dumps({"id": item["id"], "records": told}), flush=True)


def records(log):
    """One after the other, without their lengths; one that is cut short at the end is dropped."""
    at = 0
    while at + 4 <= len(log):
        (size,) = struct.unpack_from("=I", log, at)
        if at + size > len(log):
            return
        yield log[at + 4 : at + size]
        at += size


def run(text, ending, real, named, settings):
    """The log of one run."""
    fresh(text, named)
    for name, content in (
        ("log", ""),
        ("world", ending),
        ("real", "".join(f"{p}={_file_of(p)}\n" for p in (*_SHELLS, *_WRAPPERS, *_FILTERS, *real))),
        ("settings", f"enable -n kill\n{settings}\n"),
        ("stdin", "gamma delta\nepsilon\n" if ending == "o" else ""),
    ):
        with open(f"{HERE}/{name}", "w", encoding="utf-8") as file:
            file.write(content)
    environment = {
        "HOME": HOME,
        "USER": "user",
        "PATH": f"/usr/local/bin:/usr/bin:/bin:{NAMES}",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "BASH_ENV": f"{HERE}/settings",
        "BASH_FUNC_command_not_found_handle%%": _NOT_FOUND,
    }
    with open(f"{HERE}/stdin", "rb") as stdin:
        process = subprocess.Popen(
            ["/opt/oracle/real/bash", "-c", text.encode("utf-8", "surrogatepass")],
            executable="/opt/oracle/real/bash",
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=HOME,
            env=environment,
            start_new_session=True,
            preexec_fn=_limits,
        )
    until = time.monotonic() + WALL_S
    ended = select.poll()
    ended.register(pidfd := os.pidfd_open(process.pid), select.POLLIN)
    while not ended.poll(50) and time.monotonic() < until and size_of(f"{HERE}/log") < MOST_LOG:
        pass
    os.close(pidfd)
    process.poll()
    if process.returncode is not None:
        # What it left in the background has a moment, too.
        until = min(until, time.monotonic() + 0.1)
        while others() and time.monotonic() < until:
            time.sleep(0.004)
    while left := others():
        for pid in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        process.poll()
    try:
        with open(f"{HERE}/log", "rb") as file:
            return file.read(MOST_LOG)
    except OSError:
        return b""


@functools.cache
def _file_of(program):
    """The file that it is in the end: `sh` is `dash`, `awk` is what the alternatives say."""
    while True:
        try:
            target = os.readlink(f"/opt/oracle/real/{program}")
            program = os.path.basename(os.readlink(target) if target.startswith("/etc/") else target)
        except OSError:
            return program


def _limits():
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20))


def others():
    """Processes that came after this one."""
    found = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in _BEFORE]
    return [pid for pid in found if not is_over(pid)]


_BEFORE = {int(name) for name in os.listdir("/proc") if name.isdigit()}


def is_over(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def size_of(path):
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def fresh(text, named):
    """Directories as before the first text; the programs that the text may name, and what stands at the paths in it."""
    for place in (HOME, "/tmp", "/dev/shm"):
        os.chmod(place, 0o755) if place == HOME else None
        for name in os.listdir(place):
            path = f"{place}/{name}"
            if path == sys.argv[1]:
                continue
            remove(path)
    os.makedirs(NAMES)
    words = set(re.findall(r"[\w.+:@%,~^-]+", text)) | set(re.findall(r"[^\s;&|()<>\"'`$\\]+", text))
    for word in words:
        if 0 < len(word) < 200 and "/" not in word and word not in (".", ".."):
            with contextlib.suppress(OSError, ValueError):
                os.symlink(STUB, f"{NAMES}/{word}")
    if named is None:
        return
    targets = re.findall(r">\|?\s*['\"]?([\w.+@%,~/-]+)", text)
    # What programs write they could not, were a stub there.
    targets += re.findall(r"[\w.+@%,~/-]+", " ".join(re.findall(r"\b(?:tee|dd|install|cp|mv|ln|sed)\b[^\n;|&]*", text)))
    written = {os.path.normpath(os.path.join(HOME, path.replace("~", HOME))) for path in targets}
    for path in sorted(set(re.findall(r"(?<![\w-])[\w.+@%,~/][\w.+@%,~/-]*", text)))[:MOST_PATHS]:
        path = path.replace("~", HOME)
        where = os.path.normpath(os.path.join(HOME, path))
        if where in written:
            continue  # what the text writes there is what stands there
        if not where.startswith((HOME + "/", "/tmp/")) or (named == "program" and "/" not in path) or len(where) > 300:
            continue
        with contextlib.suppress(OSError, ValueError):
            if named == "directory":
                os.makedirs(where, exist_ok=True)
                for name in ("one", "two.txt"):
                    with open(f"{where}/{name}", "a"):
                        pass
            else:
                os.makedirs(os.path.dirname(where), exist_ok=True)
                os.symlink(STUB, where)


def remove(path):
    if os.path.islink(path) or not os.path.isdir(path):
        with contextlib.suppress(OSError):
            os.unlink(path)
        return
    shutil.rmtree(path, onerror=lambda f, p, e: opened(p))
    if os.path.lexists(path):
        shutil.rmtree(path, ignore_errors=True)


def opened(path):
    with contextlib.suppress(OSError):
        os.chmod(os.path.dirname(path), 0o700)
        os.chmod(path, 0o700)


if __name__ == "__main__":
    main()
