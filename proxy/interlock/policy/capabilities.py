"""What a policy may use of OPA: everything but what makes a decision depend on more than its input."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from interlock.errors import ConfigError

FORBIDDEN = frozenset({"http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "time.now_ns", "uuid.rfc4122"})
"""Builtins that read the network, the machine, the clock or chance; what a rule needs of these is in its input."""


def capabilities(opa: Path) -> bytes:
    """The capabilities file for this OPA. Raises `ConfigError` where it does not say what it can do.

    Beside `FORBIDDEN` it leaves out all that OPA itself marks as nondeterministic, so that decisions replay.
    """
    run = subprocess.run([opa, "capabilities", "--current"], capture_output=True, text=True, timeout=60, check=False)
    try:
        current: dict[str, Any] = json.loads(run.stdout)
        builtins = [builtin for builtin in current["builtins"] if _replays(builtin)]
    except (ValueError, KeyError) as error:
        raise ConfigError(
            f"`{opa}` does not list its capabilities: {run.stderr.strip()}", "run `make setup`"
        ) from error
    return (json.dumps({**current, "builtins": builtins, "allow_net": []}, indent=1) + "\n").encode()


def _replays(builtin: dict[str, Any]) -> bool:
    return builtin["name"] not in FORBIDDEN and not builtin.get("nondeterministic", False)
