/* Takes a snapshot of Python's memory in which what most cells need is already imported.
 *
 * One argument, JSON: `core`, the folder of the npm package pyodide; `startup`, the page's script startup.js; `bundle`,
 * a bundle with all that Python finds; `libraries`, paths of compiled libraries in their order; `environment`; `lock`;
 * `empty`, an empty file; `out`, the file to write. Prints JSON: what is to be known of the snapshot.
 *
 * Node lays memory out as a browser does: the same WebAssembly, and the same steps before Python begins.
 */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const given = JSON.parse(process.argv[2]);
const load = (file) => import(pathToFileURL(file));
const { loadPyodide } = await load(path.join(given.core, "pyodide.mjs"));
const { default: create } = await load(path.join(given.core, "pyodide.asm.mjs"));
const { moduleMaker, unpacked } = await load(given.startup);

const files = unpacked(new Uint8Array(fs.readFileSync(given.bundle)));
const contents = new Map(files);
const libraries = (given.libraries).map((file) => [file, new WebAssembly.Module(contents.get(file))]);
let layout;
const python = await loadPyodide({
  indexURL: given.core,
  packageBaseUrl: given.core,
  stdLibURL: given.empty,
  lockFileContents: given.lock,
  env: given.environment,
  createPyodideModule: moduleMaker({ create, files, libraries, told: (one) => (layout = one) }),
  _makeSnapshot: true,
});
python.runPython("from homecoming.inpage.warm_up import warm_up; warm_up()");
// Which files need not come to the page again: those of modules in memory. Libraries are code, which is not in memory.
const loaded = JSON.parse(
  python.runPython(`
import json, sys
json.dumps(sorted({file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))}))
`),
);
const snapshot = python.makeMemorySnapshot();
fs.writeFileSync(given.out, snapshot);
console.log(JSON.stringify({ layout, loaded, room: snapshot.length }));
process.exit(0);
