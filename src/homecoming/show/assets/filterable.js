(() => {
  // The script stands inside the table's own section, so that several tables on a page do not meet.
  const section = document.currentScript?.closest(".hc-filterable");
  for (const root of section ? [section] : document.querySelectorAll(".hc-filterable")) {
    const form = root.querySelector("form");
    if (root.dataset.ready) continue;
    root.dataset.ready = "yes";
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
})();
