"""The agent: does everything that touches a sandbox's state, on request of the host. Runs inside; standard library
only.

Frames on descriptor 3 in both directions: four bytes of length, then JSON. Requests are `{"id", "op", …}`; each is answered by events
`{"id", "event", …}`, the last of which is `exited` or `error`. Output is sent as far as the host has room for it (`credit`).

It shares its uid with the code it runs, which may kill or fake it: that hurts this session only, and the host trusts
nothing it says.
"""

import asyncio
import base64
import json
import os
import resource
import shutil
import signal
import stat
import struct
import sys

CHUNK = 64 * 1024
WINDOW = 1024 * 1024
KEPT = 1024 * 1024
GRACE_S = 1.0
HOME = "/home/user"
HERE = os.path.dirname(os.path.abspath(__file__))
KERNELS = {
    "python": [sys.executable, os.path.join(HERE, "kernel.py")],
    "javascript": ["node", "--no-warnings", os.path.join(HERE, "kernel.mjs")],
}


class Credit:
    """How much more the host takes for one request."""

    def __init__(self):
        self.left = WINDOW
        self.more = asyncio.Event()
        self.more.set()

    async def take(self, count):
        while self.left <= 0:
            self.more.clear()
            await self.more.wait()
        self.left -= count

    def give(self, count):
        self.left += count
        self.more.set()


class Process:
    """A program that was started to stay."""

    def __init__(self, id_, process, command):
        self.id = id_
        self.process = process
        self.command = command
        self.kept = []
        self.kept_bytes = 0
        self.watchers = set()
        self.ended = asyncio.Event()

    def feed(self, stream, data):
        self.kept.append((stream, data))
        self.kept_bytes += len(data)
        while self.kept_bytes > KEPT and len(self.kept) > 1:
            self.kept_bytes -= len(self.kept.pop(0)[1])
        for watcher in self.watchers:
            watcher.put_nowait((stream, data))


