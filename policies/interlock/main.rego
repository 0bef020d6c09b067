# METADATA
# scope: subpackages
# title: Interlock
# description: |
#   The only combiner: deny, then ask, then allow, then the profile's default. Rules never see each other, and one that
#   is missing denies.
package interlock

# Every rule, by hand: a rule that is not here does not exist, and one that is here and not loaded denies.
expected := {
	"accounts.change",
	"analysis.unanalysable",
	"analysis.hidden-characters",
	"code.dynamic-execution",
	"code.process-spawn",
	"code.native-code",
	"code.unsafe-deserialisation",
	"code.import-list",
	"code.hidden-name",
	"code.notebook-escape",
	"database.drop",
	"database.program-execution",
	"database.truncate",
	"database.unbounded-delete",
	"filesystem.recursive-delete",
	"filesystem.format",
	"filesystem.raw-device-write",
	"filesystem.world-writable",
	"filesystem.system-write",
	"filesystem.startup-persistence",
	"filesystem.archive-extraction",
	"filesystem.link-escape",
	"filesystem.mount",
	"filesystem.ownership",
	"git.config-programs",
	"git.credential-helpers",
	"git.force-push",
	"git.history-rewrite",
	"git.hooks",
	"network.downloaded-code",
	"network.metadata-address",
	"network.reverse-shell",
	"network.dns-tunnel",
	"network.egress",
	"network.exfiltration",
	"network.scanning",
	"network.upload",
	"packages.install-source",
	"packages.allowed",
	"packages.alternative-index",
	"packages.denied",
	"packages.install-scripts",
	"packages.look-alike",
	"packages.unpinned",
	"process.shutdown-reboot",
	"process.fork-bomb",
	"process.privilege-change",
	"process.kill-all",
	"process.crypto-mining",
	"process.inspection",
	"process.loader-preload",
	"process.namespaces-containers",
	"quota.sessions",
	"quota.sandbox-time",
	"quota.output",
	"quota.executions",
	"secrets.credential-files",
	"secrets.environment",
	"secrets.in-arguments",
	"secrets.print-environment",
	"session.environment",
	"routine.workspace",
	"routine.session",
	"process_input.interpreter",
	"session.user",
	"session.template",
}

