"""The process that workers are forked from: single-threaded, with the analysis loaded once, so that a new worker costs
milliseconds. Run as `python -m interlock.workers.nursery CONTROL_FD MODULE:FUNCTION`.

The control socket begins with the organisation's knowledge tables, and then carries one descriptor for each worker
wanted; the worker's pid is the first thing that comes out of it. When the control socket ends, this process ends, and
with it, by the kernel's hand, every worker: also those that hang.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

import msgspec

from interlock.analysis import knowledge
from interlock.model.action import Action
from interlock.model.facts import Facts
from interlock.model.limits import Limits
from interlock.model.session import Learned, Memory
from interlock.workers import wire

Entry = Callable[[Action, Memory, Limits], tuple[Facts, Learned]]

READY = b"ready"
"""Sent once, when workers can be had."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    module, _, function = sys.argv[2].partition(":")
    entry: Entry = getattr(importlib.import_module(module), function)
    if tables := wire.receive(control):
        knowledge.use(tables)
    # The terminal's interrupt is for the proxy, which still has requests to finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # workers are reaped by the kernel
    gc.collect()
    gc.freeze()  # what is loaded by now is shared by all workers, and never garbage
    nursery = os.getpid()
    control.sendall(READY)
    while True:
        try:
            data, fds, _, _ = socket.recv_fds(control, 1, 1)
        except OSError:
            return
        if not data:
            return
        with socket.socket(fileno=fds[0]) as sock, contextlib.suppress(OSError):
            # Where the kernel has no process to give, the pool sees the socket end.
            if os.fork() == 0:
                control.close()
                _work(sock, entry, nursery)


def _work(sock: socket.socket, entry: Entry, nursery: int) -> NoReturn:
    """Answer questions until the pool hangs up."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != nursery:
        os._exit(0)  # it died before the kernel knew that we go with it
    limited = 0
    try:
        sock.sendall(wire.PID.pack(os.getpid()))
        while (payload := wire.receive(sock)) is not None:
            question = wire.decode_question(payload)
            if limited != question.limits.worker_bytes:
                limited = question.limits.worker_bytes
                # DATA and not AS: what is mapped but shared with the nursery is not this worker's.
                resource.setrlimit(resource.RLIMIT_DATA, (limited, resource.RLIM_INFINITY))
            sock.sendall(wire.frame(wire.encode(_answer(question, entry))))
    except (OSError, MemoryError):
        pass
    os._exit(0)


def _answer(question: wire.Question, entry: Entry) -> wire.Answer:
    try:
        facts, learned = entry(question.action, question.memory, question.limits)
        return wire.Answer(document=msgspec.json.encode(facts, order="sorted"), learned=learned)
    except MemoryError:
        return wire.Answer(failed="memory")
    except Exception as error:  # a defect of ours; the text it happened on is opaque, and the service goes on
        return wire.Answer(failed="crash", detail=repr(error)[:500])


if __name__ == "__main__":
    main()
