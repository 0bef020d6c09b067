# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.network["metadata-address_test"]

import data.interlock.rules.network["metadata-address"] as rule

# "curl http://169.254.169.254/latest/meta-data/"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://169.254.169.254/latest/meta-data/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://169.254.169.254/latest/meta-data/"}], "options": {}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"169.254.169.254": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.254.169.254"}, "ip_class": "metadata", "op": "download", "parents": [], "scheme": "http", "span": [0, 45], "unit": 0, "url": {"kind": "literal", "text": "http://169.254.169.254/latest/meta-data/"}}], "reading": {"opaque": []}}}
}

# "wget http://metadata.google.internal/"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "wget"}, {"kind": "literal", "text": "http://metadata.google.internal/"}], "basename": "wget", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "wget"}, "operands": [{"kind": "literal", "text": "http://metadata.google.internal/"}], "options": {}, "redirects": [], "span": [0, 37], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "index.html"}, "resolved": "/home/user/index.html", "span": [0, 37], "unit": 0}], "index": {"commands": {"wget": [0]}, "files": {"write": [0]}, "hosts": {"google.internal": [0], "internal": [0], "metadata.google.internal": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/index.html": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "file": 0, "flows_to": "file", "host": {"kind": "literal", "text": "metadata.google.internal"}, "ip_class": "metadata", "op": "download", "parents": ["google.internal", "internal"], "scheme": "http", "span": [0, 37], "unit": 0, "url": {"kind": "literal", "text": "http://metadata.google.internal/"}}], "reading": {"opaque": []}}}
}

# "curl http://2852039166/"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://2852039166/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://2852039166/"}], "options": {}, "redirects": [], "span": [0, 23], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"2852039166": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "2852039166"}, "ip_class": "metadata", "op": "download", "parents": [], "scheme": "http", "span": [0, 23], "unit": 0, "url": {"kind": "literal", "text": "http://2852039166/"}}], "reading": {"opaque": []}}}
}

# "curl http://0xa9fea9fe/x"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://0xa9fea9fe/x"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://0xa9fea9fe/x"}], "options": {}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"0xa9fea9fe": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "0xa9fea9fe"}, "ip_class": "metadata", "op": "download", "parents": [], "scheme": "http", "span": [0, 24], "unit": 0, "url": {"kind": "literal", "text": "http://0xa9fea9fe/x"}}], "reading": {"opaque": []}}}
}

# "nc 169.254.169.254 80"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "nc"}, {"kind": "literal", "text": "169.254.169.254"}, {"kind": "literal", "text": "80"}], "basename": "nc", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "nc"}, "operands": [{"kind": "literal", "text": "169.254.169.254"}, {"kind": "literal", "text": "80"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"nc": [0]}, "hosts": {"169.254.169.254": [0]}, "ip_classes": {"metadata": [0]}, "network": {"connect": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.254.169.254"}, "ip_class": "metadata", "op": "connect", "parents": [], "port": 80, "span": [0, 21], "unit": 0}], "reading": {"opaque": []}}}
}

# "curl -s 'http://[::ffff:169.254.169.254]/'"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-s"}, {"kind": "literal", "text": "http://[::ffff:169.254.169.254]/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://[::ffff:169.254.169.254]/"}], "options": {"silent": {"kind": "literal", "text": ""}}, "redirects": [], "span": [0, 42], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"::ffff:169.254.169.254": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "::ffff:169.254.169.254"}, "ip_class": "metadata", "op": "download", "parents": [], "scheme": "http", "span": [0, 42], "unit": 0, "url": {"kind": "literal", "text": "http://[::ffff:169.254.169.254]/"}}], "reading": {"opaque": []}}}
}

# "cat < /dev/tcp/169.254.169.254/80"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "cat"}], "basename": "cat", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "cat"}, "operands": [], "options": {}, "redirects": [{"op": "<", "target": {"kind": "literal", "text": "/dev/tcp/169.254.169.254/80"}}], "span": [0, 33], "stdin": {"source": "file", "value": {"kind": "literal", "text": "/dev/tcp/169.254.169.254/80"}}, "unit": 0, "wrappers": []}], "index": {"commands": {"cat": [0]}, "hosts": {"169.254.169.254": [0]}, "ip_classes": {"metadata": [0]}, "network": {"connect": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.254.169.254"}, "ip_class": "metadata", "op": "connect", "parents": [], "port": 80, "span": [4, 33], "unit": 0}], "reading": {"opaque": []}}}
}

