"""What the local sandbox keeps out. Every attack fails inside, and its control shows that without the wall it succeeds.

`bare` is a bubblewrap with the usual options and none of our care.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_permit
from interlock.errors import RequestError
from interlock.model import action as a
from interlock.model import output as o
from interlock.sandbox.local.bwrap import find_bwrap
from sandboxes import a_sandbox, do, run, written

pytestmark = pytest.mark.sandbox
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="a wall of those who are started by root")


def bare(source: str, *options: str, env: dict[str, str] | None = None, stdout: int = subprocess.PIPE) -> str:
    argv = [str(find_bwrap().path), "--unshare-user", "--unshare-pid", "--uid", "1000", "--gid", "1000"]
    argv += ["--ro-bind", "/usr", "/usr", "--ro-bind", sys.base_prefix, "/opt/python"]
    for link in ("bin", "lib", "lib64"):
        argv += ["--symlink", f"usr/{link}", f"/{link}"] if Path(f"/usr/{link}").exists() else []
    argv += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *options, "--", "/bin/bash", "-c", source]
    return subprocess.run(argv, stdout=stdout, stderr=subprocess.DEVNULL, env=env or {}, text=True, check=False).stdout


async def inside(source: str, **settings: object) -> str:
    async with a_sandbox(**settings) as sandbox:
        return (await run(sandbox, source))[0]


# --- P1 ---------------------------------------------------------------------------------------------------------------

# Opened and never written: a write would change the machine that runs the tests.
SYSCTLS = 'for f in $(find /proc/sys -type f); do { :; } 9>>"$f" && echo "$f"; done 2>/dev/null | wc -l'


@as_root
async def test_no_sysctl_can_be_opened_for_writing() -> None:
    assert int(bare(SYSCTLS)) > 100
    assert int(await inside(SYSCTLS)) == 0


@as_root
async def test_started_by_root_every_sandbox_is_a_stranger_to_root_and_to_the_others() -> None:
    async with a_sandbox() as first, a_sandbox() as second:
        status = [Path(f"/proc/{sandbox.process.pid}/status").read_text() for sandbox in (first, second)]
        uids = [set(re.findall(r"^(?:Uid|Gid):\t(.*)$", text, re.M)[0].split()) for text in status]
        assert all(len(uid) == 1 and int(next(iter(uid))) >= 200_000 for uid in uids)
        assert first.isolation["uid"] == "dropped"
        assert all(re.search(r"^Groups:\s*$", text, re.M) for text in status)


# --- P2, P3 -----------------------------------------------------------------------------------------------------------

ENVIRONMENTS = "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c CANARY"


async def test_the_environment_of_the_proxy_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY", "a-secret")
    assert int(bare(ENVIRONMENTS, "--clearenv", env={"CANARY": "a-secret"})) > 0
    assert int(await inside(ENVIRONMENTS)) == 0


REOPENED = (
    'for f in /proc/[0-9]*/fd/*; do [ -f "$f" ] && head -c 99 "$f"; done 2>/dev/null | grep -m1 "a secret of the host"'
)


async def test_no_open_file_of_the_proxy_can_be_read_back(tmp_path: Path) -> None:
    secret = tmp_path / "log"
    secret.write_text("a secret of the host\n")
    with secret.open("a") as file:
        os.set_inheritable(file.fileno(), True)
        bare(f"exec 8>&1; cat /proc/self/fd/8 >&2; {REOPENED}", stdout=file.fileno())
        heard = await inside(f"exec 2>/dev/null; timeout 5 bash -c '{REOPENED}'")
    # The control wrote into the log what it had read from the log.
    assert secret.read_text().count("a secret of the host") == 2 and heard == ""


async def test_the_command_line_of_bubblewrap_does_not_show_the_host() -> None:
    heard = await inside("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'")
    assert "--args" in heard and "--ro-bind" not in heard and str(Path(__file__).parents[2]) not in heard


async def test_start_up_files_that_the_session_wrote_do_not_run_before_its_commands() -> None:
    async with a_sandbox() as sandbox:
        for name in (".profile", ".bash_profile", ".bash_login", ".bashrc"):
            await do(sandbox, a.WriteFile(path=name, content=b"echo EVIL"))
        assert (await run(sandbox, "bash -ic true 2>/dev/null; echo hello"))[0] == "EVIL\nhello\n"
        assert (await run(sandbox, "echo hello"))[0] == "hello\n"


async def test_the_agents_memory_is_closed_to_what_runs_beside_it() -> None:
    """Written over, it would say what its session likes; its own session only, but why make it easy."""
    async with a_sandbox() as sandbox:
        events = await do(sandbox, a.RunCommand(source="exec 2>&1; : 9<>/proc/self/mem; : 9<>/proc/2/mem"))
        # The control is its own memory.
        assert written(events) == "/bin/bash: line 1: /proc/2/mem: Permission denied\n"


# --- P4 ---------------------------------------------------------------------------------------------------------------


async def test_files_are_reached_from_inside_where_links_end_inside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of the host")
    os.chmod(tmp_path, 0o755)
    async with a_sandbox() as sandbox:
        await run(sandbox, f"ln -s {secret} ~/file; ln -s {tmp_path} ~/directory; ln -s /proc/1/root{secret} ~/magic")
        # A host that opened it by itself would follow the link in its own tree.
        assert Path(f"/proc/{sandbox.process.pid}/root/home/user/file").read_text() == "of the host"
        for path in ("file", "directory/secret", "magic", f"/proc/1/root{secret}", "/proc/1/cwd/../.." + str(secret)):
            with pytest.raises(RequestError):
                await do(sandbox, a.ReadFile(path=path))
            with pytest.raises(RequestError):
                await do(sandbox, a.ListFiles(path=path))
        for path in ("file", "directory/planted", "magic"):
            try:
                await do(sandbox, a.WriteFile(path=path, content=b"planted"))
            except RequestError:
                continue
        with pytest.raises(RequestError):
            await do(sandbox, a.RemoveFile(path="directory/secret"))
        await do(sandbox, a.RemoveFile(path="directory", recursive=True))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret"] and secret.read_text() == "of the host"


async def test_the_hosts_files_are_not_there() -> None:
    assert await inside("ls -d /root /var /sys /run /etc/shadow /etc/ssh /boot /mnt/* 2>/dev/null") == ""


# --- P7 ---------------------------------------------------------------------------------------------------------------

PROBES = {
    "ptrace": "syscall({ptrace}, 0, 0, 0, 0)",
    "keyctl": "syscall({keyctl}, 0, -3, 0)",
    "add_key": "syscall({add_key}, b'user', b'x', b'x', 1, -2)",
    "unshare": "syscall({unshare}, 0)",
    "process_vm_readv": "syscall({process_vm_readv}, os.getpid(), 0, 0, 0, 0, 0)",
    "kcmp": "syscall({kcmp}, os.getpid(), os.getpid(), 1, 0, 0)",
    "io_uring_setup": "syscall({io_uring_setup}, 1, 0)",
    "shmget": "syscall({shmget}, 0, 4096, 0o600)",
    "name_to_handle_at": "syscall({name_to_handle_at}, -100, b'/tmp', 0, 0, 0)",
    "fsopen": "syscall({fsopen}, 0, 0)",
    "TIOCSTI": "syscall({ioctl}, 1, 0x5412, 0)",
    "personality": "syscall({personality}, 0x0040000)",
    "packet socket": "syscall({socket}, 17, 3, 0)",
    "a call of the future": "syscall(600, 0)",
}


def probes() -> str:
    from interlock.sandbox.local.seccomp import _CALLS, _REFUSED

    column = 0 if os.uname().machine == "x86_64" else 1
    numbers = {name: row[column] for name, row in {**_REFUSED, **_CALLS}.items()}
    calls = ", ".join(f"(syscall_error({call.format(**numbers)}))" for call in PROBES.values())
    return (
        "import ctypes, os, errno; libc = ctypes.CDLL(None, use_errno=True); syscall = libc.syscall\n"
        "def syscall_error(result): return errno.errorcode[ctypes.get_errno()] if result < 0 else 'OK'\n"
        f"print(*[{calls}])"
    )


async def test_calls_that_have_no_place_in_a_sandbox_are_refused_by_the_filter() -> None:
    library = f"LD_LIBRARY_PATH=/opt/python/lib /opt/python/bin/python{sysconfig.get_python_version()}"
    control = dict(zip(PROBES, bare(f'{library} -c "{probes()}"').split(), strict=True))
    heard = dict(zip(PROBES, (await inside(f'python3 -c "{probes()}"')).split(), strict=True))
    expected = dict.fromkeys(PROBES, "EPERM") | {"packet socket": "EAFNOSUPPORT", "a call of the future": "ENOSYS"}
    assert heard == expected
    # Most of them answer something else to whoever has no filter: it is the filter that refuses, and not the kernel.
    assert sum(control[name] != heard[name] for name in PROBES) >= len(PROBES) // 2


async def test_what_everyday_programs_need_still_works() -> None:
    works = {
        "threads": "import threading; t=threading.Thread(target=print); t.start(); t.join()",
        "processes": "import multiprocessing as m; p=m.get_context('spawn').Process(target=print); p.start(); p.join()",
        "pool": "import concurrent.futures as c; print(list(c.ThreadPoolExecutor().map(abs, [1])))",
        "callbacks": "import ctypes; ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1)()",
        "sqlite": "import sqlite3; sqlite3.connect('/tmp/x.db').execute('create table t(a)')",
        "tls": "import ssl; ssl.create_default_context()",
        "asyncio": "import asyncio; asyncio.run(asyncio.create_subprocess_exec('true'))",
        "loopback": "import socket; s=socket.create_server(('127.0.0.1',0)); socket.create_connection(s.getsockname())",
        "pty": "import pty; pty.openpty()",
        "fifo": "import os; os.mkfifo('/tmp/fifo')",
        "shared memory": (
            "from multiprocessing import shared_memory as s; m=s.SharedMemory(create=True,size=9); m.unlink()"
        ),
        "temporary files": "import tempfile; tempfile.NamedTemporaryFile()",
        "arrays": "import numpy; numpy.linalg.inv(numpy.eye(300))",
        "plots": "import matplotlib.pyplot as p; p.plot([1]); p.savefig('/tmp/x.png')",
    }
    async with a_sandbox() as sandbox:
        broken = {
            name: code for name, code in works.items() if (await run(sandbox, f'python3 -c "{code}"'))[1].exit_code
        }
        shell = "cat <(echo substituted); f() { local x=$((1+1)); echo $x; }; f | tee >(cat >/dev/null)"
        assert (await run(sandbox, shell))[0] == "substituted\n2\n"
    assert broken == {}


# --- P8, P9 -----------------------------------------------------------------------------------------------------------

WRITABLE = "for d in / /dev /usr /etc /opt /home /proc/1; do touch $d/x 2>/dev/null && echo $d; done; true"


async def test_nothing_outside_of_the_sized_mounts_can_be_written() -> None:
    assert {"/", "/dev"} <= set(bare(WRITABLE).split())
    assert await inside(WRITABLE) == ""


async def test_every_namespace_is_the_sandboxs_own_and_none_can_be_made() -> None:
    names = ("user", "pid", "net", "ipc", "uts", "cgroup", "mnt")
    links = "; ".join(f"readlink /proc/self/ns/{name}" for name in names)
    ours = [os.readlink(f"/proc/self/ns/{name}") for name in names]
    assert set(bare(links).split()) & set(ours)  # the control shares what it was not told to unshare
    async with a_sandbox() as sandbox:
        theirs, _ = await run(sandbox, links)
        made, _ = await run(sandbox, "unshare -Ur true && echo made; unshare -n true && echo made")
    assert len(theirs.split()) == len(names) and not set(theirs.split()) & set(ours) and made == ""


# --- network ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def listeners() -> Iterator[tuple[int, str]]:
    """A port and an abstract unix socket that somebody on the host listens on."""
    name = f"interlock-test-{os.getpid()}"
    with closing(socket.create_server(("127.0.0.1", 0))) as tcp, closing(socket.socket(socket.AF_UNIX)) as unix:
        unix.bind("\0" + name)
        unix.listen()
        yield tcp.getsockname()[1], name


async def test_nobody_on_the_host_and_beyond_is_reached(listeners: tuple[int, str]) -> None:
    port, name = listeners
    tries = (
        "import socket\n"
        "for family, address in ((2, ('127.0.0.1', PORT)), (1, chr(0) + 'NAME'), (2, ('192.0.2.1', 80))):\n"
        "    try:\n        s = socket.socket(family); s.settimeout(1); s.connect(address); print(address)\n"
        "    except OSError: pass\n"
    )
    code = tries.replace("PORT", str(port)).replace("NAME", name)
    control = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    async with a_sandbox() as sandbox:
        await do(sandbox, a.WriteFile(path="try.py", content=code.encode()))
        heard, _ = await run(sandbox, "python3 try.py; tail -n +2 /proc/net/route")
    assert str(port) in control and name in control and heard == ""


# --- each other -------------------------------------------------------------------------------------------------------

PLANT = "echo s > /tmp/s; echo s > ~/s; echo s > /dev/shm/s; setsid sleep 4322 & exec -a planted sleep 0"
TRACES = "find /tmp /dev/shm ~ -mindepth 1 -name s; grep -la 'sleep.432[2]' /proc/[0-9]*/cmdline"


async def test_sessions_leave_each_other_nothing() -> None:
    async def session() -> str:
        async with a_sandbox() as sandbox:
            found, _ = await run(sandbox, TRACES)
            shown = await do(sandbox, a.RunCode(source="'planted' in globals()"))
            await run(sandbox, PLANT)
            await do(sandbox, a.RunCode(source="planted = 1"))
            assert o.Result(data={"text/plain": "False"}, is_main_result=True) in shown
            return found

    assert await asyncio.gather(*(session() for _ in range(4))) == [""] * 4
    assert [await session() for _ in range(4)] == [""] * 4


async def test_a_permit_stays_unused_where_the_sandbox_is_gone() -> None:
    async with a_sandbox() as sandbox:
        permit = a_permit(a.RunCommand(source="true"))
        await sandbox.close()
        with pytest.raises(Exception, match="gone"):
            await anext(sandbox.perform(permit))
    assert permit.redeem()
