"""Truth by execution: what real bash starts when it runs a text, seen in the local sandbox.

Every program of the sandbox is one logging stub (`stub.c`); shells, wrappers and, in some worlds, text filters are real
behind it. Each text runs in several worlds (`inside.py`), and what any of them started is a lower bound of what the
text can start. Texts are hostile by nature: nothing of them runs outside the sandbox.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from builders import a_permit
from interlock.errors import SandboxError
from interlock.model import action as a
from interlock.model import output as o
from interlock.sandbox.local import recipe
from interlock.sandbox.local.backend import LocalBackend
from interlock.sandbox.local.sandbox import LocalSandbox
from sandboxes import a_backend, create, do

HERE = Path(__file__).parent
_BIN = ("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
_BATCH_TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True)
class Start:
    """One program that was started."""

    path: str
    """As it was executed; empty for a name that bash did not find."""
    argv: tuple[str, ...]
    cwd: str
    parent: str
    """Name of the parent, at most 15 bytes of it (proc(5), `comm`)."""
    descriptors: tuple[tuple[int, str], ...]
    env: tuple[tuple[str, str], ...]
    world: str

    @property
    def basename(self) -> str:
        return (self.path or self.argv[0]).rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Ran:
    """What one text started, in all worlds, each start once."""

    id: str
    starts: tuple[Start, ...]
    lost: bool = False
    """It ended the sandbox: nothing is known of it."""


def start_of(record: bytes, world: str) -> Start | None:
    """Decodes a record of the stub; None for a start without arguments at all."""
    fields = iter(field.decode("utf-8", "surrogateescape") for field in record.split(b"\0"))
    path, cwd, parent = next(fields), next(fields), next(fields).strip()
    argv = tuple(next(fields) for _ in range(int(next(fields))))
    descriptors = [next(fields).partition("=") for _ in range(int(next(fields)))]
    env = [next(fields).partition("=") for _ in range(int(next(fields)))]
    if path.endswith("/.not-found"):
        path, argv = "", argv[1:]
    if not argv:
        return None
    return Start(
        path=path,
        argv=argv,
        cwd=cwd,
        parent=parent,
        descriptors=tuple((int(fd), target) for fd, _, target in descriptors),
        env=tuple((name, value) for name, _, value in env),
        world=world,
    )


@asynccontextmanager
async def an_oracle(**settings: object) -> AsyncIterator[Oracle]:
    """An oracle with a sandbox of its own. Needs a C compiler for the stub."""
    with _stage() as stage, _walls_with(stage):
        async with a_backend(**settings) as backend:
            oracle = Oracle(backend)
            try:
                yield oracle
            finally:
                await oracle.close()


class Oracle:
    """Runs texts, a batch in one session."""

    def __init__(self, backend: LocalBackend) -> None:
        self._backend = backend
        self._sandbox: LocalSandbox | None = None

    async def run(self, texts: Sequence[tuple[str, str]], worlds: Sequence[str] = ()) -> list[Ran]:
        """What each `(id, text)` started. A text that ends the sandbox is lost; the rest go on in a new one."""
        done: list[Ran] = []
        while len(done) < len(texts):
            rest = texts[len(done) :]
            answered = await self._batch(rest, worlds)
            done += answered
            if len(answered) < len(rest):
                done.append(Ran(rest[len(answered)][0], (), lost=True))
                await self.close()
        return done

    async def close(self) -> None:
        if self._sandbox is not None:
            await self._sandbox.close()
            self._sandbox = None

    async def _batch(self, texts: Sequence[tuple[str, str]], worlds: Sequence[str]) -> list[Ran]:
        if self._sandbox is None:
            self._sandbox = await create(self._backend)
        sandbox = self._sandbox
        batch = [{"id": id_, "text": text, "worlds": list(worlds)} for id_, text in texts]
        python = recipe.interpreter().inside
        out, words = b"", b""
        with contextlib.suppress(SandboxError):
            await do(sandbox, a.WriteFile(path="/tmp/batch.json", content=json.dumps(batch).encode()))
            command = f"exec {python} -I -S /opt/oracle/inside.py /tmp/batch.json"
            action = a.RunCommand(source=command, timeout_s=_BATCH_TIMEOUT_S)
            async for event in sandbox.perform(a_permit(action)):
                if isinstance(event, o.Output):
                    out, words = (out + event.data, words) if event.stream == "stdout" else (out, words + event.data)
        if words:
            raise RuntimeError(words.decode(errors="replace"))
        found: list[Ran] = []
        for line in out.split(b"\n")[:-1]:
            answer = json.loads(line)
            starts = (start_of(base64.b64decode(record), world) for world, record in answer["records"])
            found.append(Ran(answer["id"], tuple(start for start in starts if start is not None)))
        return found


@contextlib.contextmanager
def _stage() -> Iterator[Path]:
    """The directory that stands for all directories of programs, the stub, and the program that runs the texts."""
    with tempfile.TemporaryDirectory(prefix="interlock-oracle-") as name:
        stage = Path(name)
        stage.chmod(0o755)
        compiler = shutil.which("cc")
        if compiler is None:
            raise RuntimeError("the execution oracle needs a C compiler (`cc`)")
        subprocess.run(
            [compiler, "-O1", "-static", "-o", str(stage / "stub"), str(HERE / "stub.c")], check=True, timeout=60
        )
        shutil.copy(HERE / "inside.py", stage / "inside.py")
        (stage / "bin").mkdir()
        names = {entry.name for place in _BIN if os.path.isdir(place) for entry in os.scandir(place)}
        kept = os.path.basename(recipe.interpreter().inside)
        for program in sorted({*names, ".not-found"}):
            if program == kept and recipe.interpreter().prefix is None:
                (stage / "bin" / program).touch()
            else:
                (stage / "bin" / program).symlink_to("/opt/oracle/stub")
        yield stage


@contextlib.contextmanager
def _walls_with(stage: Path) -> Iterator[None]:
    """Sandboxes that start inside this have the stubs in the place of their programs; the walls stay as they are."""
    sources, arguments = recipe.sources, recipe.arguments

    def more_sources(runtime: Path, python: recipe.Interpreter) -> dict[str, str]:
        return {**sources(runtime, python), "oracle": str(stage)}

    def more_arguments(
        python: recipe.Interpreter, bound: dict[str, str], fds: recipe.Descriptors, *, home_bytes: int, tmp_bytes: int
    ) -> list[str]:
        args = arguments(python, bound, fds, home_bytes=home_bytes, tmp_bytes=tmp_bytes)
        here = bound["oracle"]
        binds = [("/usr/bin", "/opt/oracle/real")]
        binds += [(f"{here}/{name}", f"/opt/oracle/{name}") for name in ("stub", "inside.py")]
        binds += [(f"{here}/bin", place) for place in _BIN if os.path.isdir(place)]
        if python.prefix is None:
            binds.append((python.inside, python.inside))
        at = args.index("/usr") + 2
        return [*args[:at], *(word for source, target in binds for word in ("--ro-bind", source, target)), *args[at:]]

    recipe.sources, recipe.arguments = more_sources, more_arguments
    try:
        yield
    finally:
        recipe.sources, recipe.arguments = sources, arguments
