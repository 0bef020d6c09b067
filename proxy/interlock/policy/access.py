"""How a server of policies or decisions lets us in, and how we know that it is the right one."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from interlock.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Access:
    """Of one server."""

    ca: Path | None = None
    """Certificates that its own is checked against (PEM); None: the system's."""
    token: str = ""
    """Bearer token; empty: none."""
    certificate: Path | None = None
    """Our own (PEM, with its private key), for mutual TLS."""

    def tls(self) -> ssl.SSLContext:
        """Raises `ConfigError` for files that are not what they should be."""
        try:
            context = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            if self.certificate:
                context.load_cert_chain(self.certificate)
        except OSError as error:  # ssl.SSLError is one
            files = f"`{self.ca}` or `{self.certificate}`"
            raise ConfigError(f"no TLS with {files}: {error}", "PEM files; ours with its private key in it") from error
        return context

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}
