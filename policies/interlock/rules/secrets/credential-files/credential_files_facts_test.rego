# By hand: what a sample does not reach, effects of program code among it.
package interlock.rules.secrets["credential-files_facts_test"]

import data.interlock.rules.secrets["credential-files"] as rule
import data.interlock.testing

test_fires_on[note] if {
	some note, items in fires
	count(rule.deny) > 0 with input as testing.document(items)
}

test_is_quiet_on[note] if {
	some note, items in quiet
	count(rule.deny) == 0 with input as testing.document(items)
}

read(path) := {"files": [testing.file("read", path)]}

unsure(value, above) := {"files": [testing.unresolved("read", value, above)]}

ssh := ["/", "/home", "/home/user", "/home/user/.ssh"]

fires := {
	"a file that a call reads": read("/etc/shadow"),
	"a link to it": {"files": [testing.file("link", "/home/user/.netrc")]},
	"a key by any name": read("/home/user/.ssh/deploy"),
	"a key by its ending": read("/home/user/server.pem"),
	"two names": read("/home/user/.aws/credentials"),
	"three names": read("/home/user/.config/gh/hosts.yml"),
	"a directory as a whole": read("/home/user/.ssh"),
	"a file of a keyring": read("/home/user/.gnupg/private-keys-v1.d/x"),
	"a secret that is mounted": read("/run/secrets/token"),
	"somebody's key": unsure(testing.glob("/home/*/.ssh/id_rsa"), ["/", "/home"]),
	"a key in a home nobody knows": unsure(testing.joined([testing.unknown, testing.literal("/.ssh/id_rsa")]), []),
	"a key nobody knows": unsure(testing.joined([testing.literal("/home/user/.ssh/"), testing.unknown]), ssh),
	"a key in disguise": unsure(testing.glob("/home/user/.ss?/id_r*"), ["/", "/home", "/home/user"]),
}

quiet := {
	"nothing": {},
	"a project": read("/home/user/README.md"),
	"known hosts": read("/home/user/.ssh/known_hosts"),
	"a public key": read("/home/user/.ssh/id_rsa.pub"),
	"the settings of ssh": read("/home/user/.ssh/config"),
	"a certificate": read("/home/user/cert.pem"),
	"certificates of the system": read("/etc/ssl/certs/x.pem"),
	"certificates of a package": read("/home/user/.venv/lib/python3/site-packages/certifi/x.pem"),
	"public keys by a pattern": unsure(testing.glob("/home/user/.ssh/*.pub"), ssh),
	"all that is visible": unsure(testing.glob("/home/user/*"), ["/", "/home", "/home/user"]),
	"something unknown": unsure(testing.unknown, []),
	"a key that is listed": {"files": [testing.file("list", "/home/user/.ssh/id_rsa")]},
	"a key that is written": {"files": [testing.file("write", "/home/user/.ssh/id_rsa")]},
}
