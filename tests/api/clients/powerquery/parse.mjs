// Reads a Power Query script as Power BI would, and says what is wrong with it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, script] = process.argv.slice(2);
const { DefaultSettings, TaskUtils } = createRequire(`${modules}/`)("@microsoft/powerquery-parser");
const task = await TaskUtils.tryLexParse(DefaultSettings, readFileSync(script, "utf8"));
if (task.error) {
  console.error(task.error.message);
  process.exit(1);
}
