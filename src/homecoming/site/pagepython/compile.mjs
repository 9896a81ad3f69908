/* Compiles bundles inside Pyodide, with the page's own Python. One argument, JSON: `core`, the folder of the npm package
 * pyodide; `modules`, the folder of the Python modules packing and compiling; `jobs`, a list of {from, to, keep}.
 */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { core, modules, jobs } = JSON.parse(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(path.join(core, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: core,
  // Columns in tracebacks are for sources that are there to be shown; these are not.
  env: { PYTHONNODEBUGRANGES: "1" },
});
for (const name of ["packing.py", "compiling.py"]) {
  python.FS.writeFile(`/home/pyodide/${name}`, fs.readFileSync(path.join(modules, name)));
}
for (const { from, to, keep } of jobs) {
  python.FS.writeFile("/home/pyodide/bundle", fs.readFileSync(from));
  python.globals.set("keep", keep);
  python.runPython(`
import compiling, packing
from pathlib import Path
bundle = Path("/home/pyodide/bundle")
bundle.write_bytes(packing.packed(compiling.compiled(packing.unpacked(bundle.read_bytes()), keep=keep)))
`);
  fs.writeFileSync(to, python.FS.readFile("/home/pyodide/bundle"));
}
process.exit(0);