# What each rule says, and the effect it asks for; one that asks or allows names its set `ask` or `allow`.
answers := {
	"accounts.change": {"effect": "deny", "reasons": data.interlock.rules.accounts.change.deny},
	"analysis.unanalysable": {"effect": "deny", "reasons": data.interlock.rules.analysis.unanalysable.deny},
	"analysis.hidden-characters": {"effect": "deny", "reasons": data.interlock.rules.analysis["hidden-characters"].deny},
	"code.dynamic-execution": {"effect": "deny", "reasons": data.interlock.rules.code["dynamic-execution"].deny},
	"code.process-spawn": {"effect": "deny", "reasons": data.interlock.rules.code["process-spawn"].deny},
	"code.native-code": {"effect": "deny", "reasons": data.interlock.rules.code["native-code"].deny},
	"code.unsafe-deserialisation": {"effect": "deny", "reasons": data.interlock.rules.code["unsafe-deserialisation"].deny},
	"code.import-list": {"effect": "deny", "reasons": data.interlock.rules.code["import-list"].deny},
	"code.hidden-name": {"effect": "deny", "reasons": data.interlock.rules.code["hidden-name"].deny},
	"code.notebook-escape": {"effect": "deny", "reasons": data.interlock.rules.code["notebook-escape"].deny},
	"database.drop": {"effect": "deny", "reasons": data.interlock.rules.database.drop.deny},
	"database.program-execution": {"effect": "deny", "reasons": data.interlock.rules.database["program-execution"].deny},
	"database.truncate": {"effect": "deny", "reasons": data.interlock.rules.database.truncate.deny},
	"database.unbounded-delete": {"effect": "deny", "reasons": data.interlock.rules.database["unbounded-delete"].deny},
	"filesystem.recursive-delete": {"effect": "deny", "reasons": data.interlock.rules.filesystem["recursive-delete"].deny},
	"filesystem.format": {"effect": "deny", "reasons": data.interlock.rules.filesystem.format.deny},
	"filesystem.raw-device-write": {"effect": "deny", "reasons": data.interlock.rules.filesystem["raw-device-write"].deny},
	"filesystem.world-writable": {"effect": "deny", "reasons": data.interlock.rules.filesystem["world-writable"].deny},
	"filesystem.system-write": {"effect": "deny", "reasons": data.interlock.rules.filesystem["system-write"].deny},
	"filesystem.startup-persistence": {"effect": "deny", "reasons": data.interlock.rules.filesystem["startup-persistence"].deny},
	"filesystem.archive-extraction": {"effect": "deny", "reasons": data.interlock.rules.filesystem["archive-extraction"].deny},
	"filesystem.link-escape": {"effect": "deny", "reasons": data.interlock.rules.filesystem["link-escape"].deny},
	"filesystem.mount": {"effect": "deny", "reasons": data.interlock.rules.filesystem.mount.deny},
	"filesystem.ownership": {"effect": "deny", "reasons": data.interlock.rules.filesystem.ownership.deny},
	"git.config-programs": {"effect": "deny", "reasons": data.interlock.rules.git["config-programs"].deny},
	"git.credential-helpers": {"effect": "deny", "reasons": data.interlock.rules.git["credential-helpers"].deny},
	"git.force-push": {"effect": "deny", "reasons": data.interlock.rules.git["force-push"].deny},
	"git.history-rewrite": {"effect": "deny", "reasons": data.interlock.rules.git["history-rewrite"].deny},
	"git.hooks": {"effect": "deny", "reasons": data.interlock.rules.git.hooks.deny},
	"network.downloaded-code": {"effect": "deny", "reasons": data.interlock.rules.network["downloaded-code"].deny},
	"network.metadata-address": {"effect": "deny", "reasons": data.interlock.rules.network["metadata-address"].deny},
	"network.reverse-shell": {"effect": "deny", "reasons": data.interlock.rules.network["reverse-shell"].deny},
	"network.dns-tunnel": {"effect": "deny", "reasons": data.interlock.rules.network["dns-tunnel"].deny},
	"network.egress": {"effect": "deny", "reasons": data.interlock.rules.network.egress.deny},
	"network.exfiltration": {"effect": "deny", "reasons": data.interlock.rules.network.exfiltration.deny},
	"network.scanning": {"effect": "deny", "reasons": data.interlock.rules.network.scanning.deny},
	"network.upload": {"effect": "deny", "reasons": data.interlock.rules.network.upload.deny},
	"packages.install-source": {"effect": "deny", "reasons": data.interlock.rules.packages["install-source"].deny},
	"packages.allowed": {"effect": "deny", "reasons": data.interlock.rules.packages.allowed.deny},
	"packages.alternative-index": {"effect": "deny", "reasons": data.interlock.rules.packages["alternative-index"].deny},
	"packages.denied": {"effect": "deny", "reasons": data.interlock.rules.packages.denied.deny},
	"packages.install-scripts": {"effect": "deny", "reasons": data.interlock.rules.packages["install-scripts"].deny},
	"packages.look-alike": {"effect": "deny", "reasons": data.interlock.rules.packages["look-alike"].deny},
	"packages.unpinned": {"effect": "deny", "reasons": data.interlock.rules.packages.unpinned.deny},
	"process.shutdown-reboot": {"effect": "deny", "reasons": data.interlock.rules.process["shutdown-reboot"].deny},
	"process.fork-bomb": {"effect": "deny", "reasons": data.interlock.rules.process["fork-bomb"].deny},
	"process.privilege-change": {"effect": "deny", "reasons": data.interlock.rules.process["privilege-change"].deny},
	"process.kill-all": {"effect": "deny", "reasons": data.interlock.rules.process["kill-all"].deny},
	"process.crypto-mining": {"effect": "deny", "reasons": data.interlock.rules.process["crypto-mining"].deny},
	"process.inspection": {"effect": "deny", "reasons": data.interlock.rules.process.inspection.deny},
	"process.loader-preload": {"effect": "deny", "reasons": data.interlock.rules.process["loader-preload"].deny},
	"process.namespaces-containers": {"effect": "deny", "reasons": data.interlock.rules.process["namespaces-containers"].deny},
	"quota.sessions": {"effect": "deny", "reasons": data.interlock.rules.quota.sessions.deny},
	"quota.sandbox-time": {"effect": "deny", "reasons": data.interlock.rules.quota["sandbox-time"].deny},
	"quota.output": {"effect": "deny", "reasons": data.interlock.rules.quota.output.deny},
	"quota.executions": {"effect": "deny", "reasons": data.interlock.rules.quota.executions.deny},
	"secrets.credential-files": {"effect": "deny", "reasons": data.interlock.rules.secrets["credential-files"].deny},
	"secrets.environment": {"effect": "deny", "reasons": data.interlock.rules.secrets.environment.deny},
	"secrets.in-arguments": {"effect": "deny", "reasons": data.interlock.rules.secrets["in-arguments"].deny},
	"secrets.print-environment": {"effect": "deny", "reasons": data.interlock.rules.secrets["print-environment"].deny},
	"session.template": {"effect": "deny", "reasons": data.interlock.rules.session.template.deny},
	"session.user": {"effect": "deny", "reasons": data.interlock.rules.session.user.deny},
	"process_input.interpreter": {"effect": "deny", "reasons": data.interlock.rules.process_input.interpreter.deny},
	"routine.session": {"effect": "allow", "reasons": data.interlock.rules.routine.session.allow},
	"routine.workspace": {"effect": "allow", "reasons": data.interlock.rules.routine.workspace.allow},
	"session.environment": {"effect": "deny", "reasons": data.interlock.rules.session.environment.deny},
}

