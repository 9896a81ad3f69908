/* What the reader typed, kept in this browser under the page's name. Where storage is refused, it lasts as long as
 * the page. */

const FORM = 1; // of what is kept; another form is left alone

export class Store {
  #page;
  #kept;

  constructor(page) {
    this.#page = `inpage:${page}`;
    this.#kept = this.#read();
  }

  /* The reader's version of each cell: [{id, source, book}], `book` being the fingerprint of what it was made from. */
  get versions() {
    return Object.entries(this.#kept).map(([id, one]) => ({ id, ...one }));
  }

  /* Keep the reader's version of a cell or an answer; nothing of one that is as in the book. Says whether it is kept
   * beyond this visit. */
  hold({ id, source, book, edited }) {
    if (edited) this.#kept[id] = { source, book: fingerprint(book) };
    else delete this.#kept[id];
    return this.#write();
  }

  clear() {
    this.#kept = {};
    return this.#write();
  }

  #read() {
    try {
      const { form, cells } = JSON.parse(localStorage.getItem(this.#page)) || {};
      const sound = ([, one]) => typeof one?.source === "string" && typeof one.book === "string";
      return form === FORM ? Object.fromEntries(Object.entries(cells).filter(sound)) : {};
    } catch {
      return {};
    }
  }

  /* Say whether it is kept beyond this visit. */
  #write() {
    try {
      if (Object.keys(this.#kept).length) {
        localStorage.setItem(this.#page, JSON.stringify({ form: FORM, cells: this.#kept }));
      } else localStorage.removeItem(this.#page);
      return true;
    } catch {
      return false;
    }
  }
}

/* A short fingerprint of a source, to notice that the book's cell has changed since (FNV-1a, 32 bits). */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/* Give each kept version its cell: the one it was made from, wherever that stands now, or else the one of its name.
 * Returns a Map from a cell's id to {source, changed}, `changed` if the book's cell is another one than it was. */
export function placed(versions, cells) {
  const result = new Map();
  const free = new Set(cells);
  const put = (version, cell, changed) => {
    free.delete(cell);
    result.set(cell.id, { source: version.source, changed });
  };
  const rest = versions.filter((version) => {
    const alike = [...free].filter((cell) => fingerprint(cell.book) === version.book);
    const cell = alike.find((one) => one.id === version.id) || alike[0];
    if (cell) put(version, cell, false);
    return !cell;
  });
  for (const version of rest) {
    const cell = [...free].find((one) => one.id === version.id);
    if (cell) put(version, cell, true);
  }
  return result;
}
