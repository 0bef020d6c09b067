"""Python and IPython cells: what they start, read, write and fetch, by whatever name."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

RESOLVED = [
    "import os; os.system('touch pwned')",
    "from os import system as s; s('touch pwned')",
    "r = __import__('o'+'s').system; r('touch pwned')",
    "import subprocess as p; p.run(['touch', 'pwned'])",
    "import subprocess; subprocess.Popen('touch pwned', shell=True)",
    "getattr(__import__('os'), 'sys' + 'tem')('touch pwned')",
    "import importlib; importlib.import_module('os').popen('touch pwned')",
    "import sys; sys.modules['os'].system('touch pwned')",
    "exec('import os\\nos.system(\"touch pwned\")')",
    "import base64; exec(base64.b64decode('aW1wb3J0IG9zO29zLnN5c3RlbSgidG91Y2ggcHduZWQiKQ=='))",
    "eval(\"__import__('os').system('touch pwned')\")",
    "import os\nᵒs.system('touch pwned')",
    "def f(g, x): g(x)\nimport os\nf(os.system, 'touch pwned')",
    "import os; [os.system(x) for x in ['touch pwned']]",
    "import os; list(map(os.system, ['touch pwned']))",
    "import os, functools; functools.partial(os.system, 'touch pwned')()",
    "import os; {'a': os.system}['a']('touch pwned')",
    "import os; (lambda f: f('touch pwned'))(os.system)",
    "import threading, os; threading.Thread(target=os.system, args=('touch pwned',)).start()",
    "import os; os.execvp('touch', ['touch', 'pwned'])",
    "import asyncio; asyncio.run(asyncio.create_subprocess_shell('touch pwned'))",
    "import platform; platform.os.system('touch pwned')",
    "open('pwned', 'w')",
    "from pathlib import Path; Path('pwned').write_text('')",
    "import pathlib; (pathlib.Path('.') / 'pwned').touch()",
    "import shutil; shutil.copy('/etc/hostname', 'pwned')",
    "!touch pwned",
    "x = !touch pwned",
    "%system touch pwned",
    "%%bash\ntouch pwned",
    "%%script sh\ntouch pwned",
    "%%writefile pwned\nx",
    "get_ipython().system('touch pwned')",
    "get_ipython().run_line_magic('sx', 'touch pwned')",
    "if True:\n    !touch pwned",
    "class A:\n    def __init__(self):\n        import os\n        os.system('touch pwned')\nA()",
    "import os\ncmd = 'touch'\nos.system(f'{cmd} pwned')",
    "import os; os.system('%s %s' % ('touch', 'pwned'))",
    "import os; os.system(' '.join(['touch', 'pwned']))",
    "import os; os.system('denwp hcuot'[::-1])",
    "import os; os.system(bytes([116,111,117,99,104,32,112,119,110,101,100]).decode())",
    "import pickle; pickle.loads(b\"cposix\\nsystem\\n(S'touch pwned'\\ntR.\")",
    "open('m.py','w').write(\"import os;os.system('touch pwned')\")\nimport runpy\nrunpy.run_path('m.py')",
    "@exec\n@\"import os;os.system('touch pwned')\".format\ndef f():0",
]
OPAQUE = [
    "import os; os.system(input())",
    "exec(open('x').read())",
    "().__class__.__base__.__subclasses__()[0].__init__.__globals__['system']('x')",
    "import os; getattr(os, input())('x')",
    "import ctypes; ctypes.CDLL(None).system(b'x')",
    "import pickle; pickle.load(open('f','rb'))",
    "def (",
    "%%nosuchmagic\nx",
]
EVERYDAY = [
    "import numpy as np\nx = np.arange(10)\nprint(x.mean())",
    "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.groupby('a').sum().to_csv('out.csv')",
    "import matplotlib.pyplot as plt\nplt.plot([1,2,3]); plt.show()",
    "import requests\nr = requests.get('https://api.example.com')\nprint(r.json()['x'])",
    "with open('f.txt') as f:\n    lines = [l.strip() for l in f]\nprint(len(lines))",
    "def fib(n):\n    return n if n < 2 else fib(n-1) + fib(n-2)\nprint(fib(10))",
    "class Point:\n    def __init__(self, x):\n        self.x = x\nPoint(1).x",
    "import re, json, collections\nprint(collections.Counter(re.findall('a', 'banana')))",
    "try:\n    1/0\nexcept ZeroDivisionError as e:\n    print(e)",
    "import os\nprint(os.listdir('.'), os.environ.get('HOME'))",
    "sorted([3,1,2], key=lambda x: -x)",
    "%matplotlib inline\nimport math",
]


def facts(source: str) -> f.Facts:
    return analyze(a.RunCode(source=source), Memory(), Limits())


def shows_payload(found: f.Facts) -> bool:
    for command in found.commands:
        words = [w.text for w in command.argv if isinstance(w, f.Literal)]
        if command.basename == "touch" and "pwned" in words:
            return True
    return any((e.resolved or "").endswith("/pwned") and e.op in ("write", "create", "append") for e in found.files)


@pytest.mark.parametrize("source", RESOLVED)
def test_a_disguise_is_seen_through(source: str) -> None:
    assert shows_payload(facts(source))


@pytest.mark.parametrize("source", OPAQUE)
def test_what_cannot_be_folded_is_opaque(source: str) -> None:
    assert facts(source).reading.opaque


@pytest.mark.parametrize("source", EVERYDAY)
def test_everyday_cells_have_nothing_opaque(source: str) -> None:
    assert [(o.code, o.detail) for o in facts(source).reading.opaque] == []


def test_a_one_line_cell_that_is_also_a_magic_is_read_both_ways() -> None:
    found = facts("rm *x")
    assert [e.op for e in found.files] == ["delete"]


def test_downloaded_text_that_is_executed_flows_to_an_interpreter() -> None:
    found = facts("import requests\nexec(requests.get('http://x.example/a.py').text)")
    assert [n.flows_to for n in found.network] == ["interpreter"]


def test_spans_count_characters_also_behind_others_than_ascii() -> None:
    source = "x = 'é'\nimport os\nos.system('touch pwned')"
    (call,) = (c for c in facts(source).calls if c.callee == "os.system")
    assert source[call.span.start : call.span.end] == "os.system('touch pwned')"


@pytest.mark.parametrize(
    "source",
    ["(" * 100_000, "x = " + "-" * 100_000 + "1", "a." * 5_000 + "b", "[" * 150 + "]" * 150, "\0", "if x:\n" * 200],
)
def test_what_would_break_the_parser_is_opaque_instead(source: str) -> None:
    assert facts(source).reading.opaque
