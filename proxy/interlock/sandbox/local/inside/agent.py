"""The agent: does everything that touches a sandbox's state, on request of the host. Runs inside; standard library only.

Frames on descriptor 3 in both directions: four bytes of length, then JSON. Requests are `{"id", "op", …}`; each is
answered by events `{"id", "event", …}`, the last of which is `exited` or `error`. What streams is sent only as far as
the host has room for it: a request starts with `WINDOW` bytes of credit, a frame costs its length, `credit` gives back.

It shares its uid with the code it runs, which may kill or fake it: that hurts this session only, and the host trusts
nothing it says. It starts no threads: they would count against the limit of processes, and fail in a fork bomb.
"""

import asyncio
import codecs
import ctypes
import errno
import json
import os
import resource
import shutil
import socket
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import files  # noqa: E402 - found beside this file only after the line above
import kernels  # noqa: E402
import programs  # noqa: E402

WINDOW = 1024 * 1024
HOME = "/home/user"
PR_SET_DUMPABLE = 4
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENOTEMPTY}
"""The sandbox cannot do that now; another time it could."""

# What is not text (a file name of arbitrary bytes, half of a surrogate pair) must not end the connection.
codecs.register_error("shown", lambda error: ("\ufffd".encode(), error.end))


class Credit:
    """How much more the host takes for one request."""

    def __init__(self):
        self.left = WINDOW
        self.more = asyncio.Event()

    async def take(self, count):
        while self.left <= 0:
            self.more.clear()
            await self.more.wait()
        self.left -= count

    def give(self, count):
        self.left += count
        self.more.set()


class Agent:
    def __init__(self, reader, writer, limits):
        self.reader = reader
        self.writer = writer
        self.limits = limits
        self.env = dict(os.environ)
        self.cwd = HOME
        self.credits = {}
        self.tasks = {}
        self.uploads = {}
        self.programs = programs.Programs(self)
        self.kernels = kernels.Kernels(self)
        self.files = files.Files(self)
        self.ops = {"configure": self.configure, **self.programs.ops, **self.kernels.ops, **self.files.ops}

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
        elif op == "cancel":
            if id_ in self.tasks:
                self.tasks[id_].cancel()
        elif op == "chunk":
            if id_ in self.uploads:
                self.uploads[id_].put_nowait(request)
        else:
            self.credits[id_] = Credit()
            if op == "write":
                self.uploads[id_] = asyncio.Queue()
            self.tasks[id_] = asyncio.create_task(self.handle(id_, op, request))

    async def handle(self, id_, op, request):
        try:
            last = {"event": "exited", "exit_code": 0, "status": "succeeded"}
            last |= await self.ops[op](id_, request) or {}
        except asyncio.CancelledError:
            last = {"event": "exited", "exit_code": 130, "status": "killed"}
        except programs.Refused as error:
            last = {"event": "error", "kind": error.kind, "message": str(error)}
        except OSError as error:
            kind = "not_found" if error.errno == errno.ENOENT else "state" if error.errno in FULL else "invalid"
            last = {"event": "error", "kind": kind, "message": describe(error)}
        except ValueError as error:
            last = {"event": "error", "kind": "invalid", "message": str(error)}
        except Exception as error:  # a defect of ours: the host must not wait for ever
            last = {"event": "error", "kind": "defect", "message": f"{type(error).__name__}: {error}"}
        finally:
            for held in (self.credits, self.tasks, self.uploads):
                held.pop(id_, None)
        await self.send({"id": id_, **last})

    async def send(self, message):
        await self.write(encoded(message))

    async def stream(self, id_, message):
        """Sends what may be much: waits until the host has room."""
        data = encoded({"id": id_, **message})
        await self.credits[id_].take(len(data))
        await self.write(data)

    async def write(self, data):
        # One call: a cancellation cannot tear a frame.
        self.writer.write(struct.pack("!I", len(data)) + data)
        await self.writer.drain()

    async def configure(self, id_, request):
        self.env.update(request["env"])
        if request["cwd"]:
            self.cwd = self.files.path(request["cwd"])
            os.makedirs(self.cwd, exist_ok=True)
        await self.kernels.configure(request["env"], self.cwd)


def encoded(message):
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "shown")


def describe(error):
    words = error.strerror or str(error)
    return f"{words[:1].lower()}{words[1:]}: `{error.filename}`" if error.filename else words


def limit(limits):
    for name, value in limits.items():
        number = getattr(resource, "RLIMIT_" + name)
        _, hard = resource.getrlimit(number)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))


async def main():
    limits = json.loads(sys.argv[1])
    limit(limits)
    # What runs here has our uid, but need not read or write our memory through /proc (prctl(2)).
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if sys.version_info < (3, 12):
        watcher = asyncio.PidfdChildWatcher()
        watcher.attach_loop(asyncio.get_running_loop())
        asyncio.set_child_watcher(watcher)
    sock = socket.socket(fileno=3)
    sock.setblocking(False)
    os.set_inheritable(3, False)
    reader, writer = await asyncio.open_unix_connection(sock=sock)
    os.chdir(HOME)
    if os.path.isdir("/opt/runtime/matplotlib"):
        # The cache has to be writable, or matplotlib builds it anew each time.
        shutil.copytree("/opt/runtime/matplotlib", HOME + "/.cache/matplotlib", dirs_exist_ok=True)
    await Agent(reader, writer, limits).serve()


if __name__ == "__main__":
    os.closerange(4, 256)  # what the launcher had open
    asyncio.run(main())
