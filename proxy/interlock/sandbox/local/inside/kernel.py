"""A Python kernel: IPython as a library. `kernel.py REQUESTS_FD ANSWERS_FD`; one JSON object a line each way."""

import base64
import json
import os
import signal
import sys

requests = os.fdopen(int(sys.argv[1]), "r", encoding="utf-8")
answers = os.fdopen(int(sys.argv[2]), "w", encoding="utf-8")
sys.argv = [""]

from IPython.core.displayhook import DisplayHook  # noqa: E402 - the descriptors are taken before user code can be imported
from IPython.core.displaypub import DisplayPublisher  # noqa: E402
from IPython.core.interactiveshell import InteractiveShell  # noqa: E402


def answer(event, **fields):
    answers.write(json.dumps({"event": event, **fields}) + "\n")
    answers.flush()


def encoded(data):
    out = {}
    for mime, value in data.items():
        if isinstance(value, bytes):
            out[mime] = base64.b64encode(value).decode()
        else:
            out[mime] = value if isinstance(value, str) else json.dumps(value)
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
        answer("code_error", name=etype.__name__, value=str(evalue), traceback=self.InteractiveTB.stb2text(stb))

    def system(self, cmd):
        return self.system_raw(cmd)


shell = Shell.instance(colors="NoColor", history_length=0)
shell.history_manager.enabled = False
shell.run_cell("pass", silent=True)
count = 0

while True:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        line = requests.readline()
    except KeyboardInterrupt:
        continue
    if not line:
        break
    request = json.loads(line)
    os.environ.update(request["env"])
    code = 1
    try:
        result = shell.run_cell(request["source"], store_history=True)
        code = 0 if result.success else 1
    except BaseException as error:  # a SystemExit or an interrupt between two steps of IPython's
        answer("code_error", name=type(error).__name__, value=str(error), traceback="")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    count = shell.execution_count - 1
    for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
        os.write(descriptor, request["mark"].encode())
    answer("done", exit_code=code, execution_count=count)
