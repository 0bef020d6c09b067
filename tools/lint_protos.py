"""Checks `protos/` for what buf's standard and comment rules ask: names, comments, zero values. Exit 1 with the list.

protoc itself checks the rest (numbers, types, imports).
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    ServiceDescriptorProto,
)

from gen_protos import descriptor_set, sources_of

_PROTOS = Path(__file__).resolve().parents[1] / "protos"
_CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SCREAMING = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")

# Numbers of fields in descriptor.proto: a location in a file is a path of field numbers and indices.
_MESSAGE, _ENUM, _SERVICE = 4, 5, 6
_FIELD, _NESTED, _NESTED_ENUM, _ONEOF = 2, 3, 4, 8
_VALUE, _METHOD = 2, 2

_Place = tuple[int, ...]


def problems(root: Path) -> list[str]:
    """Everything wrong in the files below `root`, as `file: element: what`."""
    names = sources_of(root)
    with tempfile.TemporaryDirectory() as scratch:
        files = FileDescriptorSet.FromString(descriptor_set(names, Path(scratch), root)).file
    return [f"{file.name}: {problem}" for file in files if file.name in names for problem in _File(file).problems()]


class _File:
    def __init__(self, file: FileDescriptorProto) -> None:
        self._file = file
        self._commented = {
            tuple(location.path)
            for location in file.source_code_info.location
            if location.leading_comments.strip() or location.trailing_comments.strip()
        }

    def problems(self) -> Iterator[str]:
        file = self._file
        directory, _, name = file.name.rpartition("/")
        if file.package != directory.replace("/", "."):
            yield f"package `{file.package}` is not its directory"
        if not re.fullmatch(r".*\.v\d+", file.package):
            yield f"package `{file.package}` has no version"
        if not _SNAKE.fullmatch(name.removesuffix(".proto")):
            yield "file name is not snake_case"
        if file.syntax != "proto3":
            yield "not proto3"
        for i, message in enumerate(file.message_type):
            yield from self._message(message, (_MESSAGE, i), message.name)
        for i, enum in enumerate(file.enum_type):
            yield from self._enum(enum, (_ENUM, i), enum.name)
        for i, service in enumerate(file.service):
            yield from self._service(service, (_SERVICE, i))

    def _named(self, place: _Place, name: str, shown: str, pattern: re.Pattern[str]) -> Iterator[str]:
        if not pattern.fullmatch(name):
            yield f"{shown}: name breaks the style"
        if place not in self._commented:
            yield f"{shown}: no comment"

    def _message(self, message: DescriptorProto, place: _Place, shown: str) -> Iterator[str]:
        if message.options.map_entry:
            return
        yield from self._named(place, message.name, shown, _CAMEL)
        for i, field in enumerate(message.field):
            yield from self._named((*place, _FIELD, i), field.name, f"{shown}.{field.name}", _SNAKE)
        for i, oneof in enumerate(message.oneof_decl):
            # `optional` makes a oneof of its own, which stands nowhere in the file.
            if not any(field.proto3_optional and field.oneof_index == i for field in message.field):
                yield from self._named((*place, _ONEOF, i), oneof.name, f"{shown}.{oneof.name}", _SNAKE)
        for i, nested in enumerate(message.nested_type):
            yield from self._message(nested, (*place, _NESTED, i), f"{shown}.{nested.name}")
        for i, enum in enumerate(message.enum_type):
            yield from self._enum(enum, (*place, _NESTED_ENUM, i), f"{shown}.{enum.name}")

    def _enum(self, enum: EnumDescriptorProto, place: _Place, shown: str) -> Iterator[str]:
        yield from self._named(place, enum.name, shown, _CAMEL)
        prefix = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", enum.name).upper()
        for i, value in enumerate(enum.value):
            yield from self._named((*place, _VALUE, i), value.name, f"{shown}.{value.name}", _SCREAMING)
            if not value.name.startswith(f"{prefix}_"):
                yield f"{shown}.{value.name}: does not begin with `{prefix}_`"
            if (value.number == 0) != (value.name == f"{prefix}_UNSPECIFIED"):
                yield f"{shown}.{value.name}: zero, and only zero, is `{prefix}_UNSPECIFIED`"

    def _service(self, service: ServiceDescriptorProto, place: _Place) -> Iterator[str]:
        yield from self._named(place, service.name, service.name, _CAMEL)
        if not service.name.endswith("Service"):
            yield f"{service.name}: does not end in `Service`"
        for i, method in enumerate(service.method):
            shown = f"{service.name}.{method.name}"
            yield from self._named((*place, _METHOD, i), method.name, shown, _CAMEL)
            for type_name, expected in ((method.input_type, "Request"), (method.output_type, "Response")):
                if type_name != f".{self._file.package}.{method.name}{expected}":
                    yield f"{shown}: its message is `{type_name}`, not `{method.name}{expected}`"


def main(arguments: Sequence[str]) -> None:
    found = problems(Path(arguments[0]) if arguments else _PROTOS)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
