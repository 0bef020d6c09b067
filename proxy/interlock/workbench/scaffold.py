"""`policy new`: a rule with everything that belongs to it, ready to be filled in.

What it makes compiles, is combined, passes its tests and decides nothing yet: it is in shadow mode and looks for a
program of the author's naming. What is left to the author is marked `TODO`, and `policy lint` lists it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from interlock.errors import ConfigError, InvalidRequest
from interlock.workbench.findings import Finding, Place, Report
from interlock.workbench.samples import FILE

EFFECTS = ("deny", "ask", "allow")
_ID = re.compile(r"([a-z][a-z_]*)\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
_PROGRAM = re.compile(r"[A-Za-z0-9_.+-]+")
_WORDS = ("as", "contains", "default", "else", "every", "false", "if", "import", "in", "not", "null", "package", "some")
"""Rego's keywords are no names of packages."""


def scaffold(policies: Path, rule: str, *, title: str = "", effect: str = "deny", program: str = "example") -> Report:
    """Write the folder of `<category>.<rule>` and its two lines of `main.rego`. `program`: what it looks for.

    Raises `InvalidRequest` for a name that cannot be one, `ConfigError` where it exists or main.rego is another.
    """
    found = _ID.fullmatch(rule)
    if found is None or set(re.split(r"[.-]", rule)) & {*_WORDS, "true", "with"}:
        raise InvalidRequest(f"`{rule}` is no CATEGORY.RULE in lower case: network.egress-hosts", field="rule")
    if effect not in EFFECTS:
        raise InvalidRequest(f"--effect `{effect}`: {', '.join(EFFECTS)}", field="effect")
    if not _PROGRAM.fullmatch(program):
        raise InvalidRequest(f"--program `{program}` is no name of a program", field="program")
    category, name = found[1], found[2]
    main = policies / "interlock" / "main.rego"
    folder = policies / "interlock" / "rules" / category / name
    if folder.exists():
        raise ConfigError(f"`{folder}` exists", "choose another name, or edit what is there")
    combined = _combined(main, rule, category, name, effect)
    stem = name.replace("-", "_")
    texts = {
        folder / f"{stem}.rego": _rule(rule, category, name, title, effect, program),
        folder / f"{stem}_facts_test.rego": _test(category, name, effect, program),
        folder / FILE: _samples(program),
    }
    folder.mkdir(parents=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    main.write_text(combined, encoding="utf-8")
    return _report(rule, [*texts, main])


def _combined(main: Path, rule: str, category: str, name: str, effect: str) -> str:
    """The text of main.rego with the rule in both of its lists."""
    try:
        text = main.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"no `{main}`", "begin with a copy of the shipped library (`--policies`)") from error
    answer = f'"{rule}": {{"effect": "{effect}", "reasons": data.{_reference(category, name)}.{effect}}},'
    for opening, line in (("expected := {", f'"{rule}",'), ("answers := {", answer)):
        lines = text.split("\n")
        if lines.count(opening) != 1:
            raise ConfigError(f"`{main}` has no line `{opening}`", f"add `{line}` where it combines rules")
        start = lines.index(opening) + 1
        end = lines.index("}", start)
        # Beside its own category, so that two people who add rules rarely meet.
        after = [n for n in range(start, end) if lines[n].startswith(f'\t"{category}.')]
        lines.insert(after[-1] + 1 if after else end, f"\t{line}")
        text = "\n".join(lines)
    return text


def _reference(category: str, name: str) -> str:
    return f"interlock.rules.{category}" + (f'["{name}"]' if "-" in name else f".{name}")


_RULE = """# METADATA
# title: {title}
# description: TODO why this matters
# custom:
#   id: {rule}
#   severity: medium
#   mode: shadow
#   remediation: TODO what to do instead
package {package}

import data.interlock.lib

mode := lib.mode(rego.metadata.chain())

{effect} contains lib.reason(rego.metadata.chain(), message, [command]) if {{
	some id in input.facts.index.commands{key} # one ground lookup: a quiet rule costs nothing
	command := input.facts.commands[id]
	message := sprintf("TODO say what is wrong about %s", [lib.shown(command.name)])
}}
"""

_TEST = """# By hand: what a sample does not reach.
package interlock.rules.{test_package}

import data.{package} as rule

test_fires_on_the_program if {{
	count(rule.{effect}) == 1 with input as {{"facts": {{
		"index": {{"commands": {{"{program}": [0]}}}},
		"commands": [{{"unit": 0, "span": [0, 1], "name": {{"kind": "literal", "text": "{program}"}}}}],
	}}}}
}}

test_is_quiet_without_it if {{
	count(rule.{effect}) == 0 with input as {{"facts": {{"index": {{"commands": {{}}}}, "commands": []}}}}
}}
"""


def _rule(rule: str, category: str, name: str, title: str, effect: str, program: str) -> str:
    key = f".{program}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", program) else f'["{program}"]'
    return _RULE.format(
        title=json.dumps(title) if title else "TODO what it finds",
        rule=rule,
        package=_reference(category, name),
        effect=effect,
        key=key,
    )


def _test(category: str, name: str, effect: str, program: str) -> str:
    package = _reference(category, name)
    test_package = f'{category}["{name}_facts_test"]' if "-" in name else f"{category}.{name}_facts_test"
    return _TEST.format(package=package, test_package=test_package, effect=effect, program=program)


def _samples(program: str) -> str:
    """The first few of each kind, as a beginning."""
    text = {
        "fires": [
            {"source": program},
            {"source": f"p={program}; $p"},
            {"source": f"bash -c '{program} x'"},
            {"language": "python", "source": f"import subprocess\nsubprocess.run(['{program}'])"},
        ],
        "quiet": [{"source": f"echo {program}"}, {"source": f"man {program}"}, {"source": f"cat {program}.txt"}],
    }
    return json.dumps(text, indent=2) + "\n"


def _report(rule: str, written: list[Path]) -> Report:
    findings = tuple(Finding("new.written", "note", "written", Place(path), rule) for path in written)
    words = f"{rule} stands in shadow mode; `interlock policy lint` says what is left to fill in"
    return Report("policy new", words, findings)
