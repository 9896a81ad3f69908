/* Python in a worker: loads the runtime from the site's own files, and runs what the page asks for.
 *
 * Messages in: {do: "start", base, page, way}; {id, do: "run", source}; {id, do: "complete", source, position};
 * {id, do: "call", name, arguments}. Messages out: {progress}, {ready, how}, {broken}, {unfit}, {id, output}, {id, result},
 * {id, failed}. What the files are is said by python.json in the folder `base`.
 */

import { isNote, moduleMaker, unpacked, write } from "./startup.js";

// What code that readers run keeps of the worker: the language itself, and what Python needs to go on working. All
// else goes (requests, storage, other workers), so that a cell reaches nothing but its page's worker.
const KEPT = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis
  JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array
  Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet
  WeakRef FinalizationRegistry Iterator Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent escape
  unescape eval isFinite isNaN console WebAssembly TextDecoder TextEncoder setTimeout clearTimeout setInterval
  clearInterval queueMicrotask structuredClone performance crypto DOMException AbortController AbortSignal self
  constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__`.split(/\s+/),
);

// Readers' code can change every object that it reaches, so what runs beside it keeps its own of all it needs: no
// global, no method of a prototype that readers reach, and no object that inherits what they could add.
const tell = self.postMessage.bind(self);
const { fetch, XMLHttpRequest, Uint8Array, Error, String } = self;
const { parse, stringify } = JSON;
const { freeze } = Object;
const uncurried = Function.prototype.bind.bind(Function.prototype.call);
const setBytes = uncurried(Uint8Array.prototype.set);
const dataOf = uncurried(Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get);
let session; // the module homecoming.inpage.session

// ---- Files ----------------------------------------------------------------------------------------------------

/** Tell the page how many bytes of one thing have come. */
function progress(what, total) {
  let loaded = 0;
  return (bytes) => tell({ progress: { what, loaded: (loaded += bytes), total } });
}

/** A file as a stream; `count` hears of each piece as it comes over the network. */
async function opened(url, count) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} did not come: ${response.status} ${response.statusText}`);
  const counting = new TransformStream({
    transform(piece, out) {
      count(piece.byteLength);
      out.enqueue(piece);
    },
  });
  const body = response.body.pipeThrough(counting);
  // Not called .gz: some hosts say of such a file that the browser is to unpack it, and it would be unpacked twice.
  return url.endsWith(".packed") ? body.pipeThrough(new DecompressionStream("gzip")) : body;
}

async function bytesOf(url, count) {
  return new Uint8Array(await new Response(await opened(url, count)).arrayBuffer());
}

/** The addresses of each bundle's pieces, made before any reader's code runs: nothing else is fetched afterwards. */
function bundlesIn(folder, manifest) {
  const bundles = { __proto__: null };
  for (const [name, { paths, bytes }] of Object.entries(manifest.bundles)) {
    const addresses = freeze(paths.map((path) => inside(folder, path)));
    bundles[name] = freeze({ __proto__: null, name, addresses, bytes });
  }
  return freeze(bundles);
}

