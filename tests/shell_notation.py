"""Shell trees in a compact notation, so that a grammar case is one line.

[x=1 echo 'a b' >f]     simple command: assignments, words, redirections; 'quoted' characters in single quotes
"…${x}…"                double quotes; parameters always in braces
⟨*⟩ ⟨[a-z]⟩ ⟨~⟩         glob, tilde; @⟨a|b⟩ extended pattern; ⟨a,b⟩ ⟨1..3⟩ braces
$(…) `…` ${ …} <(…)     substitutions; $((…)) arithmetic
{ … } ( … ) if … fi     compound commands, as in the shell
!(?)                    opaque
"""

from __future__ import annotations

from collections.abc import Iterable

from interlock.analysis.shell import syntax as s


def shown(node: object) -> str:
    """`node` in the notation."""
    match node:
        case s.Script(statements=statements):
            return "; ".join(map(shown, statements))
        case s.Statement(body=body, background=background):
            return shown(body) + (" &" if background else "")
        case s.AndOr(items=items, operators=operators):
            return _joined(items, operators)
        case s.Pipeline(stages=stages, stderr_too=stderr_too):
            prefix = ("time " if node.timed else "") + ("! " if node.negated else "")
            return (prefix + _joined(stages, ["|&" if both else "|" for both in stderr_too])).rstrip()
        case s.SimpleCommand():
            return (
                "[" + " ".join(map(shown, (*node.assignments, *node.words, *node.redirections))) + "]" + _declared(node)
            )
        case s.Compound():
            return " ".join((_compound(node), *map(shown, node.redirections)))
        case s.OpaqueNode():
            return "!(?)"
        case s.Assignment():
            subscript = f"[{_parts(node.subscript)}]" if node.subscript else ""
            return f"{node.name}{subscript}{'+' if node.append else ''}={shown(node.value)}"
        case s.ArrayLiteral(elements=elements):
            return "(" + " ".join((f"[{_parts(k)}]=" if k else "") + shown(v) for k, v in elements) + ")"
        case s.Redirection():
            fd = f"{{{node.variable}}}" if node.variable else "" if node.fd is None else str(node.fd)
            body = f"⟪{''.join(map(_part, node.heredoc.parts))}⟫" if node.heredoc else ""
            lost = "" if node.heredoc is None or node.heredoc.terminated else "…"
            return f"{fd}{node.operator}{shown(node.target)}{body}{lost}"
        case s.Word():
            return _parts(node)
        case s.Arithmetic(parts=parts):
            return "".join(map(_part, parts))
    return _part(node)


def _joined(items: Iterable[s.Node], operators: Iterable[str]) -> str:
    return "".join(
        f"{shown(item)} {operator} " for item, operator in zip(items, (*operators, ""), strict=False)
    ).rstrip()


def _declared(node: s.SimpleCommand) -> str:
    return "".join(f"{{{shown(assignment)}}}" for assignment in node.declared)


def _compound(node: s.Compound) -> str:
    match node:
        case s.Group(body=body):
            return f"{{ {shown(body)} }}"
        case s.Subshell(body=body):
            return f"( {shown(body)} )"
        case s.If(branches=branches, otherwise=otherwise):
            text = " el".join(f"if {shown(condition)} then {shown(body)}" for condition, body in branches)
            return text + (f" else {shown(otherwise)}" if otherwise else "") + " fi"
        case s.Loop(kind=kind, condition=condition, body=body):
            return f"{kind} {shown(condition)} do {shown(body)} done"
        case s.For(kind=kind, name=name, words=words, body=body):
            listed = "" if words is None else " in" + "".join(f" {shown(word)}" for word in words)
            return f"{kind} {name}{listed} do {shown(body)} done"
        case s.ArithmeticFor(header=header, body=body):
            return f"for (({';'.join(map(shown, header))})) do {shown(body)} done"
        case s.Case(subject=subject, arms=arms):
            return f"case {shown(subject)} in {' '.join(map(_arm, arms))} esac"
        case s.FunctionDefinition(name=name, body=body):
            return f"{name}() {shown(body)}"
        case s.Coprocess(name=name, body=body):
            return f"coproc {name} {shown(body)}"
        case s.ArithmeticCommand(expression=expression):
            return f"(({shown(expression)}))"
        case s.Condition(items=items, operators=operators):
            numbers = f" #{len(node.arithmetic)}" if node.arithmetic else ""
            names = f" @{len(node.names)}" if node.names else ""
            return f"[[ {' '.join(map(shown, items))} / {' '.join(operators)}{numbers}{names} ]]"
    raise AssertionError(node)


def _arm(arm: s.CaseArm) -> str:
    return f"{'|'.join(map(shown, arm.patterns))}) {shown(arm.body)}{arm.terminator}"


def _parts(word: s.Word | None) -> str:
    return "" if word is None else "".join(map(_part, word.parts))


def _part(part: object) -> str:
    match part:
        case s.Lit(text=text, quoted=quoted):
            text = text.replace("\n", "⏎").replace("\t", "⇥")
            return f"'{text}'" if quoted else text
        case s.DoubleQuoted(parts=parts):
            return '"' + "".join(p.text if isinstance(p, s.Lit) else _part(p) for p in parts).replace("\n", "⏎") + '"'
        case s.Parameter():
            return _parameter(part)
        case s.CommandSubstitution(body=body, form=form):
            opening, closing = {
                "dollar": ("$(", ")"),
                "backtick": ("`", "`"),
                "function": ("${ ", "}"),
                "reply": ("${|", "}"),
            }[form]
            return opening + shown(body) + closing
        case s.ProcessSubstitution(direction=direction, body=body):
            return f"{direction}({shown(body)})"
        case s.Arithmetic(parts=parts):
            return f"$(({''.join(map(_part, parts))}))"
        case s.GlobPart(text=text):
            return f"⟨{text}⟩"
        case s.ExtGlob(operator=operator, alternatives=alternatives):
            return f"{operator}⟨{'|'.join(map(shown, alternatives))}⟩"
        case s.Braces(alternatives=alternatives):
            return f"⟨{','.join(map(shown, alternatives))}⟩"
        case s.BraceRange(first=first, last=last, step=step):
            return f"⟨{first}..{last}{'..' + step if step else ''}⟩"
        case s.Tilde(user=user):
            return f"⟨~{user}⟩"
        case s.OpaqueNode():
            return "!(?)"
    raise AssertionError(part)


def _parameter(part: s.Parameter) -> str:
    before = ("!" if part.indirect or part.prefix_names else "") + ("#" if part.length else "")
    subscript = f"[{_parts(part.subscript)}]" if part.subscript else "*" if part.prefix_names else ""
    separator = ":" if part.operator == ":" else "/"
    return f"${{{before}{part.name}{subscript}{part.operator}{separator.join(map(shown, part.operands))}}}"
