"""Programs in small languages on a command line (awk, sed, perl, …): what they run, read and write, as far as a scan
can tell.

No grammar of these languages is used: string and regex literals are cut out first, and what could start a program
or open a file is looked for in the rest. What is there and not literal is opaque.
"""

from __future__ import annotations

import re
import shlex

from interlock.analysis.shell import awkscript, sedscript
from interlock.model.facts import FileOp, Language

_STRING = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""

PIECEWISE: frozenset[Language] = frozenset(("awk", "sed"))
"""Languages of which a text known in part is harmless where its known characters are: what is unknown is data."""

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
        program = awkscript.scan(text)
        return not (program.commands or program.files or program.opaque)
    if language == "sed":
        script = sedscript.scan(text)
        return not (script.commands or script.files or script.opaque)
    if language == "perl" and not _perl_only_computes(text):
        return False
    pattern = _OTHER_RUNS.get(language)
    return pattern is not None and not pattern.search(text)


def _perl_only_computes(text: str) -> bool:
    """Whether its words are all of functions that compute or print. Strings and patterns are left out where nothing in
    them is run; what may start a program is looked for in all of the text."""
    if re.fullmatch(r"[\w.-]*", text) and "readpipe" not in text:
        return True  # a name, as the other `rename` takes it
    if len(text) > _MOST_PERL or _PERL_RUNS.search(text):
        return False
    bare = _PERL_LITERALS.sub(lambda m: (m.group(1) or "") + " ", text)
    words = re.findall(r"(?<![\w$@%&>:])[A-Za-z_][\w:']*(?!\s*=>)(?!\w)", bare)
    return all(word in _PERL_WORDS or re.fullmatch("[A-Z]{2,}", word) for word in words)


_MOST_PERL = 4_000
_PERL_RUNS = re.compile(
    r"readpipe|sysopen|open\w*|dbmopen|\btie\b|\bglob\b|\bCORE\b|\bDB\b|&\s*[$\\{(]|\*\s*\{|\\\s*&|@\{\s*\[|\$\{\s*\\|"
    r"\bs\s*(\W)(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[a-z]*e|\}\s*[a-z]*e[a-z]*\b(?!\s*[\w{(])|\bno\b|->|\bformat\b|<<",
    re.DOTALL,
)
_PERL_LITERALS = re.compile(
    r"(^|[({;,=!~&|?:.]|\b(?:if|unless|and|or|not|split|grep|map|while|until|return|print|x)\b|\b(?:m|qr)(?=/))\s*"
    r"/(?:\\.|\$\w*(?![\w\[{])|[^/\\\n$@])*/[a-z]*"
    r"|()'(?:\\.|[^'\\])*'"
    r'|()"(?:\\.|\$(?:\w+(?![\w\[{:])|[&,;.0!/\\])|[^"\\$@])*"'
    r"|()\b(?:s|tr|y)(\W)(?:\\.|(?!\5)[^\\@])*\5(?:\\.|(?!\5)[^\\@])*\5[a-df-z]*(?!\w)",
    re.DOTALL,
)
_PERL_WORDS = frozenset(
    "print printf say sprintf split join map grep sort keys values each reverse push pop shift unshift splice length "
    "substr index rindex uc lc ucfirst lcfirst ord chr hex oct int abs sqrt sin cos atan2 exp log rand srand pack "
    "unpack chomp chop defined exists delete undef scalar wantarray ref bless my our local if elsif else unless while "
    "until for foreach last next redo return sub x eq ne lt gt le ge cmp and or not xor qw q qq qr m s tr y BEGIN END "
    "ARGV STDIN STDOUT STDERR ENV INC eof time localtime gmtime strict warnings utf8 vars integer lib __END__ sleep "
    "die warn exit pos quotemeta study vec lcfirst sum max min uniq first binmode utf8 g i".split()
)


def commands(language: Language, text: str) -> tuple[list[str], bool]:
    """(literal shell texts it runs, whether there is anything else it might run)."""
    if language == "awk":
        program = awkscript.scan(text)
        return program.commands, program.opaque
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
        decoded = awkscript.unescaped if language in ("perl", "ruby", "php", "lua") else _unescaped
        for match in calls.finditer(text):
            words = [decoded(word[1:-1]) for word in re.findall(_STRING, match.group(1))]
            found.append(words[0] if len(words) == 1 else shlex.join(words))
        found += re.findall(r"(?<!<<)`([^`]*)`", text) if language != "lua" else []
        found += [m[1] for m in re.findall(r"(?:qx|%x)\s*([({/\[|!])([^)}/\]|!]*)", text)]
        rest = re.sub(r"""`[^`]*`|(?:qx|%x)\s*[({/\[|!][^)}/\]|!]*""", " ", calls.sub(" ", text))
        pattern = _OTHER_RUNS[language]
        interpolated = any("$" in c or "#{" in c or re.search(r"@\w|@\{|\\[A-Z]", c) for c in found)
        more = pattern.search(rest) or (language == "perl" and not _perl_only_computes(rest))
        return [_unescaped(c) for c in found], interpolated or bool(more)
    return [], True


def files(language: Language, text: str) -> list[tuple[FileOp, str]]:
    """Literal paths it opens."""
    found: list[tuple[FileOp, str]] = []
    if language == "awk":
        found += awkscript.scan(text).files
    elif language == "sed":
        found += sedscript.scan(text).files
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text)
