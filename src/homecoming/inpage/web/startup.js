/* How Python's memory is laid out before it begins: the same in a page's worker and where the snapshot is taken. */

/** The files of a bundle: a number, an index of that length with [path, start, length], and the contents. */
export function unpacked(bundle) {
  const length = new DataView(bundle.buffer, bundle.byteOffset).getUint32(0, true);
  const start = 4 + length;
  const index = JSON.parse(new TextDecoder().decode(bundle.subarray(4, start)));
  return index.map(([path, from, size]) => [`/${path}`, bundle.subarray(start + from, start + from + size)]);
}

/** Write files into Python's file system, which begins empty. */
export function write(FS, files) {
  const made = new Set();
  for (const [path, contents] of files) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, contents, { canOwn: true });
  }
}

/** Notes on an installed package. Pyodide counts what it finds of them at its start, and a snapshot may not hold any. */
export const isNote = (path) => path.includes(".dist-info/");

/**
 * A function that makes Pyodide's module, for its setting `createPyodideModule`.
 *
 * @param create what pyodide.asm.mjs exports
 * @param files [path, contents], all that Python finds when it begins
 * @param libraries [path, WebAssembly.Module] of compiled libraries, which get their places in this order
 * @param room bytes that the memory must have, or 0
 * @param told hears where the next library would go: a snapshot fits where that is the same
 */
export function moduleMaker({ create, files, libraries = [], room = 0, told = () => {} }) {
  return async (settings) => {
    let layout;
    settings.onRuntimeInitialized = () => {
      write(settings.FS, files.filter(([path]) => !isNote(path)));
      for (const [path, module] of libraries) {
        const flags = { loadAsync: false, nodelete: true, allowUndefined: true };
        settings.preloadedWasm[path] = settings.loadWebAssemblyModule(module, flags, path, {}, 0);
      }
      layout = `${settings._sbrk(0)} ${settings.wasmTable.length}`;
      if (settings.HEAP8.length < room) settings._emscripten_resize_heap(room);
    };
    const module = await create(settings);
    told(layout);
    return module;
  };
}
