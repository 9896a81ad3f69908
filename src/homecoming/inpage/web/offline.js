/* Reading and running without a network: a service worker keeps what was opened. It is asked for at the first run,
 * never before. */

let registered = null;

/* Keep this page and Python, once; where the browser has no service worker or refuses, all else goes on. */
export function keepOffline({ root }) {
  registered ||= register(root).catch((error) => console.warn(error));
  return registered;
}

async function register(root) {
  if (!navigator.serviceWorker) return null;
  await navigator.serviceWorker.register(new URL("service-worker.js", root), { scope: root });
  const { active } = await navigator.serviceWorker.ready;
  // The page itself, and what it loaded before there was a service worker.
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const python = await pythonFiles(root);
  await ask(active, { addresses: [location.href, ...loaded, ...python.addresses], version: python.version });
  return active;
}

/* The files of Python that a start needs; `all` of them on wish. */
async function pythonFiles(root, all = false) {
  const base = new URL("_static/python/", root);
  const { folder, version, files, bundles } = await (await fetch(new URL("python.json", base))).json();
  const paths = Object.values(files).map(({ path }) => path);
  if (all) paths.push(...Object.values(bundles).flatMap((bundle) => bundle.paths));
  const worker = new URL("_static/inpage/worker.js", root).href;
  return { version, addresses: [worker, ...paths.map((path) => new URL(folder + path, base).href)] };
}

function ask(active, request, told = () => {}) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.done ? done(data.done) : told(data.progress));
    active.postMessage(request, [port2]);
  });
}

/* The pages of this book, with their notebooks and what they load: {bytes, files}. */
async function book(root) {
  const { bytes, files } = await (await fetch(new URL("_static/pages.json", root))).json();
  return { bytes, addresses: files.map((file) => new URL(file, root).href) };
}

/* The book's pages are kept as well, when there is nothing else to do; not where data is paid by the byte. */
export function keepPages(settings, told) {
  if (navigator.connection?.saveData) return;
  const idle = window.requestIdleCallback || ((done) => setTimeout(done, 2000));
  idle(async () => {
    try {
      const active = await keepOffline(settings);
      if (!active) return;
      const { bytes, addresses } = await book(settings.root);
      const { missing } = await ask(active, { addresses });
      if (!missing) told(bytes);
    } catch (error) {
      console.warn(error);
    }
  });
}

/* Keep all of Python, too; returns words for the reader. `told` hears of the share that has come. */
export async function keepAll(settings, told) {
  const active = await keepOffline(settings);
  if (!active) return "This browser cannot keep pages for reading offline here.";
  const python = await pythonFiles(settings.root, true);
  const { addresses } = await book(settings.root);
  const wanted = [...addresses, ...python.addresses];
  const share = ({ kept, missing }) => told((kept + missing) / wanted.length);
  const { missing } = await ask(active, { addresses: wanted, version: python.version }, share);
  return missing
    ? `${missing} files did not come. Try again when you are connected.`
    : "The whole book is kept in this browser. You can read it and run it without a network.";
}
