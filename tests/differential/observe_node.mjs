// Runs each sample of a JSON-lines file under Node in a directory of its own, and says what happened: one JSON line each with
// the programs that Node itself started and the files that are there afterwards. `observe_node.mjs SAMPLES`. A sample with
// `cells` is typed into Node's prompt, one after the other.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const here = fs.mkdtempSync(path.join(os.tmpdir(), "observed-"));
const hook = path.join(here, "hook.cjs");
// Below `child_process` and all ways around it: the two bindings that start programs.
fs.writeFileSync(
  hook,
  `const { appendFileSync } = require("fs");
const seen = (o) => appendFileSync(process.env.OBSERVED, JSON.stringify({ file: o.file, args: o.args ?? [] }) + "\\n");
const sync = process.binding("spawn_sync"), start = sync.spawn;
sync.spawn = (o) => (seen(o), start(o));
const prototype = process.binding("process_wrap").Process.prototype, spawn = prototype.spawn;
prototype.spawn = function (o) { seen(o); return spawn.call(this, o); };
`,
);

// Node's own evaluation of its prompt: declarations stay, `await` may stand at the top, `_` is the last value.
const prompt = (cells) => `const { PassThrough } = require("stream");
const server = require("repl").start({ input: new PassThrough(), output: new PassThrough(), useGlobal: true });
(async () => {
  for (const cell of ${JSON.stringify(cells)})
    await new Promise((done) => server.eval(cell + "\\n", server.context, "cell", (error, value) => {
      if (!error) server.last = value;
      setTimeout(done, 20);
    }));
  setTimeout(() => process.exit(), 400);
})();
`;

for (const line of fs.readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const { id, source, runs, cells } = JSON.parse(line);
  const directory = fs.mkdtempSync(path.join(here, "run-"));
  const log = path.join(here, `${id}.log`);
  fs.writeFileSync(log, "");
  fs.writeFileSync(path.join(directory, "sample.cjs"), cells ? prompt(cells) : (runs ?? source));
  const env = { ...process.env, OBSERVED: log, NODE_OPTIONS: `--no-deprecation --require ${hook}` };
  spawnSync(process.execPath, ["sample.cjs"], { cwd: directory, env, input: "", timeout: 8000 });
  const starts = fs.readFileSync(log, "utf8").split("\n").filter(Boolean).map((l) => JSON.parse(l));
  const files = fs.readdirSync(directory).filter((name) => name !== "sample.cjs");
  fs.rmSync(directory, { recursive: true, force: true });
  console.log(JSON.stringify({ id, starts, files }));
}
