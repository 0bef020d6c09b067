"""Writes `everyday.jsonl`: cells that data scientists and agents write all day, each in several dresses.
`python tests/corpus/python/everyday.py` from the project's root. None of them may be denied by the `standard`
profile, and what
the analysis does not understand of them must stay rare.

`@F` is a data file, `@A` and `@B` are columns, `@O` is a file to write, `@N` a name, `@K` a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

DRESSES = (
    {"F": "data.csv", "A": "price", "B": "quantity", "O": "out.csv", "N": "result", "K": "10"},
    {
        "F": "/home/user/data/sales_2023.csv",
        "A": "revenue",
        "B": "region",
        "O": "reports/summary.csv",
        "N": "report",
        "K": "5",
    },
    {"F": "titanic.csv", "A": "Age", "B": "Survived", "O": "clean.csv", "N": "cleaned", "K": "3"},
    {
        "F": "input/measurements.csv",
        "A": "temperature",
        "B": "sensor_id",
        "O": "/tmp/output.csv",
        "N": "readings",
        "K": "100",
    },
)
CELLS: tuple[str, ...] = (
    "import pandas as pd\n@N = pd.read_csv('@F')\n@N.head()",
    "import pandas as pd\ndf = pd.read_csv('@F')\nprint(df.shape)\nprint(df.describe())\ndf.info()",
    "import pandas as pd\ndf = pd.read_csv('@F', parse_dates=['date'], index_col=0)\ndf.groupby('@B')['@A'].mean().to_csv('@O')",
    "import pandas as pd, numpy as np\ndf = pd.read_csv('@F')\ndf['log'] = np.log1p(df['@A'])\ndf = df.dropna(subset=['@A', '@B'])\ndf.to_csv('@O', index=False)",
    "import pandas as pd\ndf = pd.read_csv('@F')\npivot = df.pivot_table(index='@B', values='@A', aggfunc=['mean', 'count'])\nprint(pivot)",
    "import pandas as pd\nframes = [pd.read_csv(f'part_{i}.csv') for i in range(@K)]\n@N = pd.concat(frames, ignore_index=True)\n@N.to_parquet('all.parquet')",
    "import pandas as pd\ndf = pd.DataFrame({'@A': [1, 2, 3], '@B': ['x', 'y', 'z']})\ndf['@A'].apply(lambda v: v * @K)",
    "import pandas as pd\ndf = pd.read_csv('@F')\ndf['kind'] = df['@A'].map(lambda x: 'high' if x > @K else 'low')\ndf.groupby('kind').size()",
    "import pandas as pd\ndf = pd.read_excel('book.xlsx', sheet_name='Sheet1')\nwith pd.ExcelWriter('book2.xlsx') as w:\n    df.to_excel(w, sheet_name='@N')",
    "import pandas as pd\ndf = pd.read_json('records.json', lines=True)\ndf[['@A', '@B']].sort_values('@A', ascending=False).head(@K)",
    "import pandas as pd\nleft = pd.read_csv('@F')\nright = pd.read_csv('other.csv')\nmerged = left.merge(right, on='@B', how='left')\nmerged.isna().sum()",
    "import pandas as pd\ndf = pd.read_csv('@F')\nfor name, group in df.groupby('@B'):\n    print(name, len(group), group['@A'].mean())",
    "import pandas as pd\ndf = pd.read_csv('@F')\nfor col in df.columns:\n    if df[col].dtype == 'object':\n        df[col] = df[col].str.strip().str.lower()",
    "import pandas as pd\ndf = pd.read_csv('@F')\ncorr = df.select_dtypes('number').corr()\ncorr.style.background_gradient()",
    "import pandas as pd\ndf = pd.read_csv('@F')\ndf.query('@A > @K')\ndf.eval('total = @A * 2', inplace=True)",
    "import pandas as pd\ndf = pd.read_csv('@F')\ndf['date'] = pd.to_datetime(df['date'])\nmonthly = df.set_index('date').resample('M')['@A'].sum()\nmonthly.plot()",
    "import pandas as pd\nurl = 'https://raw.githubusercontent.com/mwaskom/seaborn-data/master/iris.csv'\ndf = pd.read_csv(url)\ndf.head(@K)",
    "import pandas as pd\nimport sqlite3\nconn = sqlite3.connect('app.db')\ndf = pd.read_sql('SELECT * FROM orders WHERE @A > @K', conn)\nconn.close()",
    "import sqlite3\nconn = sqlite3.connect(':memory:')\ncur = conn.cursor()\ncur.execute('CREATE TABLE t (@A INTEGER, @B TEXT)')\ncur.executemany('INSERT INTO t VALUES (?, ?)', [(1, 'a'), (2, 'b')])\nprint(cur.execute('SELECT * FROM t').fetchall())",
    "import sqlite3\nwith sqlite3.connect('app.db') as conn:\n    rows = conn.execute('SELECT @B, COUNT(*) FROM orders GROUP BY @B').fetchall()\nfor row in rows:\n    print(row)",
    "import numpy as np\nx = np.linspace(0, @K, 200)\ny = np.sin(x) + np.random.normal(0, 0.1, x.shape)\nprint(y.mean(), y.std())",
    "import numpy as np\nA = np.random.rand(@K, @K)\nw, v = np.linalg.eig(A)\nprint(np.allclose(A @ v, v * w))",
    "import numpy as np\nrng = np.random.default_rng(42)\nsamples = rng.normal(size=(1000, @K))\nnp.save('samples.npy', samples)\nback = np.load('samples.npy')",
    "import numpy as np\nm = np.loadtxt('@F', delimiter=',', skiprows=1)\nprint(m[:, 0].max())",
    "import matplotlib.pyplot as plt\nplt.figure(figsize=(8, 4))\nplt.plot(range(@K), [i ** 2 for i in range(@K)], label='@A')\nplt.legend()\nplt.savefig('@N.png', dpi=150)\nplt.show()",
    "import matplotlib.pyplot as plt\nimport pandas as pd\ndf = pd.read_csv('@F')\nfig, axes = plt.subplots(1, 2)\ndf['@A'].hist(ax=axes[0], bins=@K)\ndf.plot.scatter('@A', '@B', ax=axes[1])\nfig.tight_layout()\nfig.savefig('plot.png')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport seaborn as sns\nsns.set_theme()\nsns.heatmap([[1, 2], [3, 4]], annot=True)\nplt.title('@N')",
    "import seaborn as sns\ntips = sns.load_dataset('tips')\nsns.boxplot(data=tips, x='day', y='total_bill')",
    "import plotly.express as px\nimport pandas as pd\ndf = pd.read_csv('@F')\nfig = px.line(df, x='date', y='@A', color='@B')\nfig.write_html('@N.html')\nfig.show()",
    "from sklearn.model_selection import train_test_split\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.metrics import accuracy_score\nimport pandas as pd\ndf = pd.read_csv('@F')\nX, y = df.drop(columns='@B'), df['@B']\nX_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=@K)\nmodel = LogisticRegression(max_iter=1000).fit(X_train, y_train)\nprint(accuracy_score(y_test, model.predict(X_test)))",
    "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\nfrom sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)\npipe = make_pipeline(StandardScaler(), SVC(C=@K))\npipe.fit(X, y)\npipe.score(X, y)",
    "from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.model_selection import GridSearchCV\nclf = GridSearchCV(RandomForestClassifier(), {'n_estimators': [@K, 100], 'max_depth': [3, None]}, cv=5, n_jobs=-1)\nclf.fit([[0], [1], [2], [3]] * 10, [0, 1, 0, 1] * 10)\nprint(clf.best_params_)",
    "import joblib\nfrom sklearn.linear_model import LinearRegression\nm = LinearRegression().fit([[1], [2]], [1, 2])\njoblib.dump(m, '@N.joblib')\nm2 = joblib.load('@N.joblib')\nm2.predict([[@K]])",
    "import pickle\ncache = {'@A': 1, '@B': [1, 2, 3]}\nwith open('@N.pkl', 'wb') as f:\n    pickle.dump(cache, f)\nprint(len(pickle.dumps(cache)))",
    "import torch\nimport torch.nn as nn\n\nclass Net(nn.Module):\n    def __init__(self, hidden=@K):\n        super().__init__()\n        self.fc1 = nn.Linear(4, hidden)\n        self.fc2 = nn.Linear(hidden, 3)\n\n    def forward(self, x):\n        return self.fc2(torch.relu(self.fc1(x)))\n\nnet = Net()\nopt = torch.optim.Adam(net.parameters(), lr=1e-3)\nfor epoch in range(@K):\n    opt.zero_grad()\n    loss = net(torch.randn(8, 4)).pow(2).mean()\n    loss.backward()\n    opt.step()\n    print(epoch, loss.item())\ntorch.save(net.state_dict(), '@N.pt')",
    "import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(@K, activation='relu'), tf.keras.layers.Dense(1)])\nmodel.compile(optimizer='adam', loss='mse')\nmodel.summary()",
    "from scipy import stats\na, b = [1.2, 2.3, 3.1], [2.2, 2.9, 3.8]\nt, p = stats.ttest_ind(a, b)\nprint(f't={t:.3f}, p={p:.3f}')",
    "from scipy.optimize import minimize\nres = minimize(lambda v: (v[0] - @K) ** 2 + v[1] ** 2, x0=[0, 0])\nprint(res.x)",
    "import statsmodels.api as sm\nimport pandas as pd\ndf = pd.read_csv('@F')\nX = sm.add_constant(df[['@A']])\nprint(sm.OLS(df['@B'], X).fit().summary())",
    "import requests\nr = requests.get('https://api.github.com/repos/python/cpython', timeout=@K)\nr.raise_for_status()\nprint(r.json()['stargazers_count'])",
    "import requests\nfrom bs4 import BeautifulSoup\nhtml = requests.get('https://example.com/@N').text\nsoup = BeautifulSoup(html, 'html.parser')\nfor a in soup.select('a[href]'):\n    print(a['href'], a.get_text(strip=True))",
    "import requests\nsession = requests.Session()\nsession.headers.update({'User-Agent': '@N/1.0'})\nfor page in range(1, @K):\n    resp = session.get('https://example.com/api/items', params={'page': page})\n    if resp.status_code != 200:\n        break\n    print(len(resp.json()))",
    "import httpx, asyncio\n\nasync def fetch(client, i):\n    r = await client.get(f'https://example.com/items/{i}')\n    return r.json()\n\nasync def main():\n    async with httpx.AsyncClient() as client:\n        return await asyncio.gather(*(fetch(client, i) for i in range(@K)))\n\n@N = await main()",
    "import urllib.request, json\nwith urllib.request.urlopen('https://example.com/@N.json') as resp:\n    data = json.load(resp)\nprint(data.keys())",
    "import json\nwith open('config.json') as f:\n    config = json.load(f)\nconfig['@A'] = @K\nwith open('config.json', 'w') as f:\n    json.dump(config, f, indent=2)",
    "import csv\nwith open('@F', newline='') as f:\n    rows = list(csv.DictReader(f))\ntotal = sum(float(r['@A']) for r in rows)\nprint(total / max(len(rows), 1))",
    "import csv\nwith open('@O', 'w', newline='') as f:\n    w = csv.writer(f)\n    w.writerow(['@A', '@B'])\n    for i in range(@K):\n        w.writerow([i, i ** 2])",
    "import yaml\nwith open('settings.yaml') as f:\n    settings = yaml.safe_load(f)\nprint(settings.get('@A'))",
    "from pathlib import Path\nfor p in sorted(Path('.').glob('*.csv')):\n    print(p.name, p.stat().st_size)",
    "from pathlib import Path\nout = Path('@N')\nout.mkdir(parents=True, exist_ok=True)\n(out / 'notes.txt').write_text('hello')\nprint([p.name for p in out.iterdir()])",
    "from pathlib import Path\ntext = Path('README.md').read_text(encoding='utf-8')\nprint(len(text.split()), text.count('\\n'))",
    "import os\nfor root, dirs, files in os.walk('.'):\n    for name in files:\n        if name.endswith('.py'):\n            print(os.path.join(root, name))",
    "import os\nprint(os.getcwd())\nprint(sorted(os.listdir('.'))[:@K])\nos.makedirs('@N', exist_ok=True)",
    "import os\nkey = os.environ.get('HOME', '')\nprint(os.path.exists(os.path.join(key, '@F')))",
    "import shutil\nshutil.copy('@F', '@F.bak')\nprint(shutil.disk_usage('.').free // 2**30)",
    "import glob\nfiles = glob.glob('*.txt')\nwords = {}\nfor name in files:\n    with open(name) as f:\n        for line in f:\n            for word in line.lower().split():\n                words[word] = words.get(word, 0) + 1\nprint(sorted(words.items(), key=lambda kv: -kv[1])[:@K])",
    "import zipfile\nwith zipfile.ZipFile('@N.zip', 'w') as z:\n    z.write('@F')\nwith zipfile.ZipFile('@N.zip') as z:\n    print(z.namelist())",
    "import tempfile\nwith tempfile.NamedTemporaryFile('w', suffix='.txt', delete=False) as f:\n    f.write('x')\nprint(f.name)",
    "import logging\nlogging.basicConfig(level=logging.INFO)\nlog = logging.getLogger('@N')\nlog.info('rows: %d', @K)",
    "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--@N', default='x')\nargs = parser.parse_args([])\nprint(args)",
    "import re\ntext = 'Order 123: $45.67, Order 456: $89.01'\nfor m in re.finditer(r'Order (\\d+): \\$(\\d+\\.\\d+)', text):\n    print(m.group(1), float(m.group(2)) * @K)",
    "import re\nclean = re.sub(r'[^a-z0-9 ]', '', 'Hello, World! 123'.lower())\nprint(clean.split())",
    "from collections import Counter, defaultdict\nc = Counter('mississippi')\ngroups = defaultdict(list)\nfor k, v in c.items():\n    groups[v].append(k)\nprint(c.most_common(@K), dict(groups))",
    "from datetime import datetime, timedelta\nnow = datetime.now()\nfor i in range(@K):\n    print((now - timedelta(days=i)).strftime('%Y-%m-%d'))",
    "import itertools\npairs = list(itertools.combinations(range(@K), 2))\nprint(len(pairs), list(itertools.accumulate([1, 2, 3])))",
    "from functools import lru_cache, reduce\n\n@lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\nprint(fib(@K), reduce(lambda a, b: a * b, range(1, 6)))",
    "def is_prime(n):\n    if n < 2:\n        return False\n    for i in range(2, int(n ** 0.5) + 1):\n        if n % i == 0:\n            return False\n    return True\n\nprint([n for n in range(@K * 10) if is_prime(n)])",
    "def bubble_sort(items):\n    items = list(items)\n    for i in range(len(items)):\n        for j in range(len(items) - i - 1):\n            if items[j] > items[j + 1]:\n                items[j], items[j + 1] = items[j + 1], items[j]\n    return items\n\nassert bubble_sort([3, 1, 2]) == [1, 2, 3]\nprint('ok', @K)",
    "class Stack:\n    def __init__(self):\n        self._items = []\n\n    def push(self, item):\n        self._items.append(item)\n\n    def pop(self):\n        return self._items.pop()\n\n    def __len__(self):\n        return len(self._items)\n\ns = Stack()\nfor i in range(@K):\n    s.push(i)\nprint(s.pop(), len(s))",
    "from dataclasses import dataclass, field\n\n@dataclass\nclass Item:\n    name: str\n    @A: float = 0.0\n    tags: list = field(default_factory=list)\n\nitems = [Item('a', 1.0), Item('b', @K)]\nprint(max(items, key=lambda i: i.@A))",
    "from typing import Optional\nfrom enum import Enum\n\nclass Color(Enum):\n    RED = 1\n    GREEN = 2\n\ndef pick(name: str) -> Optional[Color]:\n    try:\n        return Color[name.upper()]\n    except KeyError:\n        return None\n\nprint(pick('red'), pick('@N'))",
    "import random\nrandom.seed(@K)\nprint([random.randint(1, 6) for _ in range(10)], random.choice(['a', 'b']))",
    "import math\nradius = @K\nprint(f'{math.pi * radius ** 2:.2f}', math.hypot(3, 4))",
    "import statistics\nvalues = [1, 2, 3, 4, @K]\nprint(statistics.mean(values), statistics.stdev(values))",
    "import time\nstart = time.perf_counter()\nsum(i * i for i in range(100_000))\nprint(f'{time.perf_counter() - start:.3f} s for @N')",
    "from concurrent.futures import ThreadPoolExecutor\n\ndef work(n):\n    return n * n\n\nwith ThreadPoolExecutor(max_workers=4) as pool:\n    print(list(pool.map(work, range(@K))))",
    "import multiprocessing as mp\n\ndef square(x):\n    return x * x\n\nif __name__ == '__main__':\n    with mp.Pool(2) as pool:\n        print(pool.map(square, range(@K)))",
    "import threading\nlock = threading.Lock()\ncount = 0\n\ndef add():\n    global count\n    for _ in range(@K):\n        with lock:\n            count += 1\n\nthreads = [threading.Thread(target=add) for _ in range(4)]\nfor t in threads:\n    t.start()\nfor t in threads:\n    t.join()\nprint(count)",
    "import asyncio\n\nasync def tick(n):\n    await asyncio.sleep(0.01)\n    return n\n\nprint(await asyncio.gather(*[tick(i) for i in range(@K)]))",
    "import subprocess\nprint(subprocess.run(['git', 'status', '--short'], capture_output=True, text=True).stdout)",
    "import subprocess\nout = subprocess.check_output(['ls', '-la', '@N'], text=True)\nfor line in out.splitlines()[:@K]:\n    print(line)",
    "import subprocess, sys\nresult = subprocess.run([sys.executable, '-m', 'pytest', '-q', 'tests'], capture_output=True, text=True)\nprint(result.returncode)\nprint(result.stdout[-500:])",
    "import subprocess\ncmd = ['python3', '--version']\nif @K > 3:\n    cmd.append('-V')\nprint(subprocess.run(cmd, check=True).returncode)",
    "!ls -la\n!head -n @K @F",
    "!wc -l @F\nimport pandas as pd\ndf = pd.read_csv('@F')",
    "files = !ls *.csv\nprint(len(files), files[:@K])",
    "%timeit sum(range(@K))",
    "%%time\ntotal = 0\nfor i in range(@K):\n    total += i\nprint(total)",
    "%%bash\nls -l\nwc -l *.csv | tail -n @K",
    "%load_ext autoreload\n%autoreload 2\nimport numpy as np",
    "%pip list",
    "%pwd",
    "%%writefile @N.py\ndef add(a, b):\n    return a + b",
    "%who\n%whos",
    "import pandas as pd\npd.read_csv?",
    "from IPython.display import display, HTML, Markdown\ndisplay(Markdown('**@N**'))\ndisplay(HTML('<b>@K</b>'))",
    "from tqdm import tqdm\ntotal = 0\nfor i in tqdm(range(@K)):\n    total += i\nprint(total)",
    "df = df.copy()\ndf['@A'] = df['@A'].fillna(df['@A'].median())\ndf.isna().sum()",
    "print(model.score(X_test, y_test))\nfor name, coef in zip(X.columns, model.coef_[0]):\n    print(f'{name:>20} {coef:.@Kf}'.strip())".replace(
        ".@Kf", ".3f"
    ),
    "results = []\nfor name, model in models.items():\n    model.fit(X_train, y_train)\n    results.append((name, model.score(X_test, y_test)))\npd.DataFrame(results, columns=['model', 'score']).sort_values('score')",
    "matrix = [[i * j for j in range(@K)] for i in range(@K)]\nprint('\\n'.join(' '.join(f'{v:4d}' for v in row) for row in matrix))",
    "text = open('notes.txt').read()\nsentences = [s.strip() for s in text.replace('\\n', ' ').split('.') if s.strip()]\nprint(len(sentences), max(sentences, key=len)[:@K])",
    "with open('log.txt', 'a') as f:\n    f.write('@N finished\\n')\nprint(open('log.txt').readlines()[-1])",
    "data = {'@A': [1, 2, 3], '@B': [4, 5, 6]}\nfor key, values in data.items():\n    print(key, sum(values) / len(values), [v ** 2 for v in values if v > @K])",
    "try:\n    value = int('@A')\nexcept ValueError as e:\n    print('not a number:', e)\nelse:\n    print(value)\nfinally:\n    print('done')",
    "inventory = [{'name': 'apple', '@A': 3}, {'name': 'pear', '@A': @K}]\nby_name = {item['name']: item for item in inventory}\nprint(sorted(inventory, key=lambda i: i['@A'], reverse=True)[0], by_name['apple'])",
    "import base64, hashlib\ndata = b'@N'\nprint(base64.b64encode(data).decode(), hashlib.sha256(data).hexdigest()[:@K])",
    "import uuid, secrets\nprint(uuid.uuid4(), secrets.token_hex(@K))",
    "import io, contextlib\nbuf = io.StringIO()\nwith contextlib.redirect_stdout(buf):\n    print('@N')\nprint(buf.getvalue())",
    "from PIL import Image\nimg = Image.open('photo.png').convert('L').resize((@K, @K))\nimg.save('small.png')\nprint(img.size)",
    "import networkx as nx\nG = nx.erdos_renyi_graph(@K, 0.3)\nprint(nx.density(G), nx.shortest_path_length(G))",
    "from sqlalchemy import create_engine, text\nengine = create_engine('sqlite:///app.db')\nwith engine.connect() as conn:\n    for row in conn.execute(text('SELECT * FROM orders LIMIT @K')):\n        print(row)",
    "import xml.etree.ElementTree as ET\ntree = ET.parse('feed.xml')\nfor item in tree.getroot().iter('item'):\n    print(item.findtext('title'), item.attrib.get('@A'))",
    "import getpass, platform, sys\nprint(platform.python_version(), sys.version_info[:2], platform.system())",
    "import inspect\n\ndef f(@A, @B=@K):\n    '''Adds.'''\n    return @A + @B\n\nprint(inspect.signature(f), f.__doc__, f.__name__)",
    "from string import Template\nprint(Template('$a and $b').substitute(a='@A', b='@B'))",
    "import heapq, bisect\nheap = [5, 1, 4, @K]\nheapq.heapify(heap)\nprint(heapq.nsmallest(2, heap), bisect.bisect([1, 3, 5], 4))",
    "def parse(line):\n    key, _, value = line.partition('=')\n    return key.strip(), value.strip()\n\nsettings = dict(parse(l) for l in 'a=1\\nb=2'.splitlines())\nassert settings['a'] == '1'\nprint(settings, @K)",
    "class Shape:\n    def area(self):\n        raise NotImplementedError\n\nclass Square(Shape):\n    def __init__(self, side):\n        self.side = side\n\n    def area(self):\n        return self.side ** 2\n\n    def __repr__(self):\n        return f'Square({self.side})'\n\nprint([Square(i).area() for i in range(@K)], Square(2))",
    "def gen(n):\n    a, b = 0, 1\n    while a < n:\n        yield a\n        a, b = b, a + b\n\nprint(list(gen(@K * 10)))",
    "import unittest\n\nclass TestMath(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(1 + 1, 2)\n\nunittest.main(argv=[''], exit=False, verbosity=0)",
    "import pandas as pd\ndf = pd.read_csv('@F')\nstats = {}\nfor col in ['@A', '@B']:\n    stats[col] = getattr(df[col], 'nunique')()\nprint(stats)",
    "import numpy as np\nops = {'mean': np.mean, 'max': np.max}\nfor name in ['mean', 'max']:\n    print(name, getattr(np, name)([1, 2, @K]), ops[name]([1, 2]))",
    "import boto3\ns3 = boto3.client('s3')\nfor obj in s3.list_objects_v2(Bucket='@N-data').get('Contents', []):\n    print(obj['Key'], obj['Size'])",
    "from dotenv import load_dotenv\nimport os\nload_dotenv()\nprint(bool(os.getenv('@A')))",
    "import openai\nclient = openai.OpenAI()\nreply = client.chat.completions.create(model='gpt-4o-mini', messages=[{'role': 'user', 'content': '@N'}])\nprint(reply.choices[0].message.content)",
    "from transformers import pipeline\nclassifier = pipeline('sentiment-analysis')\nprint(classifier('I like @N'))",
    "import nltk\nfrom nltk.tokenize import word_tokenize\ntokens = word_tokenize('This is @N.')\nprint(nltk.FreqDist(tokens).most_common(@K))",
    "from flask import Flask, jsonify\napp = Flask(__name__)\n\n@app.route('/@N')\ndef index():\n    return jsonify(value=@K)",
    "import ast\nprint(ast.literal_eval('[1, 2, @K]'), ast.dump(ast.parse('x = 1')))",
    "x = @K\nif x > 5:\n    kind = 'large'\nelif x > 3:\n    kind = 'medium'\nelse:\n    kind = 'small'\nprint(kind)",
    "lines = [l.rstrip('\\n') for l in open('@F')]\nheader, *rows = [l.split(',') for l in lines]\nprint(header, len(rows))",
    "n = @K\nwhile n != 1:\n    n = n // 2 if n % 2 == 0 else 3 * n + 1\n    print(n, end=' ')",
    "match {'kind': '@A', 'n': @K}:\n    case {'kind': 'price', 'n': n}:\n        print('price', n)\n    case {'kind': kind}:\n        print(kind)\n    case _:\n        print('other')",
    "import polars as pl\ndf = pl.read_csv('@F')\nprint(df.filter(pl.col('@A') > @K).group_by('@B').agg(pl.col('@A').mean()))",
    "import psutil\nprint(psutil.cpu_percent(interval=0.1), psutil.virtual_memory().percent, @K)",
    "import cv2\nimg = cv2.imread('photo.png')\ngray = cv2.cvtColor(img, cv2.COLOR_BGR2GRAY)\ncv2.imwrite('gray.png', cv2.GaussianBlur(gray, (@K, @K), 0))",
    "import pandas as pd\ndf = pd.read_csv('@F')\nprint(df['@A'].value_counts().head(@K).to_dict())",
    "words = 'the quick brown fox'.split()\nprint({w: len(w) for w in words if len(w) > 3}, '@N'.title(), sorted(words, key=len)[-1])",
    "from datetime import date\nage = (date.today() - date(1990, 1, 1)).days // 365\nprint(f'{age=} {@K:05d}')",
)


def samples() -> Iterator[dict[str, str]]:
    for number, cell in enumerate(CELLS):
        seen: set[str] = set()
        for dress, words in enumerate(DRESSES):
            text = re.sub(r"@([FABONK])\b", lambda m: words[m.group(1)], cell)  # noqa: B023
            if text not in seen:
                seen.add(text)
                yield {"id": f"everyday-{number:03d}-{dress}", "language": "python", "source": text}


if __name__ == "__main__":
    lines = [json.dumps(sample, ensure_ascii=True) for sample in samples()]
    Path(__file__).with_name("everyday.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(CELLS), len(lines))