function inside(folder, path) {
  const { href } = new URL(path, folder);
  if (href !== folder + path || /[?#\\]|\.\./.test(path)) throw new Error(`${path} is not a file of ${folder}`);
  return href;
}

/** A file in pieces, while Python waits for it in the middle of an import: a worker may ask synchronously. */
function bytesNow(addresses, count) {
  const pieces = { __proto__: null };
  let length = 0;
  for (let number = 0; number < addresses.length; number += 1) {
    const request = new XMLHttpRequest();
    request.open("GET", addresses[number], false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`${addresses[number]} did not come: ${request.status}`);
    const piece = new Uint8Array(request.response);
    count(piece.length);
    pieces[number] = piece;
    length += piece.length;
  }
  const all = new Uint8Array(length);
  for (let number = 0, place = 0; number < addresses.length; number += 1) {
    setBytes(all, pieces[number], place);
    place += pieces[number].length;
  }
  return all;
}

// ---- Start ----------------------------------------------------------------------------------------------------

/** What both ways of starting need: Pyodide, its settings, and files on their way. */
async function begin(folder, manifest, what) {
  const address = (name) => folder + manifest.files[name].path;
  const count = progress(
    "python",
    what.reduce((sum, name) => sum + manifest.files[name].bytes, 0),
  );
  const coming = Object.fromEntries(what.map((name) => [name, opened(address(name), count)]));
  // Compiled while the rest comes. Pyodide would ask for it under its own name, unpacked, and later.
  const core = coming["pyodide.asm.wasm"].then((body) =>
    WebAssembly.compileStreaming(new Response(body, { headers: { "Content-Type": "application/wasm" } })),
  );
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await core;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  self.fetch = async () => new Response();
  const [{ loadPyodide }, { default: create }] = await Promise.all([
    import(address("pyodide.mjs")),
    import(address("pyodide.asm.mjs")),
  ]);
  const bytes = async (name) => new Uint8Array(await new Response(await coming[name]).arrayBuffer());
  const settings = {
    indexURL: folder,
    packageBaseUrl: folder,
    lockFileContents: manifest.lock,
    env: manifest.environment,
  };
  // Pyodide would wait for ever for a core that does not come.
  const python = async (rest) => {
    await core;
    return loadPyodide({ ...settings, ...rest });
  };
  return { python, create, bytes };
}

/** From a snapshot of the memory, in which what most cells need is imported already. */
async function startFromSnapshot(folder, manifest) {
  const { layout, room, libraries } = manifest.snapshot;
  const what = ["pyodide.asm.wasm", "start", "snapshot"];
  const { python, create, bytes } = await begin(folder, manifest, what);
  const files = unpacked(await bytes("start"));
  const contents = new Map(files);
  const compiled = Promise.all(
    libraries.map(async (path) => [path, await WebAssembly.compile(contents.get(path))]),
  );
  const [snapshot, compiledLibraries] = await Promise.all([bytes("snapshot"), compiled]);
  const told = (found) => {
    if (found !== layout) throw new Error(`the memory is laid out otherwise: ${found}, not ${layout}`);
  };
  const createPyodideModule = moduleMaker({ create, files, libraries: compiledLibraries, room, told });
  return withNotes(await python({ createPyodideModule, _loadSnapshot: snapshot }), files);
}

/** The slower way, which asks nothing special of the browser: Python begins and imports. */
async function startPlain(folder, manifest) {
  const what = ["pyodide.asm.wasm", "start", "rest"];
  const { python, create, bytes } = await begin(folder, manifest, what);
  const files = [...unpacked(await bytes("start")), ...unpacked(await bytes("rest"))];
  const createPyodideModule = moduleMaker({ create, files });
  return withNotes(await python({ createPyodideModule }), files);
}

function withNotes(python, files) {
  write(
    python.FS,
    files.filter(([path]) => isNote(path)),
  );
  return python;
}

/** Take away what the page's cells must not reach. */
function shut() {
  const holders = [];
  for (let one = self; one && one !== Object.prototype; one = Object.getPrototypeOf(one)) holders.push(one);
  const names = new Set(holders.flatMap((one) => Object.getOwnPropertyNames(one)));
  for (const name of names) {
    if (KEPT.has(name)) continue;
    for (const one of holders) Reflect.deleteProperty(one, name);
    if (name in self) Reflect.defineProperty(self, name, { value: undefined });
  }
}

/** Leave of Pyodide's own module what its event loop imports; the rest would give cells its inner workings. */
function narrow(python) {
  const { enableRunUntilComplete } = python._api.config;
  python.unregisterJsModule("pyodide_js");
  const { modules } = python.pyimport("sys");
  for (const name of ["pyodide_js", "pyodide_js._api"]) if (modules.has(name)) modules.delete(name);
  python.registerJsModule("pyodide_js", { _api: { config: { enableRunUntilComplete } } });
}

async function listed(base) {
  const how = { cache: "no-cache" };
  return (await fetch(new URL("python.json", base), how)).json();
}

async function start({ base, page, way }) {
  const manifest = await listed(base);
  const folder = new URL(manifest.folder, base).href;
  const quick = way !== "plain" && Boolean(manifest.snapshot);
  let python;
  try {
    python = await (quick ? startFromSnapshot : startPlain)(folder, manifest);
  } catch (error) {
    tell(quick ? { unfit: said(error) } : { broken: said(error) });
    return;
  }
  const bundles = bundlesIn(folder, manifest);
  const later = (wanted) => {
    const bundle = bundles[wanted];
    if (!bundle) throw new Error("There is no such bundle.");
    return bytesNow(bundle.addresses, progress(bundle.name, bundle.bytes));
  };
  shut();
  narrow(python);
  python.pyimport("homecoming.inpage.surroundings").prepare(later);
  session = python.pyimport("homecoming.inpage.session");
  session.start(page);
  tell({ ready: true, how: quick ? "snapshot" : "plain" });
}

const said = (error) => String(error?.message ?? error);

// ---- What the page asks for -----------------------------------------------------------------------------------

const ANSWERS = {
  __proto__: null,
  run: ({ id, source }) => session.run(source, (output) => tell({ id, output: parse(output) })),
  complete: ({ source, position }) => session.complete(source, position),
  call: ({ name, arguments: given }) => session.call(name, stringify(given ?? {})),
};

function answer(request) {
  try {
    tell({ id: request.id, result: parse(ANSWERS[request.do](request)) });
  } catch (error) {
    tell({ id: request.id, failed: said(error) });
  }
}

// A request may come before Python is ready: it waits. The first message is the page's "start", and none after it
// starts anything. What did not come from the page is not heard: `isTrusted` is each event's own and cannot be changed.
let begun;
self.addEventListener("message", async (event) => {
  if (!event.isTrusted) return;
  const request = dataOf(event);
  if (request.do === "start") {
    if (begun) return;
    begun = start(request);
    begun.catch((error) => tell({ broken: said(error) }));
    return;
  }
  await begun;
  answer(request);
});
