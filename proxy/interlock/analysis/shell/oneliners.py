"""Programs in small languages on a command line (awk, sed, perl, …): what they run, read and write, as far as a scan
can tell.

No grammar of these languages is used: string and regex literals are cut out first, and what could start a program
or open a file is looked for in the rest. What is there and not literal is opaque.
"""

from __future__ import annotations

import re
import shlex

from interlock.analysis.shell import sedscript
from interlock.model.facts import FileOp, Language

_STRING = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""

PIECEWISE: frozenset[Language] = frozenset(("awk", "sed"))
"""Languages of which a text known in part is harmless where its known characters are: what is unknown is data."""

_AWK_LITERALS = re.compile(r'"(?:\\.|[^"\\])*"|(?<![\w)\]])\s*/(?:\\.|\[[^\]]*\]|[^/\\\n])+/|#[^\n]*')
_AWK_RUNS = re.compile(r"\bsystem\s*\(|\bgetline\b|\||@load|@include|\bextension\s*\(|@\w+\s*\(")
_OTHER_RUNS: dict[str, re.Pattern[str]] = {
    "perl": re.compile(
        r"\bsystem\b|\bexec\b|`|\bqx\b|\bopen\b|\beval\b|\bdo\b|\brequire\b|\buse\b|\bunlink\b|\bsyscall\b|\bfork\b|\bsocket\b|\bkill\b|\brename\b|\bmkdir\b|\brmdir\b|\bchmod\b|\bchown\b|\bsymlink\b|\blink\b|(?<![$@%\w])(?:remove_tree|rmtree|make_path|mkpath|copy|move|cp|mv|rcopy|getstore|getprint|mirror|capturex?|systemx?|tempfile|path)\b\s*\(|<[^>\w]*\w*[^>]*>|/e[a-z]*\b|\(\?\?\{|\(\?\{|->"
    ),
    "ruby": re.compile(
        r"\bsystem\b|\bexec\b|`|%x|\bspawn\b|\bopen\b|\bFile\b|\bIO\b|\beval\b|\bsend\b|\brequire\b|\bload\b|\bKernel\b|\bProcess\b|\bDir\b|\bSocket\b|\binstance_eval\b|\bFileUtils\b|\bOpen3\b|\bPTY\b|\bpopen|\bfork\b|\bsyscall\b|\bFiddle\b|\bShell\b|\bNet\b|\bURI\b|\bclass_eval\b|\bmodule_eval\b|\bpublic_send\b|\b__send__\b|\bmethod\b|\btrap\b|\bat_exit\b|\bDRb\b|\bMarshal\b|\bYAML\b|\bDATA\b|\bbinding\b|\bconst_get\b"
    ),
    "php": re.compile(
        r"\bsystem\b|\bexec\b|shell_exec|passthru|popen|proc_open|pcntl|`|\beval\b|\binclude|\brequire|\bfile|fopen|unlink|assert|call_user|create_function|\$\w+\s*\(|curl_|socket|mail\b"
    ),
    "lua": re.compile(r"\bos\b|\bio\b|\bload|\bdofile|\brequire|\bpackage|_G|_ENV|debug"),
}


def harmless(language: Language, text: str) -> bool:
    """Nothing in it can start a program, open a file or a connection, or run computed code."""
    if language == "awk":
        bare = _AWK_LITERALS.sub(" ", text)
        return not _AWK_RUNS.search(re.sub(r"\|\|", " ", bare)) and not re.search(r"\bprintf?\b[^;}\n]*>", bare)
    if language == "sed":
        script = sedscript.scan(text)
        return not (script.commands or script.files or script.opaque)
    pattern = _OTHER_RUNS.get(language)
    return pattern is not None and not pattern.search(text)


def commands(language: Language, text: str) -> tuple[list[str], bool]:
    """(literal shell texts it runs, whether there is anything else it might run)."""
    if language == "awk":
        found = re.findall(r'\bsystem\s*\(\s*"((?:\\.|[^"\\])*)"\s*\)', text)
        found += re.findall(r'\|&?\s*"((?:\\.|[^"\\])*)"', text)
        found += re.findall(r'"((?:\\.|[^"\\])*)"\s*\|&?\s*getline', text)
        found += re.findall(
            r'\bprint\s*\(?\s*"((?:\\.|[^"\\])*)"\s*\)?\s*\|&?\s*"(?:[\w/]*/)?(?:ba|da|z|k)?sh\b[^"]*"', text
        )
        rest = re.sub(
            r'\bsystem\s*\(\s*"(?:\\.|[^"\\])*"\s*\)|\|&?\s*"(?:\\.|[^"\\])*"|"(?:\\.|[^"\\])*"\s*\|&?\s*getline|\bgetline\s*(?:\w+\s*)?<\s*"[^"]*"',
            " ",
            text,
        )
        bare = re.sub(r"\|\|", " ", _AWK_LITERALS.sub(" ", rest))
        writes = re.findall(r'\bprintf?\b[^;}\n]*>+\s*(?!\s*")', _AWK_LITERALS.sub('""', rest))
        dynamic_file = any(
            not re.search(r'>+\s*"', w) for w in re.findall(r"\bprintf?\b[^;}\n]*>[^;}\n]*", rest) if writes
        )
        return [_unescaped(c) for c in found], bool(
            _AWK_RUNS.search(re.sub(r"\bgetline\b(?!\s*<)", " ", bare))
        ) or dynamic_file or bool(re.search(r'(?<!")\s*\|&?\s*"(?:[\w/]*/)?(?:ba|da|z|k)?sh\b', text))
    if language == "sed":
        script = sedscript.scan(text)
        return script.commands, script.opaque
    if language in ("perl", "ruby", "php", "lua"):
        name = {
            "perl": r"(?:system|exec)",
            "ruby": r"(?:system|exec|spawn)",
            "php": r"(?:system|exec|shell_exec|passthru)",
            "lua": r"os\.execute",
        }[language]
        calls = re.compile(
            rf"{name}\s*\(?\s*({_STRING}(?:\s*,\s*{_STRING})*)\s*(?=[);}}\n]|$|\b(?:or|and|if|unless)\b)"
        )
        found = []
        for match in calls.finditer(text):
            words = [_unescaped(word[1:-1]) for word in re.findall(_STRING, match.group(1))]
            found.append(words[0] if len(words) == 1 else shlex.join(words))
        found += re.findall(r"`([^`]*)`", text) if language != "lua" else []
        found += [m[1] for m in re.findall(r"(?:qx|%x)\s*([({/\[|!])([^)}/\]|!]*)", text)]
        rest = re.sub(r"""`[^`]*`|(?:qx|%x)\s*[({/\[|!][^)}/\]|!]*""", " ", calls.sub(" ", text))
        pattern = _OTHER_RUNS[language]
        interpolated = any("$" in c or "#{" in c or "@{" in c for c in found)
        return [_unescaped(c) for c in found], interpolated or bool(pattern.search(rest))
    return [], True


def files(language: Language, text: str) -> list[tuple[FileOp, str]]:
    """Literal paths it opens."""
    found: list[tuple[FileOp, str]] = []
    if language == "awk":
        for operator, path in re.findall(r'\bprintf?\b[^;}\n>]*(>>?)\s*"((?:\\.|[^"\\])*)"', text):
            found.append(("append" if operator == ">>" else "write", _unescaped(path)))
        found += [
            ("read", _unescaped(path)) for path in re.findall(r'getline\s*(?:\w+\s*)?<\s*"((?:\\.|[^"\\])*)"', text)
        ]
    elif language == "sed":
        found += sedscript.scan(text).files
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text)
