# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.session.environment_facts_test

import data.interlock.rules.session.environment as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

variable(op, danger, name, value) := {"environment": [{
	"op": op,
	"danger": danger,
	"name": testing.literal(name),
	"value": value,
}]}

set(danger, name, text) := variable("set", danger, name, testing.literal(text))

fires := {
	"a loader that a call sets": set("loader", "LD_PRELOAD", "x.so"),
	"a value nobody knows": variable("set", "loader", "LD_PRELOAD", testing.unknown),
	"a function": set("function", "BASH_FUNC_ls%%", "() { id; }"),
	"a prompt that runs something": set("prompt", "PS4", "$(id)"),
	"node that loads something": set("interpreter_startup", "NODE_OPTIONS", "--require ./x"),
	"java that loads something": set("loader", "JAVA_TOOL_OPTIONS", "-javaagent:x.jar"),
	"the working directory first": set("path", "PATH", ".:/usr/bin"),
	"an empty directory": set("path", "PATH", "/usr/bin:"),
	"a directory of everybody": variable("set", "path", "PATH", testing.joined([testing.literal("/tmp/x:"), testing.unknown])),
}

quiet := {
	"nothing": {},
	"a loader that is read": variable("read", "loader", "LD_PRELOAD", testing.unknown),
	"a prompt": set("prompt", "PS1", "$ "),
	"a separator": set("ifs", "IFS", ","),
	"modules of a project": set("interpreter_startup", "PYTHONPATH", "src"),
	"memory for node": set("interpreter_startup", "NODE_OPTIONS", "--max-old-space-size=4096"),
	"one's own programs": variable("set", "path", "PATH", testing.joined([testing.literal("/home/user/.local/bin:"), testing.unknown])),
	"a home": set("path", "HOME", "/tmp"),
}
