/* The page's one Python for whatever asks for it: loaded with words where the reader looks, and asked one at a time. */
import { Stopped } from "./runtime.js";

const PATIENCE = 400; // milliseconds before Python is said to be busy

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** An element with properties, and what stands in it. */
export function make(tag, properties = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...content);
  return element;
}

/** A button that does something. */
export function button(words, act, properties = {}) {
  const made = make("button", { type: "button", className: "hc-button", ...properties }, words);
  made.addEventListener("click", act);
  return made;
}

/** What went wrong: Python says it last, below the lines that led there. */
export function lastLine(error) {
  return error.message.trim().split("\n").at(-1);
}

/** Asks Python, and says in a line of text what it waits for. Only the newest question is answered. */
export class Asker {
  #line;
  #asking = null;
  #next = null;
  #agreed = false;

  constructor(line) {
    this.#line = line;
  }

  say(...words) {
    this.#line.replaceChildren(...words);
  }

  /** Resolves to the answer, or to null if a newer question came first or the reader gave up. */
  ask(name, given) {
    this.#next?.settle(null);
    return new Promise((resolve, reject) => {
      this.#next = { name, given, settle: resolve, reject };
      this.#asking ||= this.#work().finally(() => {
        this.#asking = null;
      });
    });
  }

  async #work() {
    while (this.#next) {
      const question = this.#next;
      this.#next = null;
      try {
        const answer = await this.#answer(question);
        question.settle(this.#next ? null : answer);
      } catch (error) {
        if (error instanceof Stopped) {
          this.say("Python was stopped. Change a figure, or press a button, to go on.");
          question.settle(null);
        } else question.reject(error);
      }
    }
  }

  async #answer({ name, given }) {
    const runtime = await window.pagePython();
    if (!(await this.#awake(runtime))) return null;
    const busy = setTimeout(() => this.say("Python is at work …"), PATIENCE);
    const progress = ({ detail }) => this.#progress(detail);
    runtime.addEventListener("progress", progress);
    try {
      return await runtime.call(name, given);
    } finally {
      clearTimeout(busy);
      runtime.removeEventListener("progress", progress);
    }
  }

  /* Load Python; on a connection that is paid by the byte, say first what it costs. */
  async #awake(runtime) {
    if (["ready", "busy"].includes(runtime.state)) return true;
    if (navigator.connection?.saveData && !this.#agreed) {
      const { start } = await runtime.size();
      this.#agreed = await this.#mayLoad(start);
      if (!this.#agreed) return false;
    }
    const progress = ({ detail }) => this.#progress(detail, runtime);
    this.say("Python is loading …");
    runtime.addEventListener("progress", progress);
    try {
      await runtime.start();
    } finally {
      runtime.removeEventListener("progress", progress);
    }
    this.say("");
    return true;
  }

  #progress({ what, loaded, total }, runtime = null) {
    const noun = what === "python" ? "Python" : "a part of Python";
    if (!this.bar?.isConnected || this.bar.dataset.what !== what) {
      this.bar = make("progress", { "data-what": what, "aria-label": `Loading ${noun}` });
      this.share = make("span", { "aria-hidden": "true" });
      this.say(`Loading ${noun}: `, this.bar, " ", this.share);
      if (runtime) this.#line.append(" ", button("Cancel", () => runtime.cancel()));
    }
    this.bar.max = total;
    this.bar.value = loaded;
    this.share.textContent = `${megabytes(loaded)} of ${megabytes(total)}, ${Math.floor((100 * loaded) / total)} %`;
  }

  #mayLoad(bytes) {
    return new Promise((answered) => {
      const answer = (value) => () => {
        this.say(value ? "" : "Not loaded. Your changes are kept here, and nothing is checked.");
        answered(value);
      };
      this.say(
        `Python is ${megabytes(bytes)}. Your browser asks to save data. `,
        button(`Load ${megabytes(bytes)}`, answer(true)),
        " ",
        button("Not now", answer(false)),
      );
    });
  }
}
