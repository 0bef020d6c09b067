# METADATA
# title: A small policy for the tests of the policy edge
# description: the shape of the real library with a rule or two
package interlock

default_profile := "standard"

stamp := {"revision": data.interlock.bundle.revision, "profile": default_profile}

# METADATA
# entrypoint: true
decision := {
	"effect": effect,
	"reasons": reasons[effect],
	"shadow": [],
	"obligations": [],
	"policy": {"revision": data.interlock.bundle.revision, "profile": input.attributes.profile},
}

default effect := "deny"

effect := "deny" if count(data.interlock.rules.privilege.sudo.deny) > 0

else := "allow" if {
	input.facts.reading.completeness == "complete"
	input.attributes.profile != "strict"
}

reasons["deny"] := array.concat(
	[r | some r in data.interlock.rules.privilege.sudo.deny],
	[nothing | count(data.interlock.rules.privilege.sudo.deny) == 0],
)

reasons["allow"] := [nothing]

nothing := {
	"rule": "default.profile",
	"title": "No rule fired",
	"severity": "low",
	"message": "no rule says more",
	"remediation": "none is needed",
	"spans": [],
}

# METADATA
# entrypoint: true
explain := [{
	"rule": "privilege.sudo",
	"mode": "enforce",
	"effect": "deny",
	"fired": count(data.interlock.rules.privilege.sudo.deny) > 0,
	"reasons": [r | some r in data.interlock.rules.privilege.sudo.deny],
}]
