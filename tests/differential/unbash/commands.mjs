// The simple commands of shell texts as unbash reads them: `commands.mjs MODULE`, a JSON list of texts on standard input; for each
// the lists of the words of its commands, as written, or null where it reports an error.

import fs from "node:fs";

const { parse, forEachChild } = await import(process.argv[2]);

function commands(text) {
  const found = [];
  let wrong = false;
  const visit = (node) => {
    if (node.errors?.length) wrong = true;
    if (node.type === "Command" && node.name) found.push([node.name.text, ...node.args.map((word) => word.text)]);
    forEachChild(node, visit);
  };
  visit(parse(text));
  return wrong ? null : found;
}

const texts = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(commands)));
