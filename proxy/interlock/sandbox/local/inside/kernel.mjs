// A JavaScript kernel on Node's own inspector: REPL semantics (state, top-level await, redeclaration) without a dependency.
// `kernel.mjs REQUESTS_FD ANSWERS_FD`; one JSON object a line each way.

import fs from "node:fs";
import { createRequire } from "node:module";
import inspector from "node:inspector";
import readline from "node:readline";
import { inspect } from "node:util";

const MOST_RESULT = 1 << 20;
const [requests, answers] = process.argv.slice(2).map(Number);
process.argv.splice(1);
globalThis.require = createRequire(process.cwd() + "/");
globalThis.module = { exports: {} };
const session = new inspector.Session();
session.connect();
const post = (method, params) =>
  new Promise((resolve, reject) => session.post(method, params, (error, value) => (error ? reject(error) : resolve(value))));

// Node makes its pipes non-blocking: a full one answers EAGAIN, and whoever reads it will.
const write = (fd, text) => {
  let data = Buffer.from(text);
  while (data.length) {
    try {
      data = data.subarray(fs.writeSync(fd, data));
    } catch (error) {
      if (error.code !== "EAGAIN") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
};
const answer = (event, fields) => write(answers, JSON.stringify({ event, ...fields }) + "\n");

const within = async ({ env, cwd }, body) => {
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  const where = process.cwd();
  Object.assign(process.env, env);
  try {
    if (cwd) process.chdir(cwd);
    return await body();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    if (cwd) process.chdir(where);
  }
};

const shown = async (result) => {
  let text;
  if (result.objectId) {
    const hold = "function () { globalThis.__interlock = this }";
    await post("Runtime.callFunctionOn", { objectId: result.objectId, functionDeclaration: hold });
    text = inspect(globalThis.__interlock);
    delete globalThis.__interlock;
  } else {
    text = result.unserializableValue ?? inspect(result.value);
  }
  return text.length > MOST_RESULT ? text.slice(0, MOST_RESULT) + "…" : text;
};

const run = async (source) => {
  const out = await post("Runtime.evaluate", {
    expression: source, replMode: true, awaitPromise: true, userGesture: true, includeCommandLineAPI: false,
  });
  if (out.exceptionDetails) {
    const thrown = out.exceptionDetails.exception ?? {};
    const text = String(thrown.description ?? thrown.value ?? out.exceptionDetails.text).slice(0, MOST_RESULT);
    answer("code_error", { name: thrown.className ?? "Error", value: text.split("\n")[0], traceback: text });
    return false;
  }
  if (out.result.type !== "undefined") {
    answer("result", { data: { "text/plain": await shown(out.result) }, is_main_result: true });
  }
  return true;
};

process.on("SIGINT", () => {});
process.on("unhandledRejection", (error) => write(2, `${inspect(error)}\n`));
process.on("uncaughtException", (error) => write(2, `${inspect(error)}\n`));
let count = 0;
answer("ready", {});
for await (const line of readline.createInterface({ input: fs.createReadStream(null, { fd: requests }) })) {
  const request = JSON.parse(line);
  if (request.op === "configure") {
    Object.assign(process.env, request.env);
    process.chdir(request.cwd);
    continue;
  }
  count += 1;
  let succeeded = false;
  try {
    succeeded = await within(request, () => run(request.source));
  } catch (error) {
    answer("code_error", { name: error.name, value: error.message, traceback: String(error.stack) });
  }
  write(1, request.mark);
  write(2, request.mark);
  answer("done", { failed: !succeeded, execution_count: count });
}
