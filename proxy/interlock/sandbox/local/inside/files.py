"""Files of the sandbox. Nothing here waits for somebody else: a pipe in the place of a file is refused, not opened."""

import base64
import os
import shutil
import stat

CHUNK = 64 * 1024


class Files:
    def __init__(self, agent):
        self.agent = agent
        self.ops = {
            "read": self.read,
            "write": self.write,
            "stat": self.stat,
            "list": self.list,
            "remove": self.remove,
            "move": self.move,
            "mkdir": self.mkdir,
        }

    def path(self, text):
        """Absolute; `..` is left to the kernel, which alone knows where links lead."""
        path = os.path.join(self.agent.cwd, os.path.expanduser(text) if text.startswith("~") else text)
        return path if ".." in path else os.path.normpath(path)

    async def read(self, id_, request):
        descriptor = os.open(self.path(request["path"]), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ValueError(f"`{request['path']}` is not an ordinary file")
            while data := os.read(descriptor, CHUNK):
                text = base64.b64encode(data).decode()
                await self.agent.stream(id_, {"event": "file_chunk", "data": text})
        finally:
            os.close(descriptor)

    async def write(self, id_, request):
        """All of it or nothing: into a new file beside, which then takes the name. A link at `path` is replaced."""
        path = self.path(request["path"])
        if os.path.isdir(path) and not os.path.islink(path):
            raise ValueError(f"`{request['path']}` is a directory")
        directory, name = os.path.split(path)
        os.makedirs(directory, exist_ok=True)
        part = os.path.join(directory, f".{name[:64]}.{os.urandom(6).hex()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with open(descriptor, "wb", buffering=0) as file:
                while (chunk := await self.agent.uploads[id_].get()).get("data"):
                    write_all(file, base64.b64decode(chunk["data"]))
                os.fchmod(file.fileno(), request["mode"])
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise

    async def info(self, id_, path):
        found = os.lstat(path)
        kinds = ((stat.S_ISREG, "file"), (stat.S_ISDIR, "directory"), (stat.S_ISLNK, "symlink"))
        kind = next((name for test, name in kinds if test(found.st_mode)), "other")
        event = {
            "event": "file_info",
            "path": path,
            "type": kind,
            "size": found.st_size,
            "mode": stat.S_IMODE(found.st_mode),
            "modified_unix_s": found.st_mtime,
        }
        if kind == "symlink":
            event["target"] = os.readlink(path)
        await self.agent.stream(id_, event)

    async def stat(self, id_, request):
        await self.info(id_, self.path(request["path"]))

    async def list(self, id_, request):
        top = self.path(request["path"])
        pending = [(top, 1)]
        while pending:
            directory, depth = pending.pop()
            try:
                with os.scandir(directory) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError:
                if directory == top:
                    raise
                continue  # gone meanwhile, or closed to us
            below = []
            for entry in entries:
                try:
                    await self.info(id_, entry.path)
                except FileNotFoundError:
                    continue
                if depth < request["depth"] and entry.is_dir(follow_symlinks=False):
                    below.append((entry.path, depth + 1))
            pending += reversed(below)

    async def remove(self, id_, request):
        path = self.path(request["path"])
        if not os.path.isdir(path) or os.path.islink(path):
            os.unlink(path)
        elif request["recursive"]:
            shutil.rmtree(path)
        else:
            os.rmdir(path)

    async def move(self, id_, request):
        source, destination = self.path(request["source"]), self.path(request["destination"])
        if os.path.isdir(destination) and not os.path.islink(destination):
            raise ValueError(f"`{request['destination']}` is a directory")
        shutil.move(source, destination)

    async def mkdir(self, id_, request):
        os.makedirs(self.path(request["path"]), exist_ok=True)


def write_all(file, data):
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
