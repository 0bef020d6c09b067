"""What is powerful: values from which a process, code or the interpreter's internals can be reached."""

from __future__ import annotations

from typing import Any

from interlock.analysis.python.knowledge import api
from interlock.analysis.python.values import (
    Choice,
    Instance,
    Mapping,
    Method,
    Namespace,
    Object,
    Partial,
    Ref,
    Sequence,
    Walked,
)

POWERFUL_MODULES = frozenset(
    """os posix nt subprocess sys builtins importlib importlib.util importlib.machinery importlib._bootstrap pty ctypes
    _ctypes cffi runpy code codeop pickle _pickle marshal shutil asyncio.subprocess multiprocessing popen2 commands
    pdb bdb
    timeit imp _imp gc inspect pkgutil pydoc _posixsubprocess _io platform webbrowser sys.modules dill cloudpickle
    get_ipython IPython pexpect""".split()
)
"""Modules whose functions start processes, run code or open the interpreter."""
MODULES_EVERYWHERE = frozenset("os sys subprocess posix builtins shutil importlib pty ctypes".split())
"""Names that mean the module wherever they are an attribute: `platform.os`, `anything.sys.modules`."""
MODULES_IN_MODULES = MODULES_EVERYWHERE | frozenset(
    "pathlib socket pickle io tempfile signal code marshal urllib codecs base64 runpy threading asyncio inspect".split()
)
"""Names that mean the module where they are an attribute of another module."""


PUT_TOGETHER = "a name that is put together"
"""How facts call the look-up of something powerful by a name that the text does not spell out."""


def is_powerful(held: Any, depth: int = 5) -> bool:
    """Whether a value that is lost from sight may come back as a function that starts something."""
    match held:
        case Walked():
            return True
        case Ref(name=name):
            if name in POWERFUL_MODULES:
                return True
            entry = api(name)
            return entry is not None and entry.category in ("process", "code", "native", "deserialise", "introspection")
        case Namespace(name=name):
            return name in POWERFUL_MODULES or name == "sys.modules"
        case Partial(callee=inner, args=args):
            return bool(depth) and (is_powerful(inner, depth - 1) or any(is_powerful(a, depth - 1) for a in args))
        case Method(base=base):
            return bool(depth) and not isinstance(base, Instance | Object) and is_powerful(base, depth - 1)
        case Sequence(items=items):
            return bool(depth) and any(is_powerful(item, depth - 1) for item in items[:64])
        case Mapping(items=pairs):
            return bool(depth) and any(is_powerful(item, depth - 1) for item in list(pairs.values())[:64])
        case Choice(values=values):
            return bool(depth) and any(is_powerful(item, depth - 1) for item in values)
        case _:
            return False
