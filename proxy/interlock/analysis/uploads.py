"""Uploads: what a file is, by its content first and its name second."""

from __future__ import annotations

import bz2
import io
import lzma
import posixpath
import re
import tarfile
import zipfile
import zlib

from interlock.analysis import knowledge
from interlock.model.facts import Language

NOTEBOOK = "application/x-ipynb+json"
_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-script"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
)
_TYPES = {
    "py": "text/x-python",
    "pyw": "text/x-python",
    "pth": "text/x-python",
    "sh": "text/x-shellscript",
    "bash": "text/x-shellscript",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "cjs": "text/javascript",
    "jsx": "text/javascript",
    "ts": "text/typescript",
    "tsx": "text/typescript",
    "ipynb": NOTEBOOK,
    "sql": "application/sql",
}
_LANGUAGES: dict[str, Language] = {
    "py": "python",
    "pyw": "python",
    "sh": "sh",
    "bash": "bash",
    "js": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "jsx": "javascript",
    "ts": "typescript",
    "tsx": "typescript",
    "cts": "typescript",
    "mts": "typescript",
    "r": "r",
    "java": "java",
}
_STARTUP: dict[str, Language] = {
    **dict.fromkeys((".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases"), "bash"),
    **dict.fromkeys((".profile", ".xprofile", ".xsessionrc"), "sh"),
}
_MOST_MEMBERS = 1000


def media_type(path: str, content: bytes) -> str:
    """A coarse type by content first, by name second."""
    for magic, kind in _MAGICS:
        if content.startswith(magic):
            return kind
    if content[257:262] == b"ustar":
        return "application/x-tar"
    if (kind := _TYPES.get(_suffix(path), "")) != "":
        return kind
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/plain"


def language_of(path: str, content: bytes) -> Language | None:
    """The language of a program file: by its `#!` line, then by name; None for what is no program."""
    if content.startswith(b"#!"):
        line = content[2:200].split(b"\n", 1)[0].decode("utf-8", "replace").split()
        names = [posixpath.basename(word) for word in line if not word.startswith("-") and "=" not in word]
        name = names[1] if names[:1] == ["env"] and len(names) > 1 else names[0] if names else ""
        known = knowledge.program(name)
        return (known.interprets if known else None) or "other"
    if any(content.startswith(magic) for magic, _ in _MAGICS):
        return None
    name = posixpath.basename(path)
    if name in _STARTUP:
        return _STARTUP[name]
    if re.search(r"(^|/)\.git/hooks/[^/.]+$", path):
        return "sh"
    return _LANGUAGES.get(_suffix(path))


def members(content: bytes, kind: str) -> tuple[str, ...]:
    """Names in an archive, nothing unpacked; empty where it is none or cannot be read."""
    try:
        if kind == "application/zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return tuple(archive.namelist()[:_MOST_MEMBERS])
        if kind == "application/x-tar":
            with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
                found = []
                for member in tar:
                    found.append(
                        f"{member.name} -> {member.linkname}" if member.issym() or member.islnk() else member.name
                    )
                    if len(found) >= _MOST_MEMBERS:
                        break
                return tuple(found)
        if kind in ("application/gzip", "application/x-bzip2", "application/x-xz"):
            return _compressed(content, kind)
    except Exception:  # a damaged archive lists as far as nothing; its type and digest are facts
        return ()
    return ()


_MOST_UNPACKED = 16 * 1024 * 1024


def _compressed(content: bytes, kind: str) -> tuple[str, ...]:
    """A compressed tar, unpacked in memory up to a bound: what comes after is not listed."""
    if kind == "application/gzip":
        data = zlib.decompressobj(31).decompress(content, _MOST_UNPACKED)
    elif kind == "application/x-bzip2":
        data = bz2.BZ2Decompressor().decompress(content, _MOST_UNPACKED)
    else:
        data = lzma.LZMADecompressor(memlimit=64 * 1024 * 1024).decompress(content, _MOST_UNPACKED)
    return members(data, "application/x-tar") if data[257:262] == b"ustar" else ()


def _suffix(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
