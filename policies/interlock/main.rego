# METADATA
# scope: subpackages
# title: Interlock
# description: |
#   The only combiner: deny, then ask, then allow, then the profile's default. Rules never see each other, and one that
#   is missing denies.
package interlock

# Every rule, by hand: a rule that is not here does not exist, and one that is here and not loaded denies.
expected := {
	"filesystem.recursive-delete",
	"filesystem.format",
	"filesystem.raw-device-write",
	"filesystem.world-writable",
	"filesystem.system-write",
	"filesystem.startup-persistence",
	"process.shutdown-reboot",
	"process.fork-bomb",
	"process.privilege-change",
	"accounts.change",
	"network.downloaded-code",
	"network.metadata-address",
	"network.reverse-shell",
	"secrets.credential-files",
	"analysis.unanalysable",
	"analysis.hidden-characters",
	"session.environment",
	"packages.install-source",
}

answers["filesystem.recursive-delete"] := data.interlock.rules.filesystem["recursive-delete"].deny

answers["filesystem.format"] := data.interlock.rules.filesystem.format.deny

answers["filesystem.raw-device-write"] := data.interlock.rules.filesystem["raw-device-write"].deny

answers["filesystem.world-writable"] := data.interlock.rules.filesystem["world-writable"].deny

answers["filesystem.system-write"] := data.interlock.rules.filesystem["system-write"].deny

answers["filesystem.startup-persistence"] := data.interlock.rules.filesystem["startup-persistence"].deny

answers["process.shutdown-reboot"] := data.interlock.rules.process["shutdown-reboot"].deny

answers["process.fork-bomb"] := data.interlock.rules.process["fork-bomb"].deny

answers["process.privilege-change"] := data.interlock.rules.process["privilege-change"].deny

answers["accounts.change"] := data.interlock.rules.accounts.change.deny

answers["network.downloaded-code"] := data.interlock.rules.network["downloaded-code"].deny

answers["network.metadata-address"] := data.interlock.rules.network["metadata-address"].deny

answers["network.reverse-shell"] := data.interlock.rules.network["reverse-shell"].deny

answers["secrets.credential-files"] := data.interlock.rules.secrets["credential-files"].deny

answers["analysis.unanalysable"] := data.interlock.rules.analysis.unanalysable.deny

answers["analysis.hidden-characters"] := data.interlock.rules.analysis["hidden-characters"].deny

answers["session.environment"] := data.interlock.rules.session.environment.deny

answers["packages.install-source"] := data.interlock.rules.packages["install-source"].deny

profile := data.interlock.profiles[input.attributes.profile]

default revision := "sha256:0000000000000000000000000000000000000000000000000000000000000000"

revision := data.interlock.bundle.revision

policy := {"revision": revision, "profile": object.get(input.attributes, "profile", "none")}

missing := expected - object.keys(answers)

fired contains reason if {
	some answer in answers
	some reason in answer
	not excepted(reason)
}

excepted(reason) if {
	some exception in data.interlock.exceptions.list
	exception.rule == reason.rule
	exception.expires_unix_s > input.attributes.time_unix_s
	every field, value in exception.scope { input.attributes.principal[field] == value }
}

internal(rule, title, message) := {
	"rule": rule,
	"title": title,
	"severity": "critical",
	"message": message,
	"remediation": "tell the operator of the proxy",
	"spans": [],
}

defaulted(effect) := {
	"rule": "profile.default",
	"title": "The profile's default",
	"severity": "low",
	"message": sprintf("no rule fired: profile %s says %s", [input.attributes.profile, effect]),
	"remediation": "",
	"spans": [],
}

# METADATA
# description: The decision on one action.
# entrypoint: true
decision := answer(verdict.effect, verdict.reasons, verdict.shadow)

verdict := {"effect": "deny", "reasons": problems, "shadow": []} if {
	count(problems) > 0
} else := {"effect": "deny", "reasons": sorted(fired), "shadow": []} if {
	profile.enforce
	count(fired) > 0
} else := {"effect": profile.default, "reasons": [defaulted(profile.default)], "shadow": shadowed}

problems := [internal("interlock.profile", "Unknown profile", "there is no such profile")] if not profile

else := [internal("interlock.rules", "A rule is missing", sprintf("rules are not loaded: %s", [concat(", ", missing)]))] if count(missing) > 0

else := []

shadowed := sorted(fired) if not profile.enforce

else := []

sorted(reasons) := [reason | some reason in reasons]

answer(effect, reasons, shadow) := {
	"effect": effect,
	"reasons": reasons,
	"shadow": shadow,
	"obligations": [],
	"policy": policy,
}

# METADATA
# description: What each rule said.
# entrypoint: true
explain := [{
	"rule": rule,
	"mode": mode,
	"effect": "deny",
	"fired": count(reasons) > 0,
	"reasons": reasons,
} |
	some rule, answered in answers
	reasons := sorted(answered)
]

mode := "enforce" if profile.enforce

else := "shadow"

# METADATA
# description: The policy that would answer now.
# entrypoint: true
stamp := {"revision": revision, "profile": "standard"}
