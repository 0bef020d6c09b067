"""Programs: commands that run to their end, and processes that stay."""

import asyncio
import base64
import os
import signal
from collections import deque

CHUNK = 64 * 1024
KEPT_BYTES = 1024 * 1024
"""Output of a process that is kept for those who attach later."""
KEPT_ENDED = 32
"""Ended processes that can still be asked about."""
MOST_INPUT_BYTES = 1024 * 1024
GRACE_S = 1.0
QUIET_S = 0.1


class Refused(Exception):
    """A request that cannot be carried out. `kind` is `not_found`, `invalid` or `state`."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Protocol(asyncio.subprocess.SubprocessStreamProtocol):
    def __init__(self, limit, loop):
        super().__init__(limit, loop)
        self.exited = asyncio.Event()

    def process_exited(self):
        super().process_exited()
        self.exited.set()


class Child(asyncio.subprocess.Process):
    """A child process that is waited for alone: asyncio's own `wait` also waits until nobody holds its pipes."""

    async def wait(self):
        await self._protocol.exited.wait()
        return self.returncode

    def close(self):
        """After its end: lets go of its pipes, which somebody in the background may hold."""
        self._transport.close()


class Pump:
    """Carries what arrives in one pipe to `deliver`, in a task of its own."""

    def __init__(self, reader, deliver):
        self.reader = reader
        self.deliver = deliver
        self.bytes = 0
        self.delivering = False
        self.task = asyncio.create_task(self.run())

    async def run(self):
        while data := await self.reader.read(CHUNK):
            await self.carry(data)

    async def carry(self, data):
        self.bytes += len(data)
        self.delivering = True
        await self.deliver(data)
        self.delivering = False


async def drained(pumps):
    """Until the pipes have ended or are quiet: what a program left in the background may hold them open for ever."""
    while open_ := [pump.task for pump in pumps if not pump.task.done()]:
        before = [pump.bytes for pump in pumps]
        await asyncio.wait(open_, timeout=QUIET_S)
        if before == [pump.bytes for pump in pumps] and not any(pump.delivering for pump in pumps):
            break


async def stopped(pumps):
    for pump in pumps:
        pump.task.cancel()
    await asyncio.gather(*(pump.task for pump in pumps), return_exceptions=True)


