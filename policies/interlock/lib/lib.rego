# METADATA
# description: |
#   What rules have in common. Deny rules compare by `may_*` (true for the unknown), allow rules by `must_*` (false for
#   it), so that ignorance cannot be confused with innocence.
package interlock.lib

# METADATA
# description: The one builder of reasons; metadata of the rule, a message for the agent, the items it is about.
reason(chain, message, items) := {
	"rule": about.id,
	"title": about.title,
	"severity": about.severity,
	"mode": about.mode,
	"message": message,
	"remediation": about.remediation,
	"spans": [{"unit": item.unit, "start": item.span[0], "end": item.span[1]} | some item in items],
} if {
	about := annotated(chain)
}

# METADATA
# description: The mode in a rule's metadata; what `main.rego` tells where the rule is quiet.
mode(chain) := annotated(chain).mode

annotated(chain) := [object.union(entry.annotations.custom, {"title": entry.annotations.title}) |
	some entry in chain
	entry.annotations.custom.id
][0]

# --- how things are called in messages --------------------------------------------------------------------------------

# METADATA
# description: A value as a person reads it, shortened, with hidden characters made visible.
shown(value) := readable(concat(" or ", [wording(choice) | some choice in choices(value)]))

readable(text) := visible(text) if count(text) <= 120

readable(text) := sprintf("%s…", [visible(substring(text, 0, 120))]) if count(text) > 120

visible(text) := regex.replace(text, `[\p{Cc}\p{Cf}]`, "�")

wording(value) := concat("", [piece(part, "…") | some part in value.parts]) if value.kind == "concat"

wording(value) := piece(value, "something only known at run time") if value.kind != "concat"

piece(value, _) := value.text if value.kind in {"literal", "glob"}

piece(value, _) := sprintf("%s…", [value.text]) if value.kind == "prefix"

piece(value, _) := sprintf("…%s", [value.text]) if value.kind == "suffix"

piece(value, _) := "the output of a command" if value.kind == "output"

piece(value, dots) := variable(value, dots) if value.kind == "unknown"

# Rego has no recursion: values inside values inside values are not spelt out.
piece(value, dots) := dots if value.kind in {"concat", "one_of"}

variable(value, _) := value.why if startswith(object.get(value, "why", ""), "$")

variable(value, dots) := dots if not startswith(object.get(value, "why", ""), "$")

# METADATA
# description: The path of a file effect, resolved where it can be.
path(effect) := readable(effect.resolved) if effect.resolved

path(effect) := shown(effect.path) if not effect.resolved

# METADATA
# description: What has an effect, as a person reads it; the program, the call, or the action itself.
cause(effect) := sprintf("`%s`", [shown(input.facts.commands[effect.by.command].name)]) if has_command(effect)

cause(effect) := sprintf("`%s`", [readable(input.facts.calls[effect.by.call].callee)]) if {
	not has_command(effect)
	has_call(effect)
}

cause(effect) := "the action" if {
	not has_command(effect)
	not has_call(effect)
}

has_command(effect) if input.facts.commands[effect.by.command]

has_call(effect) if input.facts.calls[effect.by.call]

# --- quotas -----------------------------------------------------------------------------------------------------------

# METADATA
# description: The limits of the profile by whose they are (`session`, `agent`, `user`) and by what they limit.
quota := data.interlock.quota[input.attributes.profile]

# METADATA
# description: By measure of `input.attributes.usage`, who has nothing left of it.
reached[measure] contains whose if {
	some whose, taken in input.attributes.usage
	some measure, limit in quota[whose]
	taken[measure] >= limit
}

# METADATA
# description: Is it an action that gives something back, or only looks what runs? Nobody may be kept from those.
unmetered if data.interlock.tables.unmetered[input.action.kind]

# METADATA
# description: How messages call those that quotas are for.
holder := {"session": "this session", "agent": "the agent (in this hour)", "user": "the user (in this hour)"}

# --- commands ---------------------------------------------------------------------------------------------------------

# METADATA
# description: |
#   Does the command only print something: `useradd --help`, `fdisk -l /dev/sda`? The question comes first and no option
#   follows it, so that it cannot be the argument of another one.
only_asks(command) if {
	command.argv[1].kind == "literal"
	question(command.basename, command.argv[1].text)
	every operand in array.slice(command.argv, 2, count(command.argv)) {
		operand.kind == "literal"
		not startswith(operand.text, "-")
	}
}

# METADATA
# description: The same of whatever has an effect.
asked(effect) if only_asks(input.facts.commands[effect.by.command])

question(_, word) if word in {"--help", "--version"}

question(name, word) if data.interlock.tables.questions[name][word]

# --- values -----------------------------------------------------------------------------------------------------------

# METADATA
# description: May the value be exactly this text?
may_equal(value, text) if {
	some choice in choices(value)
	choice.kind == "literal"
	choice.text == text
}

