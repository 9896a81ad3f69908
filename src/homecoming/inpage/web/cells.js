/* The first step to Python in the page: the only script that a page with code loads.
 *
 * Cells are <div class="cell" data-cell="ID"> with buttons data-ip-do="run|edit". Everything else (page.js, and from
 * there the editor and Python itself) is loaded at the reader's first wish, or where the reader typed something here
 * before. A plain script, since browsers load no modules from file://.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  const root = new URL(script.dataset.root, location.href);
  const settings = {
    root: root.href,
    page: script.dataset.page,
    notebook: new URL(script.dataset.notebook, location.href).href,
    version: script.dataset.version,
  };
  let opening = null;

  /* What the page's own code builds on: the page's cells and its one Python, as soon as they are there. */
  function open() {
    opening ||= import(new URL(`_static/inpage/page.js?v=${settings.version}`, root).href)
      .then(({ open }) => open(settings))
      .catch((error) => {
        opening = null; // the network may come back
        throw error;
      });
    return opening;
  }

  window.pagePython = () => open().then((page) => page.runtime);

  function say(near, words) {
    const holder = near.closest("[data-cell], .ip-menu").querySelector(".ip-status");
    holder.textContent = words;
  }

  function whyNot(error) {
    if (location.protocol === "file:") {
      return "Python cannot run in a page that is opened as a file. In the folder of the book, run: make serve. " +
        `Or, with any Python: python -m http.server --directory "${decodeURIComponent(root.pathname)}" ` +
        "and open http://localhost:8000/";
    }
    console.warn(error);
    return "This part of the page could not be loaded. Are you connected? Try again.";
  }

  async function act(event) {
    if (event.target.closest?.(".ip-output")) return; // what came out of a cell is none of the page's controls
    const button = event.target.closest?.("[data-ip-do]");
    const code = button ? null : touchedCode(event);
    if (!button && !code) return;
    const doing = button ? button.dataset.ipDo : "edit";
    try {
      if (location.protocol === "file:") throw new Error("opened as a file");
      const page = await open();
      await page.act(doing, (button || code).closest("[data-cell]")?.dataset.cell, button);
    } catch (error) {
      say(button || code, whyNot(error));
    }
  }

  /* A touch on the code of an exercise opens it, but not a touch that selects text. */
  function touchedCode(event) {
    const code = event.target.closest?.(".ip-exercise .highlight");
    return code && !event.target.closest("button") && getSelection().isCollapsed ? code : null;
  }

  function typedHere() {
    try {
      return localStorage.getItem(`inpage:${settings.page}`) !== null;
    } catch {
      return false; // storage is refused
    }
  }

  document.addEventListener("click", act);
  document.addEventListener("kernelfree:ask", (event) => {
    const { failed } = event.detail;
    open().then((page) => page.answer(event.detail)).catch((error) => failed(whyNot(error)));
  });
  if (location.protocol !== "file:" && typedHere()) open().catch(console.warn);
})();