class Tape:
    """The latest output of a process. Who reads slower than it is written loses the oldest, unless nobody keeps up:
    then the program waits."""

    def __init__(self):
        self.items = deque()
        self.first = 0
        self.kept = 0
        self.total = 0
        self.ended = False
        self.readers = set()
        self.changed = asyncio.Event()
        self.room = asyncio.Event()

    async def add(self, stream, data):
        self.items.append((stream, data, self.total))
        self.total += len(data)
        self.kept += len(data) + 64  # many small ones cost more than their bytes
        while self.kept > KEPT_BYTES and len(self.items) > 1:
            self.kept -= len(self.items.popleft()[1]) + 64
            self.first += 1
        self.notify()
        while self.readers and all(self.total - reader.offset > KEPT_BYTES // 2 for reader in self.readers):
            self.room.clear()
            await self.room.wait()

    def end(self):
        self.ended = True
        self.notify()

    def notify(self):
        self.changed.set()
        self.changed = asyncio.Event()


class Reader:
    """One who is attached."""

    def __init__(self, tape):
        self.tape = tape
        self.next = tape.first
        self.offset = tape.items[0][2] if tape.items else tape.total

    async def read(self):
        """(stream, data) in order, from the oldest that is kept; None at the end."""
        tape = self.tape
        while True:
            self.next = max(self.next, tape.first)
            if self.next < tape.first + len(tape.items):
                stream, data, start = tape.items[self.next - tape.first]
                lost, self.next, self.offset = start - self.offset, self.next + 1, start + len(data)
                tape.room.set()
                if lost > 0:
                    data = (
                        b"\ninterlock: %d bytes were written faster than they were read, and are lost\n" % lost + data
                    )
                return stream, data
            if tape.ended:
                return None
            await tape.changed.wait()


class Process:
    """A program that was started to stay."""

    def __init__(self, id_, process, command):
        self.id = id_
        self.process = process
        self.command = command
        self.tape = Tape()
        self.timed_out = False


class Programs:
    def __init__(self, agent):
        self.agent = agent
        self.processes = {}
        self.ops = {
            "run": self.run,
            "start": self.start,
            "attach": self.attach,
            "input": self.input,
            "signal": self.signal,
            "processes": self.list,
        }

    async def spawn(self, argv, request, stdin, pass_fds=()):
        agent = self.agent
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.subprocess_exec(
            lambda: Protocol(CHUNK, loop),
            *argv,
            stdin=asyncio.subprocess.PIPE if stdin else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=agent.files.path(request.get("cwd") or "."),
            env={**agent.env, **request.get("env", {})},
            start_new_session=True,
            pass_fds=pass_fds,
        )
        process = Child(transport, protocol, loop)
        try:
            # Where memory runs out, the program goes and the agent stays.
            with open(f"/proc/{process.pid}/oom_score_adj", "w") as file:
                file.write("500")
        except OSError:
            pass
        return process

    def output(self, id_, stream):
        async def deliver(data):
            text = base64.b64encode(data).decode()
            await self.agent.stream(id_, {"event": "output", "stream": stream, "data": text})

        return deliver

    async def run(self, id_, request):
        process = await self.spawn(request["argv"], request, False)
        pumps = [
            Pump(reader, self.output(id_, name))
            for name, reader in (("stdout", process.stdout), ("stderr", process.stderr))
        ]
        timed_out = False
        try:
            async with asyncio.timeout(request["timeout_s"]):
                await process.wait()
                await drained(pumps)
        except TimeoutError:
            timed_out = True
            await end(process)
            try:
                async with asyncio.timeout(GRACE_S):
                    await drained(pumps)
            except TimeoutError:
                pass
        except asyncio.CancelledError:
            await end(process)
            raise
        finally:
            await stopped(pumps)
            # A command is over when it is over: what shall stay is started as a process.
            group(process.pid, signal.SIGKILL)
            process.close()
        return ending(process, timed_out)

    async def start(self, id_, request):
        for old in [p for p in self.processes.values() if p.tape.ended][:-KEPT_ENDED]:
            del self.processes[old.id]
        process = await self.spawn(request["argv"], request, request["stdin"])
        held = Process(request["process"], process, request["command"])
        self.processes[held.id] = held
        held.task = asyncio.create_task(self.follow(held, request["timeout_s"]))
        await self.agent.stream(id_, {"event": "started", "process": held.id, "pid": process.pid})

    async def follow(self, held, timeout_s):
        def to_tape(stream):
            return lambda data: held.tape.add(stream, data)

        process = held.process
        pumps = [
            Pump(reader, to_tape(name)) for name, reader in (("stdout", process.stdout), ("stderr", process.stderr))
        ]
        try:
            async with asyncio.timeout(timeout_s or None):
                await process.wait()
        except TimeoutError:
            held.timed_out = True
            await end(process)
        await drained(pumps)
        await stopped(pumps)
        group(process.pid, signal.SIGKILL)
        process.close()
        held.tape.end()

    async def attach(self, id_, request):
        held = self.held(request)
        reader = Reader(held.tape)
        held.tape.readers.add(reader)
        try:
            while (item := await reader.read()) is not None:
                await self.output(id_, item[0])(item[1])
        finally:
            held.tape.readers.discard(reader)
            held.tape.room.set()
        return ending(held.process, held.timed_out)

    async def input(self, id_, request):
        held = self.held(request)
        stdin = held.process.stdin
        if stdin is None:
            raise Refused("state", f"standard input of `{held.id}` was not kept open")
        if stdin.is_closing() or held.process.returncode is not None:
            raise Refused("state", f"standard input of `{held.id}` is closed")
        data = base64.b64decode(request["data"])
        # Never waits for the program: it may read when it likes, or not at all.
        if stdin.transport.get_write_buffer_size() + len(data) > max(MOST_INPUT_BYTES, len(data)):
            raise Refused("state", f"`{held.id}` has not read what it was sent before")
        stdin.write(data)
        if request["close"]:
            stdin.close()

    async def signal(self, id_, request):
        held = self.held(request)
        if held.process.returncode is not None:
            raise Refused("state", f"`{held.id}` has ended")
        group(held.process.pid, getattr(signal, request["signal"]))

    async def list(self, id_, request):
        for held in list(self.processes.values()):
            info = {"process": held.id, "pid": held.process.pid, "command": held.command}
            info["running"] = held.process.returncode is None
            if not info["running"]:
                info["exit_code"] = code_of(held.process)
            await self.agent.stream(id_, {"event": "process_info", **info})

    def held(self, request):
        held = self.processes.get(request["process"])
        if held is None:
            raise Refused("not_found", f"no process `{request['process']}`")
        return held


def ending(process, timed_out):
    code = code_of(process)
    return {"exit_code": code, "status": "timed_out" if timed_out else "succeeded" if code == 0 else "failed"}


def code_of(process):
    code = process.returncode
    return 0 if code is None else code if code >= 0 else 128 - code


def group(pid, number):
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


async def end(process):
    """SIGINT to all of it, a second of grace, then kill."""
    group(process.pid, signal.SIGINT)
    try:
        async with asyncio.timeout(GRACE_S):
            await process.wait()
    except TimeoutError:
        group(process.pid, signal.SIGKILL)
        await process.wait()