class Agent:
    def __init__(self, reader, writer, limits):
        self.reader = reader
        self.writer = writer
        self.limits = limits
        self.credits = {}
        self.tasks = {}
        self.processes = {}
        self.kernels = {}
        self.env = dict(os.environ)
        self.cwd = HOME
        self.lock = asyncio.Lock()

    async def serve(self):
        await self.send({"event": "ready"})
        while True:
            try:
                (length,) = struct.unpack("!I", await self.reader.readexactly(4))
                request = json.loads(await self.reader.readexactly(length))
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            self.dispatch(request)

    def dispatch(self, request):
        id_, op = request["id"], request["op"]
        if op == "credit":
            if id_ in self.credits:
                self.credits[id_].give(request["bytes"])
            return
        if op == "cancel":
            if id_ in self.tasks:
                self.tasks[id_].cancel()
            return
        self.credits[id_] = Credit()
        self.tasks[id_] = asyncio.create_task(self.handle(id_, op, request))

    async def handle(self, id_, op, request):
        try:
            await getattr(self, "op_" + op)(id_, request)
        except asyncio.CancelledError:
            await self.send({"id": id_, "event": "exited", "status": "killed", "exit_code": 130})
        except FileNotFoundError as error:
            await self.send({"id": id_, "event": "error", "kind": "not_found", "message": describe(error)})
        except (OSError, ValueError, KeyError) as error:
            await self.send({"id": id_, "event": "error", "kind": "invalid", "message": describe(error)})
        finally:
            self.credits.pop(id_, None)
            self.tasks.pop(id_, None)

    async def send(self, message):
        data = json.dumps(message).encode()
        async with self.lock:
            self.writer.write(struct.pack("!I", len(data)) + data)
            await self.writer.drain()

    async def output(self, id_, stream, data):
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            await self.credits[id_].take(len(chunk))
            await self.send({"id": id_, "event": "output", "stream": stream, "data": base64.b64encode(chunk).decode()})

    async def exited(self, id_, code=0, status=None, **more):
        status = status or ("succeeded" if code == 0 else "failed")
        await self.send({"id": id_, "event": "exited", "exit_code": code, "status": status, **more})

    # --- set-up -------------------------------------------------------------------------------------------------------

    async def op_configure(self, id_, request):
        self.env.update(request["env"])
        if request["cwd"]:
            os.makedirs(request["cwd"], exist_ok=True)
            self.cwd = request["cwd"]
        await self.exited(id_)

    # --- programs -----------------------------------------------------------------------------------------------------

    async def start(self, argv, request, stdin):
        return await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.PIPE if stdin else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=request.get("cwd") or self.cwd,
            env={**self.env, **request.get("env", {})},
            start_new_session=True,
            limit=CHUNK,
        )

    async def op_run(self, id_, request):
        process = await self.start(request["argv"], request, False)

        async def pump(stream, reader):
            while data := await reader.read(CHUNK):
                await self.output(id_, stream, data)

        pumps = [
            asyncio.create_task(pump("stdout", process.stdout)),
            asyncio.create_task(pump("stderr", process.stderr)),
        ]
        timed_out = False
        try:
            async with asyncio.timeout(request["timeout_s"]):
                await process.wait()
                # What the program left behind in the background may hold the pipes open for ever.
                await asyncio.wait(pumps, timeout=None if self.left_open(process) is False else 0.2)
        except TimeoutError:
            timed_out = True
            await end(process)
        except asyncio.CancelledError:
            await end(process)
            raise
        finally:
            for task in pumps:
                if not task.done():
                    await asyncio.wait([task], timeout=0.05)
                task.cancel()
            group(process.pid, signal.SIGKILL)
        await self.exited(id_, code_of(process), "timed_out" if timed_out else None)

    @staticmethod
    def left_open(process):
        """Whether somebody of the program's session still lives."""
        try:
            os.killpg(process.pid, 0)
            return True
        except (ProcessLookupError, PermissionError):
            return False

    async def op_start(self, id_, request):
        process = await self.start(request["argv"], request, request["stdin"])
        held = Process(request["process"], process, request["command"])
        self.processes[held.id] = held
        held.task = asyncio.create_task(self.follow(held, request["timeout_s"]))
        await self.send({"id": id_, "event": "started", "process": held.id, "pid": process.pid})
        await self.exited(id_)

    async def follow(self, held, timeout_s):
        async def pump(stream, reader):
            while data := await reader.read(CHUNK):
                held.feed(stream, data)
                while held.watchers and all(w.qsize() > 64 for w in held.watchers):
                    await asyncio.sleep(0.02)

        pumps = [
            asyncio.create_task(pump("stdout", held.process.stdout)),
            asyncio.create_task(pump("stderr", held.process.stderr)),
        ]
        try:
            async with asyncio.timeout(timeout_s or None):
                await held.process.wait()
        except TimeoutError:
            await end(held.process)
        await asyncio.wait(pumps, timeout=0.5)
        for task in pumps:
            task.cancel()
        held.ended.set()
        for watcher in held.watchers:
            watcher.put_nowait(None)

    async def op_attach(self, id_, request):
        held = self.processes[request["process"]] if request["process"] in self.processes else None
        if held is None:
            raise FileNotFoundError("no process " + request["process"])
        watcher = asyncio.Queue()
        for item in held.kept:
            watcher.put_nowait(item)
        if held.ended.is_set():
            watcher.put_nowait(None)
        held.watchers.add(watcher)
        try:
            while (item := await watcher.get()) is not None:
                await self.output(id_, *item)
        finally:
            held.watchers.discard(watcher)
        await self.exited(id_, code_of(held.process))

    def process(self, request):
        held = self.processes.get(request["process"])
        if held is None:
            raise FileNotFoundError("no process `" + request["process"] + "`")
        return held

    async def op_input(self, id_, request):
        held = self.process(request)
        if held.process.stdin is None:
            raise ValueError("its standard input was not kept open")
        data = base64.b64decode(request["data"])
        try:
            if data:
                held.process.stdin.write(data)
                await held.process.stdin.drain()
            if request["close"]:
                held.process.stdin.close()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ValueError("its standard input is closed") from error
        await self.exited(id_)

    async def op_signal(self, id_, request):
        held = self.process(request)
        group(held.process.pid, getattr(signal, request["signal"]))
        await self.exited(id_)

    async def op_processes(self, id_, request):
        for held in self.processes.values():
            running = held.process.returncode is None
            info = {"process": held.id, "pid": held.process.pid, "command": held.command, "running": running}
            if not running:
                info["exit_code"] = code_of(held.process)
            await self.send({"id": id_, "event": "process_info", **info})
        await self.exited(id_)

    # --- kernels ------------------------------------------------------------------------------------------------------

    async def op_code(self, id_, request):
        key = request["language"], request["context"]
        kernel = self.kernels.get(key)
        if kernel is None or kernel.process.returncode is not None:
            kernel = self.kernels[key] = Kernel(self, request["language"])
            await kernel.start(request.get("cwd") or self.cwd, self.env)
        await kernel.run(id_, request)

    async def op_warm(self, id_, request):
        kernel = Kernel(self, "python")
        await kernel.start(self.cwd, self.env)
        self.kernels["python", ""] = kernel
        await self.exited(id_)

    # --- files --------------------------------------------------------------------------------------------------------

    def path(self, text):
        return os.path.join(self.cwd, os.path.expanduser(text) if text.startswith("~") else text)

    async def op_read(self, id_, request):
        with open(self.path(request["path"]), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ValueError("not an ordinary file")
            while data := await asyncio.to_thread(file.read, CHUNK):
                await self.credits[id_].take(len(data))
                await self.send({"id": id_, "event": "file_chunk", "data": base64.b64encode(data).decode()})
        await self.exited(id_)

    async def op_write_begin(self, id_, request):
        path = self.path(request["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.upload = (path, open(path + ".interlock-part", "wb"), request["mode"])
        await self.exited(id_)

    async def op_write_chunk(self, id_, request):
        self.upload[1].write(base64.b64decode(request["data"]))
        await self.exited(id_)

    async def op_write_end(self, id_, request):
        path, file, mode = self.upload
        file.close()
        os.chmod(file.name, mode)
        os.replace(file.name, path)
        await self.exited(id_)

    async def info(self, id_, path):
        found = os.lstat(path)
        kinds = ((stat.S_ISREG, "file"), (stat.S_ISDIR, "directory"), (stat.S_ISLNK, "symlink"))
        kind = next((name for test, name in kinds if test(found.st_mode)), "other")
        event = {
            "path": path,
            "type": kind,
            "size": found.st_size,
            "mode": stat.S_IMODE(found.st_mode),
            "modified_unix_s": found.st_mtime,
        }
        if kind == "symlink":
            event["target"] = os.readlink(path)
        await self.send({"id": id_, "event": "file_info", **event})

    async def op_stat(self, id_, request):
        await self.info(id_, self.path(request["path"]))
        await self.exited(id_)

    async def op_list(self, id_, request):
        pending = [(self.path(request["path"]), 1)]
        while pending:
            directory, depth = pending.pop(0)
            for entry in sorted(os.scandir(directory), key=lambda e: e.name):
                await self.info(id_, entry.path)
                if entry.is_dir(follow_symlinks=False) and depth < request["depth"]:
                    pending.append((entry.path, depth + 1))
        await self.exited(id_)

    async def op_remove(self, id_, request):
        path = self.path(request["path"])
        if os.path.isdir(path) and not os.path.islink(path):
            await asyncio.to_thread(shutil.rmtree, path) if request["recursive"] else os.rmdir(path)
        else:
            os.unlink(path)
        await self.exited(id_)

    async def op_move(self, id_, request):
        shutil.move(self.path(request["source"]), self.path(request["destination"]))
        await self.exited(id_)

    async def op_mkdir(self, id_, request):
        os.makedirs(self.path(request["path"]), exist_ok=True)
        await self.exited(id_)


class Kernel:
    """A child that keeps the state of one context."""

    def __init__(self, agent, language):
        self.agent = agent
        self.language = language
        self.lock = asyncio.Lock()

    async def start(self, cwd, env):
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        self.process = await asyncio.create_subprocess_exec(
            *KERNELS[self.language],
            str(theirs_in),
            str(theirs_out),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=(theirs_in, theirs_out),
            cwd=cwd,
            env=env,
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.requests = os.fdopen(ours_out, "wb", buffering=0)
        self.answers = asyncio.StreamReader(limit=64 * 1024 * 1024)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(self.answers), os.fdopen(ours_in, "rb"))

    async def run(self, id_, request):
        async with self.lock:
            end_mark = b"\0interlock " + os.urandom(16).hex().encode() + b"\0"
            line = json.dumps({"source": request["source"], "env": request["env"], "mark": end_mark.decode()})
            await asyncio.to_thread(self.requests.write, line.encode() + b"\n")
            pumps = [
                asyncio.create_task(self.pump(id_, name, stream, end_mark))
                for name, stream in (("stdout", self.process.stdout), ("stderr", self.process.stderr))
            ]
            timed_out = False
            try:
                try:
                    async with asyncio.timeout(request["timeout_s"]):
                        done = await self.answer(id_)
                except TimeoutError:
                    timed_out = True
                    done = await self.interrupt(id_)
                await asyncio.wait(
                    pumps, timeout=None if done.get("alive", True) and self.process.returncode is None else 0.3
                )
            except asyncio.CancelledError:
                await self.interrupt(None)
                raise
            finally:
                for task in pumps:
                    task.cancel()
            code = done["exit_code"]
            count = {"execution_count": done["execution_count"]} if "execution_count" in done else {}
            await self.agent.exited(id_, code, "timed_out" if timed_out else None, **count)

    async def answer(self, id_):
        while True:
            raw = await self.answers.readline()
            if not raw:
                return {"exit_code": 137, "alive": False}
            message = json.loads(raw)
            if message["event"] == "done":
                return message
            if id_ is not None:
                await self.agent.credits[id_].take(len(raw))
                await self.agent.send({**message, "id": id_})

    async def interrupt(self, id_):
        """SIGINT, a second of grace, then the kernel and its state are gone."""
        group(self.process.pid, signal.SIGINT)
        try:
            async with asyncio.timeout(GRACE_S):
                return await self.answer(id_)
        except TimeoutError:
            group(self.process.pid, signal.SIGKILL)
            await self.process.wait()
            return {"exit_code": 137, "alive": False}

    async def pump(self, id_, name, stream, mark):
        held = b""
        while True:
            data = await stream.read(CHUNK)
            held += data
            if mark in held:
                rest = held.partition(mark)[0]
                if rest:
                    await self.agent.output(id_, name, rest)
                return
            if not data:
                if held:
                    await self.agent.output(id_, name, held)
                return
            # The mark may be arriving in pieces.
            keep = next((n for n in range(min(len(mark) - 1, len(held)), 0, -1) if held.endswith(mark[:n])), 0)
            ready, held = held[: len(held) - keep], held[len(held) - keep :]
            if ready:
                await self.agent.output(id_, name, ready)


def describe(error):
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: `{error.filename}`" if error.filename else error.strerror
    return str(error).strip("'\"") or type(error).__name__


def code_of(process):
    code = process.returncode
    return 0 if code is None else code if code >= 0 else 128 - code


def group(pid, number):
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


async def end(process):
    group(process.pid, signal.SIGINT)
    try:
        async with asyncio.timeout(GRACE_S):
            await process.wait()
    except TimeoutError:
        group(process.pid, signal.SIGKILL)
        await process.wait()


def limit(limits):
    for name, value in limits.items():
        number = getattr(resource, "RLIMIT_" + name)
        _, hard = resource.getrlimit(number)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))


async def main():
    import socket

    limits = json.loads(sys.argv[1])
    limit(limits)
    sock = socket.socket(fileno=3)
    sock.setblocking(False)
    os.set_inheritable(3, False)
    reader, writer = await asyncio.open_unix_connection(sock=sock, limit=CHUNK)
    os.chdir(HOME)
    if os.path.isdir("/opt/runtime/matplotlib"):
        # The cache has to be writable, or matplotlib builds it anew each time.
        shutil.copytree("/opt/runtime/matplotlib", HOME + "/.cache/matplotlib", dirs_exist_ok=True)
    await Agent(reader, writer, limits).serve()


asyncio.run(main())
