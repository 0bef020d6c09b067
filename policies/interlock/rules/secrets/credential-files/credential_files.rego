# METADATA
# title: Reading of credentials
# description: keys and tokens open other doors
# related_resources:
#   - https://attack.mitre.org/techniques/T1552/001/
#   - https://attack.mitre.org/techniques/T1552/004/
# custom:
#   id: secrets.credential-files
#   severity: high
#   mode: enforce
#   remediation: ask the operator for a credential made for the task
package interlock.rules.secrets["credential-files"]

import data.interlock.lib
import data.interlock.tables

mode := lib.mode(rego.metadata.chain())

deny contains lib.reason(rego.metadata.chain(), message, [effect]) if {
	input.facts.files[0] # a quiet rule costs this one lookup
	some op in {"read", "move", "link", "execute"}
	some id in input.facts.index.files[op]
	effect := input.facts.files[id]
	credential(effect)
	not identity(effect)
	message := sprintf("reads %s, which holds credentials", [lib.path(effect)])
}

credential(effect) if known_place(effect.resolved)

credential(effect) if {
	by_ending(effect.resolved)
	not used_as_key(effect)
}

# Of a pattern or a path with unknown parts its end counts: `/home/*/.ssh/id_rsa`, `$HOME/.aws/credentials`.
credential(effect) if {
	not effect.resolved
	known_place(lib.ending(effect.path))
}

credential(effect) if {
	not effect.resolved
	by_ending(lib.ending(effect.path))
	not used_as_key(effect)
}

credential(effect) if {
	some directory in effect.ancestors
	tables.credentials.trees[directory]
}

# By a pattern, or a name nobody knows: `cat ~/.ssh/*`, `cat ~/.aws/$x`.
credential(effect) if {
	not effect.resolved
	tables.credentials.directories[basename(effect.ancestors[count(effect.ancestors) - 1])]
	not public(lib.ending(effect.path))
}

# A pattern that only looks like something else: `~/.ss?/id_r*`.
credential(effect) if {
	effect.path.kind == "glob"
	some path in {"/etc/shadow", "/etc/gshadow"}
	lib.may_equal(effect.path, path)
}

credential(effect) if {
	effect.path.kind == "glob"
	some home in {"/home/user", "/root"}
	some path in tables.credentials.typical
	lib.may_equal(effect.path, sprintf("%s/%s", [home, path]))
}

known_place(path) if telling(path, split(path, "/"))

telling(path, _) if tables.credentials.exact[path]

telling(_, segments) if tables.credentials.names[last(segments)]

telling(_, segments) if {
	some length in {2, 3}
	tables.credentials.tails[concat("/", array.slice(segments, count(segments) - length, count(segments)))]
}

# The directory as a whole: `tar c ~/.aws`.
telling(_, segments) if tables.credentials.directories[last(segments)]

telling(_, segments) if {
	some segment in segments
	tables.credentials.private_segments[segment]
}

# Any key by any name: `~/.ssh/deploy`.
telling(path, segments) if {
	segments[count(segments) - 2] == ".ssh"
	not public(path)
	not regex.match(`/(config|authorized_keys2?|environment|rc)$`, path)
}

# A key by its ending is a guess.
by_ending(path) if {
	name := basename(path)
	contains(name, ".")
	tables.credentials.extensions[last(split(name, "."))]
	not public(path)
	not shipped(path)
}

# The program that a key is for takes it by an option that says so: `curl --key key.pem`, `openssl req -key a.key`.
used_as_key(effect) if {
	command := input.facts.commands[effect.by.command]
	some position, word in command.argv
	regex.match(tables.secrets.key_option, word.text)
	names_file(command, position, word, effect.path)
}

# The key that ssh logs in with.
identity(effect) if {
	command := input.facts.commands[effect.by.command]
	command.basename in {"ssh", "scp", "sftp", "sshfs", "mosh", "autossh", "ssh-copy-id"}
	some option in {"i", "identity"}
	command.options[option] == effect.path
}

# The agent keeps it in memory, and gives it to nobody.
identity(effect) if input.facts.commands[effect.by.command].basename == "ssh-add"

# What a program that nobody knows does with it is a guess about a guess.
used_as_key(effect) if {
	effect.certainty == "possible"
	command := input.facts.commands[effect.by.command]
	not command.known
}

names_file(command, position, _, path) if command.argv[position + 1] == path

names_file(_, _, word, path) if endswith(word.text, concat("", ["=", path.text]))

# Certificates and public keys are for everybody.
public(path) if {
	name := lower(basename(path))
	regex.match(`\.pub$|^known_hosts|(^|[-_.])(cert|certs|certificate|ca|cacert|cacerts|chain|fullchain|pub|public)([-_.]|$)`, name)
}

shipped(path) if {
	some tree, _ in tables.credentials.public_trees
	startswith(path, concat("", [tree, "/"]))
}

shipped(path) if contains(path, "-packages/")

basename(path) := last(split(path, "/"))

last(list) := list[count(list) - 1]

# The same through the system's own look-up.
deny contains lib.reason(rego.metadata.chain(), message, [command]) if {
	some id in input.facts.index.commands.getent
	command := input.facts.commands[id]
	command.operands[0].text in {"shadow", "gshadow"}
	message := "`getent` prints the hashes of passwords"
}
