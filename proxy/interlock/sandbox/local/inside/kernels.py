"""Kernels: children that keep the state of one context each, so that an interrupt hurts nothing else."""

import asyncio
import json
import os
import signal
import sys

import programs

HERE = os.path.dirname(os.path.abspath(__file__))
START_TIMEOUT_S = 30.0
MOST = 16
MOST_LINE_BYTES = 17 * 1024 * 1024
ENVIRONMENT = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def command(language, limits):
    if language == "javascript":
        # V8 sees no limit of the kernel's on its own: past this it collects before it grows.
        heap = f"--max-old-space-size={max(64, limits['DATA'] // 2**21)}"
        return ["node", "--no-warnings", heap, os.path.join(HERE, "kernel.mjs")]
    return [sys.executable, os.path.join(HERE, "kernel.py")]


class Dead(Exception):
    """The kernel ended, or says what no kernel says."""


class Kernels:
    def __init__(self, agent):
        self.agent = agent
        self.kernels = {}
        self.ops = {"code": self.code, "warm": self.warm}

    async def configure(self, env, cwd):
        for kernel in self.kernels.values():
            kernel.tell({"op": "configure", "env": env, "cwd": cwd})

    async def warm(self, id_, request):
        await self.kernel("python", "", {})

    async def kernel(self, language, context, request):
        kernel = self.kernels.get((language, context))
        if kernel is None:
            if len(self.kernels) >= MOST:
                raise programs.Refused("state", f"there are {MOST} kernels already")
            kernel = self.kernels[language, context] = Kernel(self, language, context)
            kernel.starting = asyncio.create_task(kernel.start(request))
        try:
            await asyncio.shield(kernel.starting)
        except (Dead, OSError, TimeoutError) as error:
            self.drop(kernel)
            raise programs.Refused("state", f"the kernel for `{language}` did not start") from error
        return kernel

    def drop(self, kernel):
        if self.kernels.get(kernel.key) is kernel:
            del self.kernels[kernel.key]
        if kernel.process is not None:
            programs.group(kernel.process.pid, signal.SIGKILL)
        if kernel.requests is not None:
            kernel.requests.close()

    async def code(self, id_, request):
        try:
            async with asyncio.timeout(request["timeout_s"]) as limit:
                kernel = await self.kernel(request["language"], request["context"], request)
                await kernel.lock.acquire()
        except TimeoutError:
            return {"exit_code": 1, "status": "timed_out", "message": "the kernel was busy all the time"}
        try:
            return await kernel.run(id_, request, limit.when())
        finally:
            kernel.lock.release()


class Kernel:
    def __init__(self, kernels, language, context):
        self.kernels = kernels
        self.agent = kernels.agent
        self.language = language
        self.key = language, context
        self.lock = asyncio.Lock()
        self.process = None
        self.requests = None

    async def start(self, request):
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        try:
            argv = [*command(self.language, self.agent.limits), str(theirs_in), str(theirs_out)]
            settings = {"cwd": "", "env": ENVIRONMENT}
            self.process = await self.agent.programs.spawn(argv, settings, False, (theirs_in, theirs_out))
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        loop = asyncio.get_running_loop()
        self.requests, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(ours_out, "wb", buffering=0))
        self.answers = asyncio.StreamReader(limit=MOST_LINE_BYTES)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(self.answers), os.fdopen(ours_in, "rb"))
        async with asyncio.timeout(START_TIMEOUT_S):
            while (await self.next())["event"] != "ready":
                pass

    def tell(self, message):
        self.requests.write(json.dumps(message).encode() + b"\n")

    async def next(self):
        try:
            message = json.loads(await self.answers.readline() or b"null")
            if message["event"] in ("ready", "result", "code_error", "done"):
                return message
        except (ValueError, TypeError, KeyError) as error:
            raise Dead from error
        raise Dead

    async def run(self, id_, request, until):
        mark = b"\0interlock " + os.urandom(16).hex().encode() + b"\0"
        cwd = self.agent.files.path(request["cwd"]) if request["cwd"] else ""
        pumps = [
            MarkedPump(reader, self.agent.programs.output(id_, name), mark)
            for name, reader in (("stdout", self.process.stdout), ("stderr", self.process.stderr))
        ]
        timed_out = False
        try:
            self.tell(
                {"op": "run", "source": request["source"], "env": request["env"], "cwd": cwd, "mark": mark.decode()}
            )
            try:
                async with asyncio.timeout_at(until):
                    done = await self.finished(id_)
            except TimeoutError:
                timed_out = True
                done = await self.interrupt(id_)
            try:
                async with asyncio.timeout(programs.GRACE_S if timed_out else None):
                    await programs.drained(pumps)
            except TimeoutError:
                pass
        except asyncio.CancelledError:
            await self.interrupt(None)
            raise
        finally:
            await programs.stopped(pumps)
        if timed_out:
            done |= {"status": "timed_out", "exit_code": 130 if "execution_count" in done else 137}
        return done

    async def finished(self, id_):
        """What came of the cell; its results are sent on the way."""
        try:
            while (message := await self.next())["event"] != "done":
                if id_ is not None and message["event"] in ("result", "code_error"):
                    await self.agent.stream(id_, message)
        except Dead:
            self.kernels.drop(self)
            await self.process.wait()
            code = programs.code_of(self.process)
            return {"exit_code": code or 1, "status": "failed", "message": "the kernel ended; its state is gone"}
        failed = bool(message["failed"])
        status = "failed" if failed else "succeeded"
        return {"exit_code": int(failed), "status": status, "execution_count": int(message["execution_count"])}

    async def interrupt(self, id_):
        """SIGINT, a second of grace, then the kernel and its state are gone."""
        programs.group(self.process.pid, signal.SIGINT)
        try:
            async with asyncio.timeout(programs.GRACE_S):
                return await self.finished(id_)
        except TimeoutError:
            self.kernels.drop(self)
            await self.process.wait()
            return {"exit_code": 137, "status": "killed", "message": "the kernel was killed; its state is gone"}


class MarkedPump(programs.Pump):
    """Carries output up to the mark that ends a cell's."""

    def __init__(self, reader, deliver, mark):
        self.mark = mark
        super().__init__(reader, deliver)

    async def run(self):
        held = b""
        while data := await self.reader.read(programs.CHUNK):
            before, found, _ = (held + data).partition(self.mark)
            # The mark may be arriving in pieces.
            keep = 0 if found else overlap(before, self.mark)
            held = before[len(before) - keep :]
            if len(before) > keep:
                await self.carry(before[: len(before) - keep])
            if found:
                return
        if held:
            await self.carry(held)


def overlap(data, mark):
    """Length of the longest end of `data` that begins `mark`."""
    return next((n for n in range(min(len(mark) - 1, len(data)), 0, -1) if data.endswith(mark[:n])), 0)