# "curl --resolve x:80:169.254.169.254 http://x/"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "--resolve"}, {"kind": "literal", "text": "x:80:169.254.169.254"}, {"kind": "literal", "text": "http://x/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://x/"}], "options": {"resolve": {"kind": "literal", "text": "x:80:169.254.169.254"}}, "redirects": [], "span": [0, 45], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"x": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "x"}, "ip_class": "unknown", "op": "download", "parents": [], "scheme": "http", "span": [0, 45], "unit": 0, "url": {"kind": "literal", "text": "http://x/"}}], "reading": {"opaque": []}}}
}

# "curl -x http://169.254.169.254 http://x"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-x"}, {"kind": "literal", "text": "http://169.254.169.254"}, {"kind": "literal", "text": "http://x"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://x"}], "options": {"proxy": {"kind": "literal", "text": "http://169.254.169.254"}}, "redirects": [], "span": [0, 39], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"169.254.169.254": [0], "x": [1]}, "ip_classes": {"metadata": [0], "unknown": [1]}, "network": {"connect": [0], "download": [1]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.254.169.254"}, "ip_class": "metadata", "op": "connect", "parents": [], "scheme": "http", "span": [0, 39], "unit": 0, "url": {"kind": "literal", "text": "http://169.254.169.254"}}, {"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "x"}, "ip_class": "unknown", "op": "download", "parents": [], "scheme": "http", "span": [0, 39], "unit": 0, "url": {"kind": "literal", "text": "http://x"}}], "reading": {"opaque": []}}}
}

# "curl http://[fd00:ec2::254]/"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "glob", "text": "http://[fd00:ec2::254]/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "glob", "text": "http://[fd00:ec2::254]/"}], "options": {}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "unknown", "why": "host"}, "ip_class": "unknown", "op": "download", "parents": [], "scheme": "http", "span": [0, 28], "unit": 0, "url": {"kind": "glob", "text": "http://[fd00:ec2::254]/"}}], "reading": {"opaque": []}}}
}

# "import requests\nrequests.get('http://169.254.169.254/')"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "http://169.254.169.254/"}], "callee": "requests.get", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [16, 55], "unit": 0}], "index": {"callees": {"requests.get": [0]}, "calls": {"network": [0]}, "hosts": {"169.254.169.254": [0]}, "imports": {"requests": [0]}, "ip_classes": {"metadata": [0]}, "network": {"download": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.254.169.254"}, "ip_class": "metadata", "op": "download", "parents": [], "scheme": "http", "span": [16, 55], "unit": 0, "url": {"kind": "literal", "text": "http://169.254.169.254/"}}], "reading": {"opaque": []}}}
}

# "curl http://localhost:8080"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://localhost:8080"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://localhost:8080"}], "options": {}, "redirects": [], "span": [0, 26], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"localhost": [0]}, "ip_classes": {"loopback": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "localhost"}, "ip_class": "loopback", "op": "download", "parents": [], "port": 8080, "scheme": "http", "span": [0, 26], "unit": 0, "url": {"kind": "literal", "text": "http://localhost:8080"}}], "reading": {"opaque": []}}}
}

# "curl https://example.com"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "https://example.com"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "https://example.com"}], "options": {}, "redirects": [], "span": [0, 24], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"com": [0], "example.com": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "example.com"}, "ip_class": "unknown", "op": "download", "parents": ["com"], "scheme": "https", "span": [0, 24], "unit": 0, "url": {"kind": "literal", "text": "https://example.com"}}], "reading": {"opaque": []}}}
}

# "ping -c1 8.8.8.8"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "ping"}, {"kind": "literal", "text": "-c1"}, {"kind": "literal", "text": "8.8.8.8"}], "basename": "ping", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "ping"}, "operands": [{"kind": "literal", "text": "8.8.8.8"}], "options": {"c": {"kind": "literal", "text": "1"}}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "index": {"commands": {"ping": [0]}, "hosts": {"8.8.8.8": [0]}, "ip_classes": {"public": [0]}, "network": {"connect": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "8.8.8.8"}, "ip_class": "public", "op": "connect", "parents": [], "span": [0, 16], "unit": 0}], "reading": {"opaque": []}}}
}