# With one of them not loaded, `answers` has no value at all.
missing contains name if {
	not answers
	some name in expected
	[category, rule] := split(name, ".")
	not data.interlock.rules[category][rule].deny
	not data.interlock.rules[category][rule].allow
}

missing contains name if {
	count(answers) != count(expected)
	some name in expected
	not answers[name]
}

profile := data.interlock.profiles[input.attributes.profile]

# The bundle brings its digest; the adapter takes no answer of a policy without one.
default revision := "unversioned"

revision := data.interlock.bundle.revision

default profile_name := "none"

profile_name := input.attributes.profile

policy := {"revision": revision, "profile": profile_name}

# --- what fired -------------------------------------------------------------------------------------------------------

fired := [said |
	some answer in answers
	some reason in answer.reasons
	said := {"effect": answer.effect, "reason": reason}
]

enforced[said.effect] contains shape(said.reason) if {
	some said in fired
	is_enforced(said.reason)
}

shadowed contains shape(said.reason) if {
	some said in fired
	not is_enforced(said.reason)
}

# Written so that a mode or a profile with a misspelt word enforces.
is_enforced(reason) if {
	not profile.enforce == false
	not object.get(profile_modes, reason.rule, reason.mode) == "shadow"
	not excepted(reason)
}

default profile_modes := {}

# A profile may say `enforce` or `shadow` of single rules, whatever their metadata says.
profile_modes := profile.modes

shape(reason) := object.remove(reason, {"mode"})

# An exception puts a rule into shadow mode for its scope, until it expires.
excepted(reason) if {
	some exception in data.interlock.exceptions.list
	exception.rule == reason.rule
	is_number(exception.expires_unix_s) # any text would be greater than any number
	exception.expires_unix_s > input.attributes.time_unix_s
	count(exception.owner) > 0
	count(exception.reason) > 0
	count(exception.scope) > 0
	every whose, fields in exception.scope { holds(whose, fields) }
}

holds("principal", fields) if {
	count(fields) > 0
	every name, value in fields { input.attributes.principal[name] == value }
}

# What the session's creator said about it: proves nothing without a principal beside it.
holds("session", fields) if {
	count(fields) > 0
	every name, value in fields { input.attributes.session.metadata[name] == value }
}

# --- the verdict ------------------------------------------------------------------------------------------------------

