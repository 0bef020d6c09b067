# METADATA
# description: |
#   What rules have in common. Deny rules compare by `may_*` (true for the unknown), allow rules by `must_*` (false for
#   it), so that ignorance cannot be confused with innocence.
package interlock.lib

# METADATA
# description: The one builder of reasons; metadata of the rule, a message for the agent, the items it is about.
reason(chain, message, items) := {
	"rule": annotation.custom.id,
	"title": annotation.title,
	"severity": annotation.custom.severity,
	"message": message,
	"remediation": annotation.custom.remediation,
	"spans": [{"unit": item.unit, "start": item.span[0], "end": item.span[1]} | some item in items],
} if {
	annotation := [entry.annotations |
		some entry in chain
		entry.annotations.custom.id
	][0]
}

# METADATA
# description: A value as a person reads it.
shown(value) := value.text if value.kind in {"literal", "glob"}

shown(value) := joined("", value.parts) if value.kind == "concat"

shown(value) := joined(" or ", value.values) if value.kind == "one_of"

shown(value) := sprintf("%s…", [value.text]) if value.kind == "prefix"

shown(value) := sprintf("…%s", [value.text]) if value.kind == "suffix"

shown(value) := "the output of a command" if value.kind == "output"

shown(value) := "something only known at run time" if value.kind == "unknown"

# Rego has no recursion: parts of parts are shown as what they are.
joined(separator, parts) := concat(separator, [object.get(part, "text", "…") | some part in parts])

# METADATA
# description: The path of a file effect, resolved where it can be.
path(effect) := effect.resolved if effect.resolved

path(effect) := shown(effect.path) if not effect.resolved

# METADATA
# description: May the value be exactly this text?
may_equal(value, text) if {
	some pattern in patterns(value)
	regex.match(pattern, text)
}

# METADATA
# description: Must the value be exactly this text?
must_equal(value, text) if {
	value.kind == "literal"
	value.text == text
}

must_equal(value, text) if {
	value.kind == "one_of"
	every choice in value.values {
		choice.kind == "literal"
		choice.text == text
	}
}

# METADATA
# description: May the value match this anchored regular expression, as a whole?
may_match(value, expression) if {
	value.kind == "literal"
	regex.match(expression, value.text)
}

may_match(value, expression) if {
	value.kind == "one_of"
	some choice in value.values
	choice.kind == "literal"
	regex.match(expression, choice.text)
}

may_match(value, _) if not known(value)

# METADATA
# description: May the value be a path at or below this directory?
may_be_under(value, directory) if {
	value.kind == "literal"
	under(value.text, directory)
}

may_be_under(value, directory) if {
	value.kind == "one_of"
	some choice in value.values
	choice.kind == "literal"
	under(choice.text, directory)
}

may_be_under(value, _) if not known(value)

# METADATA
# description: Must the value be a path at or below this directory?
must_be_under(value, directory) if {
	value.kind == "literal"
	under(value.text, directory)
}

must_be_under(value, directory) if {
	value.kind == "one_of"
	every choice in value.values {
		choice.kind == "literal"
		under(choice.text, directory)
	}
}

under(path_text, directory) if path_text == directory

under(path_text, directory) if startswith(path_text, concat("", [trim_suffix(directory, "/"), "/"]))

known(value) if value.kind == "literal"

known(value) if {
	value.kind == "one_of"
	every choice in value.values { choice.kind == "literal" }
}

# Regular expressions of all texts that a value may be.
patterns(value) := {anchored(value)} if value.kind != "one_of"

patterns(value) := {anchored(choice) | some choice in value.values} if value.kind == "one_of"

anchored(value) := concat("", ["^", expression(value), "$"])

expression(value) := flat_expressions(value.parts) if value.kind == "concat"

expression(value) := expression_flat(value) if value.kind != "concat"

flat_expressions(parts) := concat("", [expression_flat(part) | some part in parts])

anything := `[\s\S]*`

expression_flat(value) := quoted(value.text) if value.kind == "literal"

expression_flat(value) := concat("", [quoted(value.text), anything]) if value.kind == "prefix"

expression_flat(value) := concat("", [anything, quoted(value.text)]) if value.kind == "suffix"

expression_flat(value) := glob_expression(value.text) if value.kind == "glob"

expression_flat(value) := anything if value.kind in {"concat", "one_of", "output", "unknown"}

quoted(text) := regex.replace(text, `[\\^$.|?*+()\[\]{}]`, `\$0`)

# A shell pattern's `*` and `?` do not match a slash; one with classes or escapes may be anything.
glob_expression(text) := replace(replace(quoted(text), `\*`, `[^/]*`), `\?`, `[^/]`) if not regex.match(`[\[\\]`, text)

glob_expression(text) := anything if regex.match(`[\[\\]`, text)