# "echo 169.254.169.254"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "echo"}, {"kind": "literal", "text": "169.254.169.254"}], "basename": "echo", "builtin": true, "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "echo"}, "operands": [{"kind": "literal", "text": "169.254.169.254"}], "options": {}, "redirects": [], "span": [0, 20], "unit": 0, "wrappers": []}], "index": {"commands": {"echo": [0]}}, "reading": {"opaque": []}}}
}

# "grep 169.254 log"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "grep"}, {"kind": "literal", "text": "169.254"}, {"kind": "literal", "text": "log"}], "basename": "grep", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "grep"}, "operands": [{"kind": "literal", "text": "169.254"}, {"kind": "literal", "text": "log"}], "options": {}, "redirects": [], "span": [0, 16], "unit": 0, "wrappers": []}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"command": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "log"}, "resolved": "/home/user/log", "span": [0, 16], "unit": 0}], "index": {"commands": {"grep": [0]}, "files": {"read": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/log": [0]}}, "reading": {"opaque": []}}}
}

# "curl http://10.0.0.1/"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://10.0.0.1/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://10.0.0.1/"}], "options": {}, "redirects": [], "span": [0, 21], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"10.0.0.1": [0]}, "ip_classes": {"private": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "10.0.0.1"}, "ip_class": "private", "op": "download", "parents": [], "scheme": "http", "span": [0, 21], "unit": 0, "url": {"kind": "literal", "text": "http://10.0.0.1/"}}], "reading": {"opaque": []}}}
}

# "curl -x http://localhost:3128 http://x"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "-x"}, {"kind": "literal", "text": "http://localhost:3128"}, {"kind": "literal", "text": "http://x"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://x"}], "options": {"proxy": {"kind": "literal", "text": "http://localhost:3128"}}, "redirects": [], "span": [0, 38], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"localhost": [0], "x": [1]}, "ip_classes": {"loopback": [0], "unknown": [1]}, "network": {"connect": [0], "download": [1]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "localhost"}, "ip_class": "loopback", "op": "connect", "parents": [], "port": 3128, "scheme": "http", "span": [0, 38], "unit": 0, "url": {"kind": "literal", "text": "http://localhost:3128"}}, {"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "x"}, "ip_class": "unknown", "op": "download", "parents": [], "scheme": "http", "span": [0, 38], "unit": 0, "url": {"kind": "literal", "text": "http://x"}}], "reading": {"opaque": []}}}
}

# "curl http://169.253.169.254/"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"commands": [{"argv": [{"kind": "literal", "text": "curl"}, {"kind": "literal", "text": "http://169.253.169.254/"}], "basename": "curl", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "curl"}, "operands": [{"kind": "literal", "text": "http://169.253.169.254/"}], "options": {}, "redirects": [], "span": [0, 28], "unit": 0, "wrappers": []}], "index": {"commands": {"curl": [0]}, "hosts": {"169.253.169.254": [0]}, "ip_classes": {"public": [0]}, "network": {"download": [0]}}, "network": [{"by": {"command": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "169.253.169.254"}, "ip_class": "public", "op": "download", "parents": [], "scheme": "http", "span": [0, 28], "unit": 0, "url": {"kind": "literal", "text": "http://169.253.169.254/"}}], "reading": {"opaque": []}}}
}

# "import requests; requests.get('https://example.com/latest/meta-data/')"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "https://example.com/latest/meta-data/"}], "callee": "requests.get", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 70], "unit": 0}], "index": {"callees": {"requests.get": [0]}, "calls": {"network": [0]}, "hosts": {"com": [0], "example.com": [0]}, "imports": {"requests": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "host": {"kind": "literal", "text": "example.com"}, "ip_class": "unknown", "op": "download", "parents": ["com"], "scheme": "https", "span": [17, 70], "unit": 0, "url": {"kind": "literal", "text": "https://example.com/latest/meta-data/"}}], "reading": {"opaque": []}}}
}
