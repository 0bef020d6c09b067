"""Connections: hosts and URLs as programs write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from interlock.analysis.hosts import address_class, parent_domains
from interlock.analysis.shell import values as v
from interlock.analysis.shell.programs.code import Running
from interlock.analysis.shell.values import alternatives, prefix_of, text_of
from interlock.model import facts as f

if TYPE_CHECKING:
    from interlock.analysis.shell.evaluator import Ctx

URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
REMOTE = re.compile(r"(?:[^/@:\s]+@)?(\[[^\]]+\]|[^/:@\s]+):")
"""`[user@]host:path`, as scp, rsync and git write it."""


_LITERAL_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?\[[0-9A-Fa-f:.]+\](?::\d+)?(?=[/?#]|$)/?")
"""A URL up to its host, which is an IPv6 address in brackets (RFC 3986)."""


class Reaching(Running):
    """Network effects."""

    def url(self, value: f.Value, span: f.Span, by: f.Cause, op: str, ctx: Ctx) -> int | None:
        """A connection for each URL that `value` may be; the id of the last."""
        id_: int | None = None
        for choice in alternatives(value):
            head = prefix_of(choice)
            if isinstance(choice, f.Glob) and (address := _LITERAL_ADDRESS.match(choice.text)):
                head = address[0]  # a pattern that no file matches stands for itself
            if head.lower().startswith("file://"):
                self.touch("read", v.mapped(choice, lambda t: urlsplit(t).path, "url"), span, by, self.redirect_state)
                continue
            text = head if URL.match(head) else "http://" + head
            try:
                parts = urlsplit(text)
                host, port = parts.hostname or "", parts.port
            except ValueError:
                host, port, parts = "", None, urlsplit("http://")
            whole = isinstance(choice, f.Literal) or "/" in text.partition("://")[2] or head.endswith("]")
            name: f.Value = (
                f.Literal(text=host)
                if host and whole and not re.search(r"[*{}\[\]?]", host)
                else f.Prefix(text=host)
                if host
                else f.Unknown(why="host")
            )
            id_ = self._connection(name, span, by, op, ctx, url=choice, port=port, scheme=parts.scheme or None)
        return id_

    def host(self, value: f.Value, span: f.Span, by: f.Cause, op: str, ctx: Ctx) -> int | None:
        """A connection to a host, written bare, with a user, with a port or as a URL."""
        text = text_of(value)
        if text is not None and URL.match(text):
            return self.url(value, span, by, op, ctx)
        bare = v.mapped(value, _host, "host") if text is not None else value
        return self._connection(bare, span, by, op, ctx)

    def _connection(
        self,
        host: f.Value,
        span: f.Span,
        by: f.Cause,
        op: str,
        ctx: Ctx,
        *,
        url: f.Value | None = None,
        port: int | None = None,
        scheme: str | None = None,
    ) -> int:
        id_ = self.builder.add_network(
            f.NetworkEffect(
                unit=self.unit,
                span=span,
                certainty=ctx.certainty,
                op=op,  # type: ignore[arg-type]  # only words of the literal come here
                host=host,
                parents=parent_domains(host),
                ip_class=address_class(host),
                by=by,
                url=url,
                port=port,
                scheme=scheme,
            )
        )
        if op == "download" and by.command is not None:
            self.world.downloads[by.command] = (*self.world.downloads.get(by.command, ()), id_)
            for effect in [e for e in self.builder.files if e.by == by and e.op in ("write", "create")]:
                self.carried(effect.op, effect.path, by, self.redirect_state)
        return id_


def remote_name(url: f.Value, *, query: bool = False, suffix: str = "") -> f.Value:
    """Under what name the content of a URL is saved, if that follows from the URL; `query`: with its query."""
    parts = url.parts if isinstance(url, f.Concat) else (url,)
    last = parts[-1].text if isinstance(parts[-1], f.Glob) else text_of(parts[-1])
    if last is None or (len(parts) > 1 and "/" not in last):
        return f.Unknown(why="remote name")
    address, mark, asked = last.partition("?")
    if len(parts) == 1 and not URL.match(address) and (match := REMOTE.match(address)):
        address = address[match.end() :]
    elif len(parts) == 1:
        address = address.partition("://")[2] or address
        address = address if "/" in address else address + "/"
    name = address.rpartition("/")[2].removesuffix(suffix) or "index.html"
    return f.Literal(text=name + mark + asked if query else name)


def _host(text: str) -> str:
    bare = text.rpartition("@")[2]
    if bare.startswith("//"):
        return bare[2:].partition("/")[0]
    if bare.startswith("["):
        return bare[1:].partition("]")[0]
    return bare.partition(":")[0] if bare.count(":") <= 1 else bare
