/* A page's Python: starts the worker at the reader's first wish, and asks it for things.
 *
 *   const runtime = new Runtime({ base: "https://…/_static/python/", page: "book/index" });
 *   await runtime.run("1 + 1", { onOutput: (output) => … });
 *
 * Events: "state" (see `state`), "progress" with detail {what, loaded, total} in bytes, and "stopped".
 */

/** Why a promise of the runtime came to nothing: the reader stopped Python, or cancelled its loading. */
export class Stopped extends Error {
  constructor() {
    super("Python was stopped.");
    this.name = "Stopped";
  }
}

export class Runtime extends EventTarget {
  #base;
  #page;
  #way;
  #worker = null;
  #starting = null; // while there is a worker: {promise, resolve, reject}
  #waiting = new Map(); // id of a request -> {resolve, reject, onOutput}
  #last = 0;
  #state = "asleep";
  #manifest = null;

  /**
   * @param base absolute address of the folder _static/python/, with a slash at its end
   * @param page name of the page in the book
   * @param way "plain" leaves the memory snapshot out; else the quickest that works
   */
  constructor({ base, page, way = "quickest" }) {
    super();
    this.#base = base;
    this.#page = page;
    this.#way = way;
  }

  /** "asleep", "loading", "ready", "busy" or "broken". */
  get state() {
    return this.#state;
  }

  /** Load Python, if that has not begun. */
  start() {
    if (!this.#starting) {
      this.#starting = promised();
      this.#starting.promise.catch(() => {}); // whoever waits for it hears of it; nobody need
      this.#become("loading");
      this.#begin();
    }
    return this.#starting.promise;
  }

  /** Give up loading. */
  cancel() {
    if (this.#state === "loading") this.#end("asleep", new Stopped());
  }

  /** Run a cell: resolves to {ok, execution_count}; `onOutput` hears each output as it comes. */
  async run(source, { onOutput = () => {} } = {}) {
    return this.#ask({ do: "run", source }, onOutput);
  }

  /** Names that could stand at a place of a source: resolves to {from, options}. */
  async complete(source, position) {
    return this.#ask({ do: "complete", source, position });
  }

  /** Call a function of the book's package, "package.module:function", with arguments by name. */
  async call(name, given = {}) {
    return this.#ask({ do: "call", name, arguments: given });
  }

  /** End Python at once, whatever it does; what the cells have made is gone. */
  stop() {
    if (!this.#worker) return;
    this.#end("asleep", new Stopped());
    this.dispatchEvent(new Event("stopped"));
  }

  /** How many bytes each part weighs: {start, …}. Nothing of it is loaded. */
  async size() {
    this.#manifest ??= fetch(new URL("python.json", this.#base)).then((response) => response.json());
    return (await this.#manifest).sizes;
  }

  #begin() {
    // The page's Content-Security-Policy holds in a worker that is made of a blob, and so in all that it imports.
    const worker = JSON.stringify(new URL("worker.js", import.meta.url).href);
    const blob = URL.createObjectURL(new Blob([`import ${worker};`], { type: "text/javascript" }));
    this.#worker = new Worker(blob, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", (event) =>
      this.#end("broken", new Error(event.message || "The worker could not be started.")),
    );
    this.#worker.postMessage({ do: "start", base: this.#base, page: this.#page, way: this.#way });
  }

  #hear({ id, progress, ready, how, broken, unfit, output, result, failed }) {
    if (progress) this.dispatchEvent(new CustomEvent("progress", { detail: progress }));
    else if (unfit) {
      // Another browser, or another build of this one: the slower way works everywhere.
      console.info(`Python's snapshot does not fit here (${unfit}). It starts the plain way.`);
      this.#worker.terminate();
      this.#way = "plain";
      this.#begin();
    } else if (broken) this.#end("broken", new Error(broken));
    else if (ready) {
      this.#become(this.#waiting.size ? "busy" : "ready");
      this.#starting.resolve(how);
    } else if (output) this.#waiting.get(id)?.onOutput(output);
    else {
      const asked = this.#waiting.get(id);
      if (!asked) return; // nobody waits for it
      const { resolve, reject } = asked;
      this.#waiting.delete(id);
      if (!this.#waiting.size) this.#become("ready");
      if (failed === undefined) resolve(result);
      else reject(new Error(failed));
    }
  }

  async #ask(request, onOutput = () => {}) {
    await this.start();
    const id = ++this.#last;
    const { promise, resolve, reject } = promised();
    this.#waiting.set(id, { resolve, reject, onOutput });
    this.#become("busy");
    this.#worker.postMessage({ id, ...request });
    return promise;
  }

  #end(state, reason) {
    this.#worker?.terminate();
    const { reject } = this.#starting;
    const waiting = [...this.#waiting.values()];
    this.#worker = this.#starting = null;
    this.#waiting.clear();
    this.#become(state);
    for (const refuse of [reject, ...waiting.map((one) => one.reject)]) refuse(reason);
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.dispatchEvent(new Event("state"));
  }
}

/** A promise with its two ends, as Promise.withResolvers gives it in newer browsers. */
function promised() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}
