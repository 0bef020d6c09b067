// A JavaScript kernel on Node's own inspector: REPL semantics (state, top-level await, redeclaration) without a dependency.
// `kernel.mjs REQUESTS_FD ANSWERS_FD`; one JSON object a line each way.

import fs from "node:fs";
import { createRequire } from "node:module";
import inspector from "node:inspector";
import readline from "node:readline";

const [requests, answers] = process.argv.slice(2).map(Number);
process.argv.splice(1);
globalThis.require = createRequire(process.cwd() + "/");
globalThis.module = { exports: {} };
const session = new inspector.Session();
session.connect();
const post = (method, params) =>
  new Promise((resolve, reject) => session.post(method, params, (error, value) => (error ? reject(error) : resolve(value))));
const answer = (event, fields) => fs.writeSync(answers, JSON.stringify({ event, ...fields }) + "\n");
const { inspect } = await import("node:util");
process.on("SIGINT", () => {});
let count = 0;

for await (const line of readline.createInterface({ input: fs.createReadStream(null, { fd: requests }) })) {
  const request = JSON.parse(line);
  Object.assign(process.env, request.env);
  count += 1;
  let code = 0;
  try {
    const out = await post("Runtime.evaluate", {
      expression: request.source, replMode: true, awaitPromise: true, userGesture: true, includeCommandLineAPI: false,
    });
    if (out.exceptionDetails) {
      const thrown = out.exceptionDetails.exception ?? {};
      const text = thrown.description ?? String(thrown.value ?? out.exceptionDetails.text);
      answer("code_error", { name: thrown.className ?? "Error", value: text.split("\n")[0], traceback: text });
      code = 1;
    } else if (out.result.type !== "undefined") {
      globalThis.__interlock = undefined;
      const value = out.result.objectId
        ? (await post("Runtime.callFunctionOn", { objectId: out.result.objectId, functionDeclaration: "function () { globalThis.__interlock = this }" }), inspect(globalThis.__interlock))
        : inspect(out.result.value ?? out.result.unserializableValue ?? null);
      delete globalThis.__interlock;
      answer("result", { data: { "text/plain": value }, is_main_result: true });
    }
  } catch (error) {
    answer("code_error", { name: error.name, value: error.message, traceback: String(error.stack) });
    code = 1;
  }
  fs.writeSync(1, request.mark);
  fs.writeSync(2, request.mark);
  answer("done", { exit_code: code, execution_count: count });
}