may_equal(value, text) if {
	some choice in choices(value)
	choice.kind != "literal"
	regex.match(sprintf("^%s$", [expression(choice)]), text)
}

# METADATA
# description: Must the value be exactly this text?
must_equal(value, text) if {
	count(choices(value)) > 0
	every choice in choices(value) {
		choice.kind == "literal"
		choice.text == text
	}
}

# METADATA
# description: May the value match this regular expression? True for all that is not known to the last character.
may_match(value, expression) if {
	some choice in choices(value)
	choice.kind == "literal"
	regex.match(expression, choice.text)
}

may_match(value, _) if {
	some choice in choices(value)
	choice.kind != "literal"
}

# METADATA
# description: |
#   May the value be a path at or below this absolute directory? A relative path, one that climbs (`..`) and one whose
#   beginning is unknown may be anywhere; what is unknown behind a known beginning is not taken to climb.
may_be_under(value, directory) if {
	some choice in choices(value)
	start := beginning(choice)
	may_lead(choice, start, directory)
}

may_lead(_, start, _) if not startswith(start, "/")

may_lead(choice, _, _) if {
	some text in texts(choice)
	climbs(text)
}

may_lead(_, start, directory) if under(start, directory)

may_lead(choice, start, directory) if {
	choice.kind != "literal"
	startswith(sprintf("%s/", [trim_suffix(directory, "/")]), start)
}

# METADATA
# description: Must the value be a path at or below this directory? False for all that is not known, or climbs.
must_be_under(value, directory) if {
	count(choices(value)) > 0
	every choice in choices(value) {
		choice.kind == "literal"
		under(choice.text, directory)
		not climbs(choice.text)
	}
}

# METADATA
# description: The text that the value certainly begins with, up to what is unknown; empty where nothing is known.
beginning(value) := value.text if value.kind in {"literal", "prefix"}

beginning(value) := fixed(value.text) if value.kind == "glob"

beginning(value) := beginning_of_part(value.parts[0]) if value.kind == "concat"

beginning(value) := "" if value.kind in {"one_of", "suffix", "output", "unknown"}

beginning_of_part(part) := part.text if part.kind in {"literal", "prefix"}

beginning_of_part(part) := fixed(part.text) if part.kind == "glob"

beginning_of_part(part) := "" if part.kind in {"concat", "one_of", "suffix", "output", "unknown"}

# METADATA
# description: The text that the value certainly ends with; empty where nothing is known. A pattern ends as it is written.
ending(value) := value.text if value.kind in {"literal", "suffix", "glob"}

ending(value) := ending_of_part(value.parts[count(value.parts) - 1]) if value.kind == "concat"

ending(value) := "" if value.kind in {"one_of", "prefix", "output", "unknown"}

ending_of_part(part) := object.get(part, "text", "") if part.kind != "prefix"

ending_of_part(part) := "" if part.kind == "prefix"

texts(value) := [object.get(part, "text", "") | some part in value.parts] if value.kind == "concat"

texts(value) := [object.get(value, "text", "")] if value.kind != "concat"

climbs(text) if regex.match(`(^|/)\.\.(/|$)`, text)

under(text, directory) if text == directory

under(text, directory) if startswith(text, sprintf("%s/", [trim_suffix(directory, "/")]))

choices(value) := value.values if value.kind == "one_of"

choices(value) := [value] if value.kind != "one_of"

# Regular expression of all texts that a value may be.
expression(value) := concat("", [expression_of_part(part) | some part in value.parts]) if value.kind == "concat"

expression(value) := expression_of_part(value) if value.kind != "concat"

anything := `[\s\S]*`

expression_of_part(part) := quoted(part.text) if part.kind == "literal"

expression_of_part(part) := concat("", [quoted(part.text), anything]) if part.kind == "prefix"

expression_of_part(part) := concat("", [anything, quoted(part.text)]) if part.kind == "suffix"

expression_of_part(part) := glob_expression(part.text) if part.kind == "glob"

expression_of_part(part) := anything if part.kind in {"concat", "one_of", "output", "unknown"}

quoted(text) := regex.replace(text, `[\\^$.|?*+()\[\]{}]`, `\$0`)

fixed(pattern) := regex.find_n(`^[^*?\[\\]*`, pattern, 1)[0]

# A shell pattern's `*` and `?` match no slash, and no dot at the beginning of a name; one with classes or escapes may be
# anything behind its fixed part.
glob_expression(pattern) := replace(replace(dotless, `\*`, `[^/]*`), `\?`, `[^/]`) if {
	not regex.match(`[\[\\]`, pattern)
	dotless := regex.replace(regex.replace(quoted(pattern), `(^|/)\\\*`, `$1([^/.][^/]*)?`), `(^|/)\\\?`, `$1[^/.]`)
}

glob_expression(pattern) := concat("", [quoted(fixed(pattern)), anything]) if regex.match(`[\[\\]`, pattern)
