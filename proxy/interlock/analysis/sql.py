"""SQL: what statements do to tables, files and programs; `sqlglot` reads them, its tokens where its grammar gives
up."""

from __future__ import annotations

import functools
import logging
import re
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from interlock.analysis.builder import FactsBuilder, ancestors, resolve
from interlock.analysis.embedded import Surroundings, child
from interlock.model import facts as f

_MOST_CHARACTERS = 64 * 1024
_MOST_STATEMENTS = 200
_FIRST_WORDS: dict[str, f.SqlOp] = {
    "SELECT": "select",
    "WITH": "select",
    "VALUES": "select",
    "SHOW": "select",
    "DESCRIBE": "select",
    "EXPLAIN": "select",
    "INSERT": "insert",
    "REPLACE": "insert",
    "MERGE": "update",
    "UPDATE": "update",
    "DELETE": "delete",
    "DROP": "drop",
    "TRUNCATE": "truncate",
    "CREATE": "create",
    "ALTER": "alter",
    "GRANT": "grant",
    "REVOKE": "grant",
    "ATTACH": "attach",
    "COPY": "copy",
    "LOAD": "copy",
    "EXEC": "call",
    "EXECUTE": "call",
    "CALL": "call",
    "DO": "call",
    "PRAGMA": "set",
    "SET": "set",
    "VACUUM": "other",
    "BEGIN": "other",
    "COMMIT": "other",
    "ROLLBACK": "other",
    "ANALYZE": "other",
    "USE": "other",
}
_ADJECTIVES = frozenset(
    ("TEMPORARY", "TEMP", "MATERIALIZED", "FOREIGN", "EXTERNAL", "UNIQUE", "EVENT", "OR", "REPLACE")
)
_READERS = (
    "pg_read_file",
    "pg_read_binary_file",
    "load_file",
    "lo_import",
    "readfile",
    "read_csv",
    "read_text",
    "read_blob",
)
_WRITERS = ("lo_export", "writefile", "pg_file_write")
_LOADERS = ("load_extension",)
_PROGRAMS = ("xp_cmdshell", "sys_exec", "sys_eval", "dblink_exec", "shellexec")
_SERVER_PROGRAMS = re.compile(r"\b(?:XP_CMDSHELL|SP_OACREATE|SP_EXECUTE_EXTERNAL_SCRIPT|SYS_EXEC|DBMS_SCHEDULER)\b")
_CLIENT_SHELL = re.compile(r"^\s*(?:\.(?:shell|system)\s+|\\!\s*|system\s+)(.*)$", re.MULTILINE)
_CLIENT_FILES = re.compile(
    r"^\s*(?:\.(output|once|import|read|load|backup|restore|save|open|dump)|\\(o|i|ir|copy|w)|(source))\s+(.*)$",
    re.MULTILINE,
)


