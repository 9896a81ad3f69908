(() => {
  function wake(root) {
    if (root.dataset.ready) return;
    root.dataset.ready = "yes";
    const form = root.querySelector("form");
    const words = form.querySelector("input");
    const filters = [...form.querySelectorAll("select")];
    const rows = [...root.querySelectorAll("tbody tr")];
    const told = root.querySelector("output");
    const plain = (text) => text.toLocaleLowerCase().normalize("NFKD");
    const search = () => {
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const row of rows) {
        const text = plain(row.textContent);
        const fits = wanted.every((word) => text.includes(word))
          && filters.every((one, number) => !one.value || row.getAttribute(`data-filter-${number}`) === one.value);
        row.hidden = !fits;
        left += fits;
      }
      told.textContent = left === rows.length ? `${left} rows` : `${left} of ${rows.length} rows`;
    };
    form.addEventListener("input", search);
    form.addEventListener("submit", (event) => event.preventDefault());
    search();
  }

  // The script stands inside the table's own section, or is a file of the page and wakes all tables; those that come
  // into the page later wake by window.filterable().
  window.filterable = () => document.querySelectorAll(".hc-filterable").forEach(wake);
  const section = document.currentScript?.closest(".hc-filterable");
  if (section) wake(section);
  else window.filterable();
})();
