"""Programs in small languages on a command line (awk, sed, perl, …): what they run, read and write, as far as a scan
can tell.

No grammar of these languages is used: string and regex literals are cut out first, and what could start a program
or open a file is looked for in the rest. What is there and not literal is opaque.
"""

from __future__ import annotations

import re

from interlock.model.facts import FileOp, Language

PIECEWISE: frozenset[Language] = frozenset(("awk", "sed"))
"""Languages of which a text known in part is harmless where its known characters are: what is unknown is data."""

_AWK_LITERALS = re.compile(r'"(?:\\.|[^"\\])*"|(?<![\w)\]])\s*/(?:\\.|\[[^\]]*\]|[^/\\\n])+/|#[^\n]*')
_AWK_RUNS = re.compile(r"\bsystem\s*\(|\bgetline\b|\||@load|@include|\bextension\s*\(|@\w+\s*\(")
_SED_TEXT = re.compile(
    r"(?:^|[;\n{}])\s*(?:\d+|\$|/(?:\\.|[^/\\])*/)?(?:,(?:\d+|\$|\+\d+|/(?:\\.|[^/\\])*/))?\s*!?\s*([a-zA-Z])"
)
_OTHER_RUNS: dict[str, re.Pattern[str]] = {
    "perl": re.compile(
        r"\bsystem\b|\bexec\b|`|\bqx\b|\bopen\b|\beval\b|\bdo\b|\brequire\b|\buse\b|\bunlink\b|\bsyscall\b|\bfork\b|\bsocket\b|\bkill\b|\brename\b|\bmkdir\b|\brmdir\b|\bchmod\b|\bchown\b|\bsymlink\b|\blink\b|<[^>\w]*\w*[^>]*>|/e[a-z]*\b|\(\?\?\{|\(\?\{|->"
    ),
    "ruby": re.compile(
        r"\bsystem\b|\bexec\b|`|%x|\bspawn\b|\bopen\b|\bFile\b|\bIO\b|\beval\b|\bsend\b|\brequire\b|\bload\b|\bKernel\b|\bProcess\b|\bDir\b|\bSocket\b|\binstance_eval\b|\bFileUtils\b"
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
        return not _sed_dangerous(text)
    pattern = _OTHER_RUNS.get(language)
    return pattern is not None and not pattern.search(text)


def commands(language: Language, text: str) -> tuple[list[str], bool]:
    """(literal shell texts it runs, whether there is anything else it might run)."""
    if language == "awk":
        found = re.findall(r'\bsystem\s*\(\s*"((?:\\.|[^"\\])*)"\s*\)', text)
        found += re.findall(r'\|&?\s*"((?:\\.|[^"\\])*)"', text)
        found += re.findall(r'"((?:\\.|[^"\\])*)"\s*\|&?\s*getline', text)
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
        ) or dynamic_file
    if language == "sed":
        runs = re.findall(r"(?:^|[;\n{}]|\d|\$|/)\s*e\s+([^\n]+)", text)
        flagged = re.search(r"s(.)(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpimIM0-9]*e", text) is not None
        return runs, flagged or (not runs and bool(re.search(r"(?:^|[;\n{}]|\d|\$)\s*e\s*(?:$|[;\n}])", text)))
    if language in ("perl", "ruby", "php", "lua"):
        name = {
            "perl": r"(?:system|exec)",
            "ruby": r"(?:system|exec|spawn)",
            "php": r"(?:system|exec|shell_exec|passthru)",
            "lua": r"os\.execute",
        }[language]
        found = [m[1] for m in re.findall(name + r"""\s*\(?\s*(["'])((?:\\.|(?!\1).)*)\1\s*\)?""", text)]
        found += re.findall(r"`([^`]*)`", text) if language != "lua" else []
        found += [m[1] for m in re.findall(r"(?:qx|%x)\s*([({/\[|!])([^)}/\]|!]*)", text)]
        rest = re.sub(
            name + r"""\s*\(?\s*(["'])((?:\\.|(?!\1).)*)\1\s*\)?|`[^`]*`|(?:qx|%x)\s*[({/\[|!][^)}/\]|!]*""", " ", text
        )
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
        found += [("write", path) for path in re.findall(r"(?:^|[;\n{}]|\d|\$|/)\s*[wW]\s+([^\n;}]+)", text)]
        found += [
            ("write", match[1])
            for match in re.findall(r"s([^\w\s])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpimIM0-9]*w\s+([^\n;}]+)", text)
        ]
        found += [("read", path) for path in re.findall(r"(?:^|[;\n{}]|\d|\$|/)\s*[rR]\s+([^\n;}]+)", text)]
    return found


def _sed_dangerous(text: str) -> bool:
    if re.search(r"s([^\w\s])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpimIM0-9]*[ew]", text, re.DOTALL):
        return True
    bare = re.sub(r"[sy]([^\w\s])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpimIM0-9]*", " ", text, flags=re.DOTALL)
    bare = re.sub(r"/(?:\\.|\[[^\]]*\]|[^/\\\n])*/", " ", bare)
    bare = re.sub(r"(?m)[aic]\\?\s*\\?\n?.*$", " ", bare)
    return bool(re.search(r"(?:^|[;\n{}\s\d$!,])[eFwWrR](?:\s|$|;)", bare))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text)