def looks_like_sql(text: str) -> bool:
    """Whether a text given to something called `execute` is SQL at all."""
    match = re.match(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*([A-Za-z]+)", text[:2000], re.DOTALL)
    return match is not None and match.group(1).upper() in _FIRST_WORDS


def analyze_sql(
    builder: FactsBuilder,
    text: str,
    unit: int,
    span: f.Span,
    certainty: f.Certainty,
    cause: f.Cause,
    *,
    how: str,
    cwd: str | None = None,
    client: bool = False,
) -> tuple[str, ...]:
    """Add the facts of an SQL text that stands at `span` of `unit`; the shell texts that it runs on the client
    (`\\!`, `.shell`) or on
    the server (`COPY … PROGRAM`), for the caller to analyse. `client`: commands of psql, mysql and sqlite3 are
    understood as well."""
    run = _Run(builder, unit, span, certainty, cause, cwd)
    if len(text) > _MOST_CHARACTERS:
        builder.opaque("size", unit, span, f"SQL of {len(text)} characters")
        return ()
    if client:
        text = run.client_commands(text)
    for statement in _statements(text)[:_MOST_STATEMENTS]:
        run.statement(statement)
    return tuple(run.shells)


def analyze_program(builder: FactsBuilder, text: str, unit: int, around: Surroundings) -> None:
    """Facts of an SQL text that is unit `unit`: what a client such as psql, mysql or sqlite3 is given."""
    whole = f.Span(0, len(text))
    cause = f.Cause(command=around.launched_by.id) if around.launched_by else f.Cause()
    shells = analyze_sql(builder, text, unit, whole, around.certainty, cause, how="SQL", cwd=around.cwd, client=True)
    for shell in shells:
        child(builder, shell, "sh", parent=unit, via="SQL", span=whole, surroundings=around)


@functools.cache
def _quiet() -> None:
    # Statements that sqlglot reads only as a command are warned about on a logger of its own.
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


def _statements(text: str) -> list[list[Token]]:
    """Tokens of each statement."""

    _quiet()
    try:
        tokens = sqlglot.tokenize(text, read="postgres")
    except (SqlglotError, RecursionError):
        try:
            tokens = sqlglot.tokenize(text, read="mysql")
        except (SqlglotError, RecursionError):
            return []
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.SEMICOLON:
            found.append([])
        else:
            found[-1].append(token)
    return [statement for statement in found if statement]


class _Run:
    def __init__(
        self, builder: FactsBuilder, unit: int, span: f.Span, certainty: f.Certainty, cause: f.Cause, cwd: str | None
    ) -> None:
        self.builder = builder
        self.unit = unit
        self.span = span
        self.certainty = certainty
        self.cause = cause
        self.cwd = cwd
        self.shells: list[str] = []

    def client_commands(self, text: str) -> str:
        """Take out what the client itself understands."""
        for match in _CLIENT_SHELL.finditer(text):
            self._add("shell")
            self.shells.append(match.group(1).strip().strip("'\""))
        for match in _CLIENT_FILES.finditer(text):
            word = next(w for w in match.groups()[:3] if w)
            rest = match.group(4).split()
            path = (
                (rest[-1] if word in ("import", "copy") and len(rest) > 1 and word != "import" else rest[0]).strip(
                    "'\""
                )
                if rest
                else ""
            )
            if rest and rest[0].startswith("|"):
                self.shells.append(match.group(4).strip().lstrip("|"))
            elif path:
                reads = word in ("import", "read", "load", "restore", "i", "ir", "source")
                self._file("read" if reads else "write", path)
                if word in ("read", "i", "ir", "source", "load"):
                    self.builder.opaque("program_not_seen", self.unit, self.span, path)
        return _CLIENT_FILES.sub("", _CLIENT_SHELL.sub("", text))

    def statement(self, tokens: list[Token]) -> None:
        words = [token.text.upper() for token in tokens]
        op = _FIRST_WORDS.get(words[0], "other")
        tables, unbounded, parsed = self._tables(tokens, op)
        if parsed is not None and op == "select":
            op = parsed
        what = self._what(words) if op == "drop" else None
        named: list[str | None] = [*tables] or [None]
        for table in named:
            self._add(op, table, unbounded, what)
        self._outside(tokens, words)

    def _tables(self, tokens: list[Token], op: f.SqlOp) -> tuple[list[str], bool, f.SqlOp | None]:

        tree: exp.Expr | None = None
        for dialect in ("postgres", "mysql", "sqlite"):
            try:
                parser = sqlglot.Dialect.get_or_raise(dialect).parser()
                found = parser.parse(tokens, "")
            except (SqlglotError, RecursionError, AttributeError, TypeError, ValueError, KeyError, IndexError):
                continue
            tree = found[0] if found else None
            if tree is not None and not isinstance(tree, exp.Command):
                break
        if tree is None or isinstance(tree, exp.Command):
            return [], op in ("update", "delete") and not any(t.text.upper() == "WHERE" for t in tokens), None
        written = [node for node in tree.walk() if isinstance(node, exp.Insert | exp.Update | exp.Delete | exp.Drop)]
        kind: f.SqlOp | None = None
        if written and op == "select":
            kinds: dict[str, f.SqlOp] = {"Insert": "insert", "Update": "update", "Delete": "delete", "Drop": "drop"}
            kind = kinds[type(written[0]).__name__]
        unbounded = any(isinstance(n, exp.Update | exp.Delete) and _everything(n.args.get("where")) for n in written)
        if isinstance(tree, exp.TruncateTable | exp.Drop):
            unbounded = True
        names = [table.sql() for table in tree.find_all(exp.Table)]
        if op in ("delete", "update", "insert", "drop", "truncate", "alter", "create") and tree.this is not None:
            first = tree.this if isinstance(tree.this, exp.Table) else tree.find(exp.Table)
            names = [first.sql()] if first is not None and op != "drop" and op != "truncate" else names
        self._functions(tree)
        return list(dict.fromkeys(names))[:32], unbounded, kind

    @staticmethod
    def _what(words: list[str]) -> str | None:
        """Kind of what `DROP … x` drops."""
        return next((word.lower() for word in words[1:3] if word not in _ADJECTIVES), None)

    def _functions(self, tree: Any) -> None:

        for call in tree.find_all(exp.Anonymous):
            name = str(call.this).lower()
            first = call.expressions[0] if call.expressions else None
            path = first.this if isinstance(first, exp.Literal) and first.is_string else None
            if name in _READERS:
                self._file("read", path)
            elif name in _WRITERS:
                last = call.expressions[-1] if name == "lo_export" and call.expressions else first
                self._file("write", last.this if isinstance(last, exp.Literal) else None)
            elif name in _LOADERS:
                self._file("execute", path)
                self.builder.opaque("dynamic_code", self.unit, self.span, name)
            elif name in _PROGRAMS:
                self._add("shell")
                if path is not None:
                    self.shells.append(path)
                else:
                    self.builder.opaque("dynamic_command", self.unit, self.span, name)

    def _outside(self, tokens: list[Token], words: list[str]) -> None:
        """Files and programs outside the database."""

        def text(at: int) -> str | None:
            return tokens[at].text if at < len(tokens) and tokens[at].token_type == TokenType.STRING else None

        for i, word in enumerate(words):
            if tokens[i].token_type == TokenType.STRING:
                continue
            if word in ("OUTFILE", "DUMPFILE"):
                self._add("copy", what="outfile")
                self._file("write", text(i + 1))
            elif word == "INFILE":
                self._file("read", text(i + 1))
            elif word == "PROGRAM" and words[0] == "COPY":
                self._add("shell")
                if (command := text(i + 1)) is not None:
                    self.shells.append(command)
                else:
                    self.builder.opaque("dynamic_command", self.unit, self.span, "COPY … PROGRAM")
            elif (
                word in ("TO", "FROM") and words[0] in ("COPY", "BACKUP", "RESTORE", "EXPORT") and (path := text(i + 1))
            ):
                self._file("write" if word == "TO" else "read", path)
            elif word == "XP_CMDSHELL":
                self._add("shell")
                self.builder.opaque("dynamic_command", self.unit, self.span, "xp_cmdshell")
        if (
            words[0] in ("EXEC", "EXECUTE", "CALL")
            and _SERVER_PROGRAMS.search(" ".join(words))
            and "XP_CMDSHELL" not in words
        ):
            self._add("shell")
            self.builder.opaque("dynamic_command", self.unit, self.span, words[0])
        if words[0] == "ATTACH":
            path = next((t.text for t in tokens if t.token_type == TokenType.STRING), None)
            if path not in ("", ":memory:"):
                self._file("write", path)
        if words[0] == "VACUUM" and "INTO" in " ".join(words):
            raw = " ".join(words[:1] + [t.text for t in tokens[1:]])
            match = re.search(r"INTO\s+'?([^'\s]+)", raw, re.IGNORECASE)
            self._file("write", match.group(1) if match else None)
        if words[0] in ("DO", "LOAD") and words[1:2] != ["DATA"]:
            self.builder.opaque("dynamic_code", self.unit, self.span, words[0])
        if words[0] == "CREATE" and {"EXTENSION", "FUNCTION", "PROCEDURE"} & set(words[1:5]):
            joined = " ".join(words)
            if re.search(r"PLPYTHON|PLPERLU|PLSH|LANGUAGE\s*'?C\b|SONAME|PLTCLU", joined):
                self.builder.opaque("dynamic_code", self.unit, self.span, "a function in another language")

    def _add(self, op: f.SqlOp, table: str | None = None, unbounded: bool = False, what: str | None = None) -> None:
        self.builder.add_sql(
            f.SqlEffect(
                unit=self.unit,
                span=self.span,
                certainty=self.certainty,
                op=op,
                table=table[:200] if table else None,
                unbounded=unbounded,
                what=what,
                by=self.cause,
            )
        )

    def _file(self, op: f.FileOp, path: str | None) -> None:
        resolved = resolve(path, self.cwd) if path else None
        self.builder.add_file(
            f.FileEffect(
                unit=self.unit,
                span=self.span,
                certainty=self.certainty,
                op=op,
                path=f.Literal(text=path) if path is not None else f.Unknown(why="sql"),
                ancestors=ancestors(resolved) if resolved else (),
                by=self.cause,
                resolved=resolved,
            )
        )


def _everything(where: Any) -> bool:
    """No condition, or one that is always true."""

    return where is None or _always(where.this)


def _always(condition: Any) -> bool:
    if isinstance(condition, exp.Paren):
        return _always(condition.this)
    if isinstance(condition, exp.Boolean):
        return bool(condition.this)
    if isinstance(condition, exp.Or):
        return _always(condition.this) or _always(condition.expression)
    if isinstance(condition, exp.And):
        return _always(condition.this) and _always(condition.expression)
    if isinstance(condition, exp.Not):
        return _never(condition.this)
    if isinstance(condition, exp.EQ):
        return bool(condition.this == condition.expression)
    if isinstance(condition, exp.NEQ) and isinstance(condition.this, exp.Literal):
        return isinstance(condition.expression, exp.Literal) and bool(condition.this != condition.expression)
    return isinstance(condition, exp.Literal) and condition.this not in ("0", "")


def _never(condition: Any) -> bool:
    if isinstance(condition, exp.Paren):
        return _never(condition.this)
    if isinstance(condition, exp.EQ) and isinstance(condition.this, exp.Literal):
        return isinstance(condition.expression, exp.Literal) and bool(condition.this != condition.expression)
    return isinstance(condition, exp.Boolean) and not condition.this
