"""The few system calls that durability rests on, behind a seam narrow enough to make each of them fail in a test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    """What a writer asks of the file system. Every method raises `OSError`."""

    def create(self, path: Path) -> int:
        """A new file, opened for appending, 0600; fails where it exists."""
        ...

    def append(self, path: Path) -> int:
        """An existing file, opened for appending."""
        ...

    def write(self, fd: int, data: bytes) -> int:
        """Bytes written, which may be fewer than given."""
        ...

    def sync(self, fd: int) -> None: ...

    def sync_directory(self, path: Path) -> None: ...

    def truncate(self, fd: int, size: int) -> None: ...

    def intact(self, fd: int, path: Path, size: int) -> bool:
        """Whether `fd` is still the file at `path`, linked, with exactly `size` bytes."""
        ...

    def close(self, fd: int) -> None: ...


class RealDisk:
    """`Disk` on the operating system."""

    def create(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def append(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)

    def write(self, fd: int, data: bytes) -> int:
        return os.write(fd, data)

    def sync(self, fd: int) -> None:
        os.fdatasync(fd)

    def sync_directory(self, path: Path) -> None:
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def intact(self, fd: int, path: Path, size: int) -> bool:
        here = os.fstat(fd)
        try:
            there = path.stat()
        except FileNotFoundError:
            return False
        return here.st_nlink > 0 and here.st_size == size and (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def close(self, fd: int) -> None:
        os.close(fd)
