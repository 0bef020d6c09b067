"""Transfers and sockets: curl and wget, netcat, socat, openssl."""

from __future__ import annotations

import re

from msgspec.structs import replace as with_

from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs.files import decoded_to_file
from interlock.analysis.shell.programs.meanings import by_table, mean
from interlock.analysis.shell.programs.reach import remote_name
from interlock.analysis.shell.programs.start import Start, grammar
from interlock.analysis.shell.values import EMPTY, prefix_of, text_of
from interlock.model import facts as f

_UPLOADS = frozenset(
    "upload-file form form-string data data-ascii data-binary data-raw data-urlencode json post-file post-data"
    " body-file body-data".split()
)
_OUTPUTS = ("output", "output-document", "out")


_UNNAMED = (
    "remote-header-name",
    "content-disposition",
    "trust-server-names",
    "input-file",
    "recursive",
    "mirror",
    "page-requisites",
    "force-directories",
    "batch-file",
)
"""Options with which the remote says what files are called."""


@grammar("download")
def download(start: Start) -> f.Value | None:
    """curl and kin: what comes from where, what is sent, and the files that then hold the network's content."""
    return _download(start, saves=start.parsed.given("remote-name", "remote-name-all", "download"))


@grammar("download-file")
def download_file(start: Start) -> f.Value | None:
    """wget and kin, which save under the remote's name unless told otherwise."""
    return _download(start, saves=not start.parsed.given(*_OUTPUTS, "spider"))


def _download(start: Start, *, saves: bool) -> f.Value | None:
    shell, parsed = start.shell, start.parsed
    before = len(shell.builder.network)
    outputs = [value for value in parsed.values(*_OUTPUTS) if text_of(value) != "-"]
    parsed.options = [(name, value) for name, value in parsed.options if name not in _OUTPUTS]
    if start.name == "curl":
        parsed.operands = [operand if parsed.given("globoff") else _every_host(operand) for operand in parsed.operands]
        for value in parsed.values("resolve", "connect-to"):
            _led_to(start, value)
    by_table(start)
    for value in parsed.values("config"):
        _config(start, value)
    for value in parsed.values("input-file", "batch-file"):
        _listed(start, value)
    networks = tuple(range(before, len(shell.builder.network)))
    if parsed.given(*_UPLOADS):
        for n in networks:
            shell.builder.add_network(with_(shell.builder.network[n], op="upload"))
    unnamed = saves and parsed.given(*_UNNAMED)
    if saves:
        names = [remote_name(operand, query=start.name != "curl") for operand in parsed.operands]
        outputs += [name for name in names if not _GLOBBED.search(prefix_of(name))]
        unnamed = unnamed or any(text_of(name) is None or _GLOBBED.search(prefix_of(name)) for name in names)
    directory = next(iter(parsed.values("directory-prefix", "output-dir", "dir", "paths")), None)
    for value in outputs:
        if (text := text_of(value)) is not None and start.name == "curl" and (match := re.search(r"#\d", text)):
            value, unnamed = f.Prefix(text=text[: match.start()]), True
        if directory is not None and not prefix_of(value).startswith("/"):
            value = v.concat([directory, f.Literal(text="/"), value])
        effect = start.touch("write", value)
        place = shell.place_of(value, start.state)
        if place is not None:
            if place.startswith("/"):
                shell.world.files[place] = None
            shell.world.downloaded[place] = networks
        if effect is not None:
            shell.flows(networks, "file")
            for n in networks:
                shell.builder.network[n] = with_(shell.builder.network[n], file=effect)
    if unnamed and (place := shell.place_of(directory or f.Literal(text="."), start.state)):
        shell.world.downloaded[place] = networks
        shell.flows(networks, "file")
    if outputs or unnamed:
        shell.world.downloads.pop(start.id, None)
        return EMPTY if start.name == "curl" else None
    return None


_GLOBBED = re.compile(r"[{\[]")
"""What curl expands in a URL."""


def _every_host(value: f.Value) -> f.Value:
    """A URL with the alternatives that curl makes of braces and ranges in its host."""
    text = text_of(value)
    match = (
        re.fullmatch(r"((?:[a-z]+://)?)([^/?#]*)(.*)", text, re.IGNORECASE | re.DOTALL) if text is not None else None
    )
    if match is None or not _GLOBBED.search(match[2]):
        return value
    hosts = [""]
    for piece in re.findall(r"\{[^{}]*\}|\[\w+-\w+(?::\d+)?\]|.", match[2], re.DOTALL):
        choices = _choices(piece)
        hosts = [host + choice for host in hosts for choice in choices]
        if len(hosts) > _MOST_LISTED:
            return value
    return v.one_of([f.Literal(text=f"{match[1]}{host}{match[3]}") for host in hosts])


