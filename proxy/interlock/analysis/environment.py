"""What a variable can make programs do, by its name (`knowledge/variables.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from interlock.analysis.builder import FactsBuilder
from interlock.analysis.knowledge import variables
from interlock.model.facts import Cause, EnvironmentDanger, EnvironmentEffect, Language, Literal, Span

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_BY_PREFIX: tuple[tuple[str, EnvironmentDanger], ...] = (
    ("BASH_FUNC_", "function"),
    ("LD_", "loader"),
    ("DYLD_", "loader"),
    ("GLIBC_TUNABLES", "loader"),
    ("MALLOC_", "loader"),
    ("GIT_CONFIG_", "git"),
)


def danger_of(name: str) -> EnvironmentDanger | None:
    """What setting `name` may lead other programs to run or load; None for an ordinary variable.

    Names that are no identifiers reach programs all the same (bash imports functions from them), hence `function`.
    """
    if not _IDENTIFIER.fullmatch(name):
        return "function"
    if (variable := variables().get(name)) is not None and variable.danger is not None:
        return variable.danger
    for prefix, danger in _BY_PREFIX:
        if name.startswith(prefix):
            return danger
    return None


def add_settings(builder: FactsBuilder, env: Mapping[str, str], unit: int) -> None:
    """Facts for variables that the action itself sets, before any program text runs."""
    for name, value in env.items():
        builder.add_environment(
            EnvironmentEffect(
                unit=unit,
                span=Span(0, 0),
                certainty="certain",
                op="set",
                by=Cause(),
                name=Literal(text=name),
                value=Literal(text=value),
                danger=danger_of(name),
            )
        )


def programs_in(name: str, value: str) -> tuple[tuple[str, Language], ...]:
    """Program texts that some program or shell takes from a variable, and their languages."""
    if name == "PROMPT_COMMAND":
        return ((value, "bash"),)
    if re.fullmatch(r"BASH_FUNC_.+(?:%%|\(\))", name):
        return ((value.removeprefix("()").strip(), "bash"),) if value.startswith("()") else ()
    if name in ("PS0", "PS1", "PS2", "PS4"):
        # Expanded as a here-document is, of which none can end in the middle of it.
        end = "P" * (1 + len(max(re.findall("P+", value), key=len, default="")))
        return ((f": <<{end}\n{value}\n{end}\n", "bash"),) if "$(" in value or "`" in value else ()
    means = entry.means if (entry := variables().get(name)) is not None else ""
    text = value.removeprefix("|") if means == "shell:|" else value
    return ((text, "sh"),) if text and means in ("shell", "shell:|") else ()


def file_in(name: str) -> bool:
    """Whether the value names a file that is run or loaded."""
    entry = variables().get(name)
    return entry is not None and entry.means == "execute"
