/* The first step to tables that can be edited: opens what a page offers at the reader's first wish.
 *
 * A page offers <div data-hc-edit="STUDY/TABLE"> below a table with that data-table, and <div data-hc-own> for a
 * table of the reader's. Both hold a button data-hc-open and a line .hc-told. The address
 * #edit=STUDY/TABLE;B3=30.8 opens a table with changes. A plain script, since browsers load no modules from file://.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  const root = new URL(script.dataset.root, location.href);
  const parts = { hcEdit: "table.js", hcOwn: "own-table.js" };
  const opened = new WeakMap(); // what a page offers -> a promise of what was opened

  const address = (name) => new URL(`_static/inpage/${name}?v=${script.dataset.version}`, root).href;
  let dressed = null;

  /* The look of what is opened, once. */
  function dress() {
    dressed ||= new Promise((done, failed) => {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = address("table.css");
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", () => {
        sheet.remove();
        dressed = null; // the network may come back
        failed(new Error("table.css did not come"));
      });
      document.head.append(sheet);
    });
    return dressed;
  }

  function whyNot(error) {
    if (location.protocol === "file:") {
      return "Python cannot run in a page that is opened as a file. In the folder of the book, run: make serve";
    }
    console.warn(error);
    return "This part of the page could not be loaded. Are you connected? Try again.";
  }

  function open(offer) {
    if (!opened.has(offer)) {
      const [, name] = Object.entries(parts).find(([kind]) => kind in offer.dataset);
      const loading = location.protocol === "file:"
        ? Promise.reject(new Error("opened as a file"))
        : Promise.all([import(address(name)), dress()]).then(([module]) => module.open(offer));
      opened.set(offer, loading);
      loading.catch((error) => {
        opened.delete(offer); // the network may come back
        offer.querySelector(".hc-told").textContent = whyNot(error);
      });
    }
    return opened.get(offer);
  }

  async function follow() {
    if (!location.hash.startsWith("#edit=")) return;
    const [name] = location.hash.slice(6).split(";");
    const offers = [...document.querySelectorAll("[data-hc-edit]")];
    const meant = offers.find((one) => one.dataset.hcEdit === name);
    if (!meant && offers.length) {
      offers[0].querySelector(".hc-told").textContent =
        `The address asks for the table “${name.slice(0, 60)}”, which this page does not offer.`;
    }
    if (meant) await open(meant).then((table) => table.follow(location.hash), () => {});
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".ip-output")) return; // what came out of a cell is none of the page's controls
    const button = event.target.closest?.("[data-hc-open]");
    const offer = button?.closest("[data-hc-edit], [data-hc-own]");
    if (offer) open(offer).then((one) => one.show(), () => {});
  });
  window.addEventListener("hashchange", follow);
  follow();
})();
