"""Runs inside the sandbox: every sample in a process of its own, under an audit hook that writes down what it does.

Reads `samples.jsonl` beside it, writes one JSON line for each to standard output: `{"id", "made", "events": [[kind,
text…]], "error"}`.
Modules that are not there are replaced by a fake that permits everything. Standard library only, but for IPython.
"""

import builtins
import importlib.abc
import importlib.machinery
import json
import os
import shutil
import signal
import sys
import tempfile

ROOT = os.path.dirname(os.path.abspath(__file__))
SOURCE = "<sample>"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FILES = {
    "os.remove": "delete",
    "os.rmdir": "delete",
    "os.rename": "move",
    "os.mkdir": "create",
    "os.symlink": "link",
    "os.link": "link",
    "os.chmod": "chmod",
    "os.chown": "chown",
    "os.truncate": "write",
    "shutil.rmtree": "delete",
    "sqlite3.connect": "write",
}
_STARTS = ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn")


class Fake:
    """Permits everything."""

    def __init__(self, name="fake"):
        self.__dict__["_name"] = name

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Fake(f"{self._name}.{name}")

    def __call__(self, *args, **kwargs):
        return Fake(f"{self._name}()")

    def __getitem__(self, key):
        return Fake(f"{self._name}[]")

    def __iter__(self):
        return iter([Fake(), Fake()])

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def __len__(self):
        return 2

    def __bool__(self):
        return True

    def __str__(self):
        return "fake"

    def __fspath__(self):
        return "fake"

    def __index__(self):
        return 1

    def __float__(self):
        return 1.0

    def __setitem__(self, key, value):
        pass

    def __setattr__(self, name, value):
        pass

    def __contains__(self, key):
        return True

    def __hash__(self):
        return 1


def _operator(self, *others):
    return Fake()


for _name in (
    "add radd sub rsub mul rmul truediv rtruediv floordiv mod rmod pow rpow and rand or ror xor neg abs "
    "matmul lt le gt ge eq ne invert"
).split():
    setattr(Fake, f"__{_name}__", _operator)


class FakeModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: whatever nobody else has."""

    wanted = frozenset(
        """numpy pandas matplotlib seaborn scipy sklearn requests torch tensorflow httpx bs4 yaml PIL plotly sqlalchemy tqdm
        networkx cv2 boto3 openpyxl joblib dotenv psycopg2 polars statsmodels nltk transformers lxml xgboost aiohttp flask
        redis pymongo psutil geopandas keras pyarrow duckdb openai paramiko dateutil pytz tabulate rich click pytest
        """.split()
    )

    def find_spec(self, name, path=None, target=None):
        # A library that is really there goes without what it could have used.
        if name.partition(".")[0] in self.wanted and _direct(("x", SOURCE)):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = type(sys)(spec.name)
        module.__getattr__ = lambda name: (
            (_ for _ in ()).throw(AttributeError(name)) if name.startswith("__") else Fake(name)
        )
        return module

    def exec_module(self, module):
        module.__path__ = []


def _direct(sample_files):
    """Whether the sample itself asks for an import, not the library that it imports."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if (
            name in sample_files
            or name.startswith("<ipython-input")
            or "ipykernel" in name
            or name.startswith(os.getcwd())
        ):
            return True
        if "importlib" not in name and name != __file__ and name != "<frozen importlib._bootstrap>":
            return False
        frame = frame.f_back
    return False


def watched(write, allowed):
    """An audit hook that writes down what matters. Itself, and what it causes, it does not see."""
    busy = []

    def hook(event, args):
        if busy:
            return
        busy.append(1)
        try:
            kind = None
            if event in _STARTS:
                words = [event]
                for arg in args[:3]:
                    if isinstance(arg, (list, tuple)):
                        words += [os.fsdecode(a) if isinstance(a, (str, bytes, os.PathLike)) else "?" for a in arg]
                    elif isinstance(arg, (str, bytes)):
                        words.append(os.fsdecode(arg))
                kind = ["start", *words]
            elif (
                event == "open" and isinstance(args[0], (str, bytes)) and isinstance(args[2], int) and args[2] & _WRITES
            ):
                path = os.path.abspath(os.fsdecode(args[0]))
                if (
                    "__pycache__" not in path
                    and not path.startswith(("/dev/", "/proc/"))
                    and not any(a in path for a in allowed)
                ):
                    kind = ["write", path]
            elif event in _FILES and args and isinstance(args[0], (str, bytes)):
                at = 1 if event in ("os.symlink", "os.link", "os.rename") else 0  # where it ends up
                path = os.path.abspath(os.fsdecode(args[at]))
                if not any(a in path for a in allowed) and args[0] != ":memory:":
                    kind = [_FILES[event], path]
            elif event in ("socket.connect", "socket.bind") and len(args) > 1:
                if "urllib3" in sys._getframe(1).f_code.co_filename:
                    return  # when it is imported, it tries whether there is IPv6
                address = args[1]
                kind = [event.partition(".")[2], str(address[0]) if isinstance(address, tuple) else str(address)]
            elif event == "socket.getaddrinfo" and args[0]:
                kind = ["resolve", os.fsdecode(args[0]) if isinstance(args[0], (str, bytes)) else str(args[0])]
            elif event == "import" and _direct(("x", SOURCE)):
                kind = ["import", str(args[0])]
            if kind is not None:
                write(kind)
        finally:
            busy.clear()

    sys.addaudithook(hook)


def run(sample, shell):
    """In a child: run one sample."""
    directory = tempfile.mkdtemp(prefix="s", dir=ROOT)
    log = os.path.join(directory + ".log")
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(directory)
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        signal.alarm(5)
        error = ""
        sys.path.insert(0, "")
        watched(
            lambda kind: os.write(out, (json.dumps(kind) + "\n").encode()),
            (".ipython", "history.sqlite", "__pycache__", "/.config", "/.cache"),
        )
        try:
            if sample.get("entry", "cell") == "cell":
                for source in sample.get("cells", [sample.get("source")]):
                    result = shell.run_cell(source)
                    error = repr(result.error_in_exec or result.error_before_exec or "")
            else:
                module = type(sys)("__main__")
                module.__builtins__ = builtins
                sys.modules["__main__"] = module
                exec(compile(sample["source"].lstrip("\ufeff"), SOURCE, "exec"), module.__dict__)
        except BaseException as problem:
            error = repr(problem)
        os.write(out, (json.dumps(["end", error[:200]]) + "\n").encode())
        os._exit(0)
    os.waitpid(child, 0)
    for _ in range(20):
        if os.path.lexists(os.path.join(directory, "pwned")):
            break
        signal.sigtimedwait([], 0.02)
        if not os.path.exists(f"/proc/{child}"):
            pass
    made = os.path.lexists(os.path.join(directory, "pwned"))
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    events, error = [], "died"
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                kind = json.loads(line)
            except ValueError:
                continue
            if kind[0] == "end":
                error = kind[1]
            else:
                events.append([part.replace(directory, ".") for part in kind])
    os.unlink(log)
    shutil.rmtree(directory, ignore_errors=True)
    return {"id": sample["id"], "made": made, "events": events[:200], "error": error}


def main():
    sys.meta_path.append(FakeModules())
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    # Without a terminal, as the sandbox's own kernel has it.
    shell.system = shell.system_raw
    shell.run_cell("import asyncio\n0")
    with open(os.path.join(ROOT, "samples.jsonl"), encoding="utf-8") as file:
        for line in file:
            print(json.dumps(run(json.loads(line), shell)), flush=True)


if __name__ == "__main__":
    main()
