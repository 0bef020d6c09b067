"""Packages: where a requirement comes from, and whether its version is fixed."""

from __future__ import annotations

import re

from interlock.analysis.shell import values as v
from interlock.analysis.shell.options import FLAG
from interlock.analysis.shell.programs.start import Start
from interlock.analysis.shell.values import prefix_of, text_of
from interlock.model import facts as f

_ADDRESS = re.compile(r"(?:^|@\s*)((?:https?|ftp|file)://|git\+|hg\+|svn\+|bzr\+|git@|ssh://)", re.IGNORECASE)
_REPOSITORY = re.compile(r"git\+|hg\+|svn\+|bzr\+|git@|\.git(?:$|[@#])")
_LOCAL = ("./", "../", "/", "~", "file:")
_ARCHIVE = re.compile(
    r"\.(whl|tar\.gz|zip|deb|rpm|tgz|gem|apk|snap|nupkg|flatpak|flatpakref|pkg\.tar\.\w+|phar|jar|vsix|AppImage|crate)$"
)
_REQUIREMENT = re.compile(r"(@?[\w./-]+?)(?:\[[\w,-]*\])?\s*(?:(===?|@|=|:(?=[\dv^~<>*]))\s*v?([\w.+!*-]+))?$")

_EXTRAS = re.compile(r"[\w.-]+\[[\w,-]+\](?:==[\w.]+)?")
_BOUNDED = re.compile(r"(@?[\w./-]+?)(?:\[[\w,-]*\])?\s*@?[<>=!~^;*]")
"""A name with bounds for its version, or with conditions (PEP 508)."""


def listed(start: Start, value: f.Value | None) -> None:
    """The packages of a requirements file, where its text is known, with the indexes that it names."""
    lines = [line.partition(" #")[0].strip() for line in (text_of(value) or "").splitlines()[:_MOST_LISTED]]
    indexes = [match for line in lines if (match := _INDEX_LINE.match(line))]
    index = f.Literal(text=indexes[-1][1]) if indexes else None
    for line in lines:
        if (editable := re.match(r"(?:-e|--editable)[\s=]+(.+)", line)) is not None:
            add(start, f.Literal(text=editable[1]), index)
        elif line and not line.startswith(("-", "#")):
            add(start, f.Literal(text=re.split(r"\s+(?=--)", line)[0]), index)


_MOST_LISTED = 256
_INDEX_LINE = re.compile(r"(?:-i|--index-url|--extra-index-url|-f|--find-links)[\s=]+(\S+)")


def add(start: Start, value: f.Value, index: f.Value | None = None) -> None:
    """The package fact of one name, and the download where it is an address; `index`: where it comes from."""
    entry = start.parsed.program
    text, head = text_of(value), prefix_of(value)
    if text is None and isinstance(value, f.Glob) and _EXTRAS.fullmatch(value.text):
        text = head = value.text  # a pattern that no file matches stands for itself
    name, version, source = value, None, "unknown"
    if _ADDRESS.search(head):
        source = "vcs" if _REPOSITORY.search(head) else "url"
        start.url(v.mapped(value, _address, "url") if text else value, "download")
        start.shell.flows(start.shell.world.downloads.get(start.id, ()), "interpreter")
    elif (
        head.startswith(_LOCAL)
        or (text or head) in (".", "..")
        or _ARCHIVE.search(value.text if isinstance(value, f.Glob) else text or "")
        or head.endswith("/")
        or start.shell.place_of(value, start.state) in start.shell.world.downloaded
    ):
        source = "path"
        start.runs_fetched(start.shell.tainted(_unmarked(value), start.state))
    elif text is not None:
        source = "index"
        match = _REQUIREMENT.match(text)
        if match and match.group(1):
            name = f.Literal(text=match.group(1))
            version = match.group(3) if match.group(2) and match.group(3) not in ("latest", "*") else None
        elif bounded := _BOUNDED.match(text):
            name = f.Literal(text=bounded.group(1))
        version = version or _version(start)
    start.shell.builder.add_package(
        f.PackageEffect(
            unit=start.shell.unit,
            span=start.span,
            certainty=start.ctx.certainty,
            manager=entry.manager or start.known.manager or start.name,
            action=entry.action or "install",  # type: ignore[arg-type]  # the tables have only words of the literal
            name=name,
            pinned=version is not None,
            source=source,  # type: ignore[arg-type]  # only words of the literal come here
            by=start.by,
            version=version,
            index_url=index or _index(start),
        )
    )


def _version(start: Start) -> str | None:
    """Given by an option: `gem install a --version 1.2`."""
    if "version" not in start.parsed.program.long_args:
        return None
    text = next((text_of(value) for value in start.parsed.values("version")), None)
    return text if text is not None and re.fullmatch(r"=?\s*[\d][\w.+-]*", text) else None


def _unmarked(value: f.Value) -> f.Value:
    """Without `file:` before the path, and without extras behind it."""
    return (
        value
        if text_of(value) is None
        else v.mapped(value, lambda t: re.sub(r"\[[\w,-]*\]$", "", t.removeprefix("file:")), "path")
    )


def _index(start: Start) -> f.Value | None:
    options = start.parsed.program.options
    return next(
        (value for name, value in start.parsed.options if options.get(name) == "index" and value is not FLAG), None
    )


def _address(text: str) -> str:
    return re.sub(r"^.*?(?=(?:https?|ftp|ssh|git|file)://)", "", text).replace("git+", "")
