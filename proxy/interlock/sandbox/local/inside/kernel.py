"""A Python kernel: IPython as a library. `kernel.py REQUESTS_FD ANSWERS_FD`; one JSON object a line each way."""

import base64
import contextlib
import importlib
import json
import os
import signal
import site
import sys

signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for a cell
requests = os.fdopen(int(sys.argv[1]), "r", encoding="utf-8")
answers = int(sys.argv[2])
for descriptor in (requests.fileno(), answers):
    os.set_inheritable(descriptor, False)
sys.argv = [""]
sys.path[0] = ""  # as in a shell: modules of the working directory, and none of the agent's
sys.path.append(site.getusersitepackages())  # where pip installs; it need not be there yet

from IPython.core.displayhook import DisplayHook  # noqa: E402 - the descriptors are taken before user code can be imported
from IPython.core.displaypub import DisplayPublisher  # noqa: E402
from IPython.core.interactiveshell import InteractiveShell  # noqa: E402
from traitlets.config import Config  # noqa: E402

MOST_LINE_BYTES = 16 * 1024 * 1024
MOST_ERROR_CHARS = 256 * 1024


def answer(event, **fields):
    data = json.dumps({"event": event, **fields}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    if len(data) > MOST_LINE_BYTES:
        left_out = {"text/plain": f"<left out: over {MOST_LINE_BYTES} bytes>"}
        return answer(event, **{**fields, "data": left_out})
    # An interrupt between two pieces would leave half a line.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        while data:
            data = data[os.write(answers, data) :]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def answer_error(error, traceback=""):
    value = str(error)[:MOST_ERROR_CHARS]
    answer("code_error", name=type(error).__name__, value=value, traceback=traceback[-MOST_ERROR_CHARS:])


def encoded(bundle):
    """MIME type → text, as Jupyter has it."""
    out = {}
    for mime, value in bundle.items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        out[str(mime)] = value if isinstance(value, str) else json.dumps(value, default=str)
    return out


class Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, **kwargs):
        answer("result", data=encoded(data), is_main_result=False)


class Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        answer("result", data=encoded(format_dict), is_main_result=True)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    displayhook_class = Hook
    display_pub_class = Publisher

    def _showtraceback(self, etype, evalue, stb):
        answer_error(evalue, self.InteractiveTB.stb2text(stb))

    def system(self, cmd):
        return self.system_raw(cmd)

    def ask_exit(self):
        pass


config = Config()
config.HistoryManager.enabled = False  # no thread, no file
config.InteractiveShell.colors = "NoColor"
config.InteractiveShell.history_length = 0
shell = Shell.instance(config=config)
shell.run_cell("pass", silent=True)
answer("ready")


@contextlib.contextmanager
def around(env, cwd):
    """Environment and directory of one cell; what the cell itself changes stays."""
    before = {name: os.environ.get(name) for name in env}
    where = os.getcwd() if cwd else ""
    os.environ.update(env)
    if cwd:
        os.chdir(cwd)
    try:
        yield
    finally:
        for name, value in before.items():
            if os.environ.get(name) == env[name]:
                os.environ.pop(name, None)
                os.environ.update({name: value} if value is not None else {})
        if cwd and os.getcwd() == os.path.realpath(cwd):
            os.chdir(where)


def run(request):
    """Whether the cell succeeded."""
    try:
        with around(request["env"], request["cwd"]):
            importlib.invalidate_caches()  # pip may have brought something since
            signal.signal(signal.SIGINT, signal.default_int_handler)
            return shell.run_cell(request["source"], store_history=True).success
    except BaseException as error:  # a SystemExit, a directory that is not there, an interrupt between IPython's steps
        answer_error(error)
        return False
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


me = os.getpid()
while line := requests.readline():
    request = json.loads(line)
    if request["op"] == "configure":
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        continue
    success = run(request)
    if os.getpid() != me:
        os._exit(0)  # a child that the cell forked and that came back here
    for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
        with contextlib.suppress(OSError):
            os.write(descriptor, request["mark"].encode())
    answer("done", failed=not success, execution_count=shell.execution_count - 1)