problems contains alarm("interlock.profile", "Unknown profile", message) if {
	not profile
	message := sprintf("there is no profile `%s`", [profile_name])
}

problems contains alarm("interlock.rules", "A rule is missing", message) if {
	count(missing) > 0
	message := sprintf("rules are not loaded: %s", [concat(", ", missing)])
}

verdict := {"effect": "deny", "reasons": ordered(problems)} if {
	count(problems) > 0
} else := {"effect": "deny", "reasons": ordered(enforced.deny)} if {
	count(enforced.deny) > 0
} else := {"effect": "ask", "reasons": ordered(enforced.ask)} if {
	count(enforced.ask) > 0
} else := {"effect": "allow", "reasons": ordered(enforced.allow)} if {
	count(enforced.allow) > 0
	understood
} else := {"effect": profile.default, "reasons": [defaulted(profile.default)]} if {
	profile.default in {"allow", "ask", "deny"}
} else := {"effect": "deny", "reasons": [alarm("interlock.profile", "A profile without a default", message)]} if {
	message := sprintf("profile %s has no default", [profile_name])
}

# What no rule judged as a whole, an allow rule cannot vouch for where the profile wants to know everything.
understood if input.facts.reading.completeness == "complete"

understood if profile.allow_incomplete == true

alarm(rule, title, message) := {
	"rule": rule,
	"title": title,
	"severity": "critical",
	"message": message,
	"remediation": "tell the operator of the proxy",
	"spans": [],
}

defaulted(effect) := {
	"rule": sprintf("profile.%s", [profile_name]),
	"title": sprintf("%s by default of profile %s", [past[effect], profile_name]),
	"severity": "low",
	"message": sprintf("no rule fired, and profile %s says %s", [profile_name, effect]),
	"remediation": advice[effect],
	"spans": [],
}

past := {"allow": "Allowed", "ask": "Asked", "deny": "Denied"}

advice := {
	"allow": "nothing to change",
	"ask": "wait for the approval",
	"deny": "do what an allow rule of this profile covers, or ask the operator for one",
}

# The worst first, then in the order of the source. A script of ten thousand offences needs no ten thousand reasons, and
# an answer over the adapter's size limit would be none.
ordered(reasons) := [place[3] | some place in array.slice(sort(places), 0, 50)] if {
	places := [[rank[reason.severity], reason.spans, reason.rule, reason] | some reason in reasons]
}

rank := {"critical": 0, "high": 1, "medium": 2, "low": 3}

# METADATA
# description: The decision on one action.
# entrypoint: true
decision := {
	"effect": verdict.effect,
	"reasons": verdict.reasons,
	"shadow": ordered(shadowed),
	"obligations": [],
	"policy": policy,
}

# No rule leads here. Whatever made the rule above undefined, an answer is still a denial.
default decision := {
	"effect": "deny",
	"reasons": [{
		"rule": "interlock.decision",
		"title": "No decision",
		"severity": "critical",
		"message": "the policy came to no decision",
		"remediation": "tell the operator of the proxy",
		"spans": [],
	}],
	"shadow": [],
	"obligations": [],
	"policy": {"revision": "unversioned", "profile": "none"},
}

# METADATA
# description: What each rule said, the quiet ones too.
# entrypoint: true
explain := [{
	"rule": rule,
	"mode": mode(rule),
	"effect": answer.effect,
	"fired": count(answer.reasons) > 0,
	"reasons": ordered({shape(reason) | some reason in answer.reasons}),
} |
	some rule, answer in answers
]

mode(rule) := "shadow" if in_shadow(rule)

mode(rule) := "enforce" if not in_shadow(rule)

in_shadow(_) if profile.enforce == false

in_shadow(rule) if profile_modes[rule] == "shadow"

in_shadow(rule) if {
	not profile_modes[rule]
	[category, name] := split(rule, ".")
	data.interlock.rules[category][name].mode == "shadow"
}

# METADATA
# description: The policy that would answer now.
# entrypoint: true
stamp := {"revision": revision, "profile": object.get(input, ["attributes", "profile"], "standard")}