_URL_PARTS = re.compile(r"((?:[a-z]+://)?)([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)


def _choices(piece: str) -> list[str]:
    if piece.startswith("{"):
        return piece[1:-1].split(",")
    if (numbers := re.fullmatch(r"\[(\d{1,9})-(\d{1,9})(?::(\d{1,9}))?\]", piece)) is not None:
        first, last, step = int(numbers[1]), int(numbers[2]), int(numbers[3] or 1)
        width = len(numbers[1]) if numbers[1].startswith("0") else 0
        return [str(n).zfill(width) for n in range(first, last + 1, max(step, 1))[: _MOST_LISTED + 1]]
    if (letters := re.fullmatch(r"\[([a-z])-([a-z])\]", piece, re.IGNORECASE)) is not None:
        return [chr(n) for n in range(ord(letters[1]), ord(letters[2]) + 1)]
    return [piece]


def _led_to(start: Start, value: f.Value) -> None:
    """Where curl goes instead: `--resolve host:port:address,…`, `--connect-to host:port:host:port`."""
    text = text_of(value)
    if text is None:
        start.host(value, "connect")
        return
    for address in re.sub(r"^[^:\[]*(?:\[[^\]]*\])?:[^:]*:", "", text).split(","):
        host = re.match(r"\[([^\]]*)\]|([^:]*:[^:]*:.*)|([^:]*)", address)
        if host is not None and (name := host[1] or host[2] or host[3]):
            start.host(f.Literal(text=name), "connect")


def _listed(start: Start, value: f.Value) -> None:
    """URLs that stand in a file, or in standard input."""
    shell = start.shell
    held = start.ctx.stdin_text if text_of(value) == "-" else shell.content_of(shell.path_of(value, start.state))
    text = text_of(held)
    if text is None:
        start.url(f.Unknown(why="list of URLs"), "download")
        return
    for line in text.splitlines()[:_MOST_LISTED]:
        if line.strip() and not line.startswith("#"):
            start.url(f.Literal(text=line.strip()), "download")


_MOST_LISTED = 64


def _config(start: Start, value: f.Value) -> None:
    """curl's configuration file: options without their dashes."""
    shell = start.shell
    held = start.ctx.stdin_text if text_of(value) == "-" else shell.content_of(shell.path_of(value, start.state))
    text = text_of(held)
    if text is None:
        start.opaque("dynamic_code", "configuration file")
        return
    entry = start.known
    for line in text.splitlines():
        match = re.match(r'\s*-{0,2}([\w-]+)\s*[=: ]\s*"?([^"\n]*)"?\s*$', line)
        if match is None:
            continue
        name = entry.alias.get(match.group(1), match.group(1))
        if (meaning := entry.options.get(name)) is not None:
            mean(start, meaning, f.Literal(text=match.group(2)), name)


@grammar("netcat")
def netcat(start: Start) -> f.Value | None:
    """`nc host port`, `nc -l port`, with a program at its end perhaps."""
    shell, parsed = start.shell, start.parsed
    operands = parsed.operands
    listening = parsed.given("listen")
    if operands or listening:
        host = text_of(operands[0]) if operands and not listening else "0.0.0.0"
        port = next((text_of(value) for value in parsed.values("p", "source-port")), None)
        if len(operands) > 1 or (listening and operands):
            port = text_of(operands[-1])
        if host is not None:
            shell.connect(host, port or "", start.span, start.by, "listen" if listening else "connect")
        else:
            start.host(operands[0])
        network = len(shell.builder.network) - 1
        shell.world.downloads[start.id] = (network,)
        if any(name in ("exec", "sh-exec", "lua-exec") for name, _ in parsed.options):
            shell.flows((network,), "interpreter")
    parsed.operands = []
    by_table(start)
    return None


@grammar("socat")
def socat(start: Start) -> f.Value | None:
    """Two addresses: sockets, programs and files."""
    networks: list[int] = []
    runs = False
    shell = start.shell
    for word in start.parsed.operands:
        text = text_of(word) or prefix_of(word)
        if match := re.match(
            r"(?:TCP|UDP|OPENSSL|SSL|SCTP|SOCKS4A?|PROXY|OPENSSL-DTLS-CLIENT)[46]?(?:-CONNECT|-SENDTO|-DATAGRAM)?"
            r":([^:,]+):(\w+)",
            text,
            re.IGNORECASE,
        ):
            networks.append(shell.connect(match.group(1), match.group(2), start.span, start.by, "connect"))
        elif match := re.match(r"(?:TCP|UDP|OPENSSL|SSL|SCTP)[46]?-(?:L|LISTEN|RECV\w*):(\w+)", text, re.IGNORECASE):
            networks.append(shell.connect("0.0.0.0", match.group(1), start.span, start.by, "listen"))
        elif match := re.match(r"(?:EXEC|SYSTEM|SHELL):['\"]?([^,'\"]*)", text, re.IGNORECASE):
            if text_of(word) is None:
                start.opaque("dynamic_code", "socat")
            start.runs(f.Literal(text=match.group(1)), "sh", "socat")
            runs = True
        elif match := re.match(r"(?:OPEN|CREATE|CREAT|FILE|GOPEN|PIPE|UNIX-\w+):([^,]+)", text, re.IGNORECASE):
            start.touch("read", f.Literal(text=match.group(1)))
            start.touch("write", f.Literal(text=match.group(1)))
        elif text.startswith(("/", "./")):
            start.touch("write", word)
        elif text_of(word) is None and not text:
            start.opaque("dynamic_code", "socat")
    if runs and networks:
        shell.flows(tuple(networks), "interpreter")
    return None


@grammar("openssl")
def openssl(start: Start) -> f.Value | None:
    """By the table; what decoding leaves in a file, and what decoding base64 prints."""
    decoded_to_file(start)
    texts = {text_of(word) for word in start.argv}
    stdin = text_of(start.ctx.stdin_text)
    if stdin is not None and "-d" in texts and texts & {"-base64", "-a", "base64"} and texts & {"enc", "base64"}:
        decoded = v.unbase64(stdin)
        # It may not be there, and prints nothing then.
        return v.one_of([f.Literal(text=decoded), v.EMPTY]) if decoded is not None else None
    return None
