"""Pickles: what the instructions of one would import and call."""

from __future__ import annotations

import pickletools
from dataclasses import dataclass
from typing import Any

from interlock.analysis.python.values import UNKNOWN, Const, Instance, Mapping, Ref, Sequence


@dataclass(frozen=True, slots=True)
class Pickle:
    """What loading a pickle does, in order."""

    calls: tuple[tuple[Any, tuple[Any, ...]], ...]
    """Callee (a `Ref` where it is named) and arguments."""
    complete: bool
    """False where it is damaged, or does something that is not followed."""


class _Mark:
    pass


def read(data: bytes) -> Pickle:
    """Carry out the instructions on abstract values. Never raises on content."""
    stack: list[Any] = []
    memo: dict[int, Any] = {}
    calls: list[tuple[Any, tuple[Any, ...]]] = []
    complete = False

    def marked() -> list[Any]:
        items: list[Any] = []
        while stack and not isinstance(stack[-1], _Mark):
            items.append(stack.pop())
        if stack:
            stack.pop()
        return items[::-1]

    def called(callee: Any, arguments: Any) -> None:
        given = tuple(arguments.items) if isinstance(arguments, Sequence) else (UNKNOWN,)
        calls.append((callee, given))
        known = isinstance(callee, Ref)
        stack.append(
            Ref(f"{given[0].name}.{given[1].value}")
            if known and callee.name in ("getattr", "builtins.getattr") and len(given) > 1
            and isinstance(given[0], Ref) and isinstance(given[1], Const)
            else Instance(callee.name, given) if known else UNKNOWN
        )  # fmt: skip

    try:
        argument: Any
        for op, argument, _ in pickletools.genops(data):
            match op.name:
                case "MARK":
                    stack.append(_Mark())
                case "STOP":
                    complete = True
                case "GLOBAL":
                    module, _, name = argument.partition(" ")
                    stack.append(Ref(f"{module}.{name}"))
                case "STACK_GLOBAL":
                    name, module = stack.pop(), stack.pop()
                    both = isinstance(name, Const) and isinstance(module, Const)
                    stack.append(Ref(f"{module.value}.{name.value}") if both else UNKNOWN)
                case "INST":
                    module, _, name = argument.partition(" ")
                    called(Ref(f"{module}.{name}"), Sequence(marked()))
                case "OBJ":
                    items = marked()
                    called(items[0], Sequence(items[1:]))
                case "REDUCE" | "NEWOBJ":
                    arguments = stack.pop()
                    called(stack.pop(), arguments)
                case "NEWOBJ_EX":
                    stack.pop()
                    arguments = stack.pop()
                    called(stack.pop(), arguments)
                case "BUILD":
                    stack.pop()
                case "POP":
                    stack.pop()
                case "POP_MARK":
                    marked()
                case "DUP":
                    stack.append(stack[-1])
                case "TUPLE" | "LIST" | "FROZENSET":
                    stack.append(Sequence(marked()))
                case "TUPLE1" | "TUPLE2" | "TUPLE3":
                    size = int(op.name[-1])
                    items = stack[-size:]
                    del stack[-size:]
                    stack.append(Sequence(items))
                case "EMPTY_TUPLE" | "EMPTY_LIST" | "EMPTY_SET":
                    stack.append(Sequence([]))
                case "EMPTY_DICT":
                    stack.append(Mapping({}))
                case "DICT":
                    marked()
                    stack.append(Mapping({}, exact=False))
                case "APPEND":
                    item = stack.pop()
                    if isinstance(stack[-1], Sequence):
                        stack[-1].items.append(item)
                case "APPENDS" | "ADDITEMS":
                    items = marked()
                    if isinstance(stack[-1], Sequence):
                        stack[-1].items.extend(items)
                case "SETITEM":
                    del stack[-2:]
                case "SETITEMS":
                    marked()
                case "PUT" | "BINPUT" | "LONG_BINPUT":
                    memo[argument] = stack[-1]
                case "MEMOIZE":
                    memo[len(memo)] = stack[-1]
                case "GET" | "BINGET" | "LONG_BINGET":
                    stack.append(memo.get(argument, UNKNOWN))
                case "PROTO" | "FRAME":
                    pass
                case "NONE" | "NEWTRUE" | "NEWFALSE":
                    stack.append(Const({"NONE": None, "NEWTRUE": True, "NEWFALSE": False}[op.name]))
                case "PERSID" | "BINPERSID" | "EXT1" | "EXT2" | "EXT4" | "NEXT_BUFFER" | "READONLY_BUFFER":
                    return Pickle(tuple(calls), False)
                case _:
                    stack.append(Const(argument))
    except Exception:  # a damaged pickle fails at some point; what came before still runs
        return Pickle(tuple(calls), False)
    return Pickle(tuple(calls), complete)
