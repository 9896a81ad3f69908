/* Keeps what was opened, so that it can be read and run without a network. Registered at the first run of a cell.
 *
 * The runtime's files have their content in their names: what is kept is what would come, and an older runtime goes
 * when a newer one is there. All else comes from the network where that answers, and from what is kept otherwise.
 */
const PAGES = "book-pages";
const RUNTIME = /\/_static\/python\/([0-9a-f]+)\//;
const runtimeCache = (version) => `book-python-${version}`;

/* Only what belongs to the book is kept: other things of its host are none of its business, and an address with a
 * question gives an answer of its own. `?v=` only tells versions of a file apart. */
function isBooks(address) {
  return address.href.startsWith(registration.scope) && /^(\?v=[^&]*)?$/.test(address.search);
}

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || !isBooks(address)) return;
  const [, version] = address.pathname.match(RUNTIME) || [];
  event.respondWith(version ? runtimeFile(request, version) : bookFile(request));
});

async function runtimeFile(request, version) {
  const cache = await caches.open(runtimeCache(version));
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

async function bookFile(request) {
  const cache = await caches.open(PAGES);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(plain(request.url), response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(plain(request.url));
    if (kept) return kept;
    throw error;
  }
}

/* Without what only tells versions and places apart. */
function plain(url) {
  const address = new URL(url);
  address.search = address.hash = "";
  return address.href.endsWith("/") ? `${address.href}index.html` : address.href;
}

/* Addresses to keep: what is there already is not asked for again. Answers with how many came, and how many did not. */
async function keep(addresses, told) {
  const counts = { kept: 0, missing: 0, bytes: 0 };
  for (const url of addresses) {
    const address = new URL(url);
    if (!isBooks(address)) continue;
    const [, version] = address.pathname.match(RUNTIME) || [];
    const cache = await caches.open(version ? runtimeCache(version) : PAGES);
    const name = version ? url : plain(url);
    try {
      if (!(await cache.match(name))) {
        const response = await fetch(url);
        if (!response.ok) throw new Error(`${url}: ${response.status}`);
        await cache.put(name, response);
      }
      counts.kept += 1;
    } catch {
      counts.missing += 1;
    }
    told?.({ progress: counts });
  }
  return counts;
}

async function dropOthers(version) {
  for (const name of await caches.keys()) {
    if (name.startsWith(runtimeCache("")) && name !== runtimeCache(version)) await caches.delete(name);
  }
}

addEventListener("message", (event) => {
  const { addresses, version } = event.data;
  const told = (words) => event.ports[0]?.postMessage(words);
  event.waitUntil((async () => {
    const counts = await keep(addresses, told);
    if (version && !counts.missing) await dropOthers(version);
    told({ done: counts });
  })());
});
