// Sets the controls of one explorer to every combination, as a reader's choices would, and writes down what shows.
id => {
    const explorer = document.getElementById(id);
    const blocks = [...explorer.querySelectorAll("[data-kf-control]")];
    const option = (label, choose) => ({label, choose});
    const tell = element => element.dispatchEvent(new Event("input", {bubbles: true}));
    const choicesOf = block => {
        const input = block.querySelector("select, input");
        if (input.localName === "select")
            return [...input.options].map((o, n) => option(o.text, () => { input.selectedIndex = n; tell(input); }));
        if (input.type === "radio")
            return [...block.querySelectorAll("input")].map(r => option(r.value, () => { r.checked = true; tell(r); }));
        if (input.type === "checkbox")
            return [false, true].map(on => option(on ? "Yes" : "No", () => { input.checked = on; tell(input); }));
        return [...block.querySelectorAll("datalist option")].map((o, n) =>
            option(o.label, () => { input.value = n; tell(input); }));
    };
    const read = chosen => {
        const result = explorer.querySelector(".kf-result");
        const words = selector => [...result.querySelectorAll(selector)].map(e => e.textContent.trim());
        return {
            chosen, hash: location.hash, text: result.innerText.trim(),
            cells: [...result.querySelectorAll("td[data-question]")].map(td => ({...td.dataset, text: td.textContent})),
            rows: [...result.querySelectorAll("tbody tr")].map(tr => [...tr.cells].map(c => c.textContent.trim())),
            columns: words("thead th"), drawn: words("svg text"),
            described: words("svg > desc").join(" "),
            ids: [...result.querySelectorAll("[id]")].map(e => e.id),
        };
    };
    const states = [];
    const walk = (rest, chosen) => {
        if (!rest.length) { states.push(read({...chosen})); return; }
        const [block, ...others] = rest;
        for (const {label, choose} of choicesOf(block)) {
            choose();
            const live = !block.disabled && !block.querySelector(":scope > :disabled, label > :disabled");
            walk(others, live ? {...chosen, [block.dataset.kfControl]: label} : chosen);
        }
    };
    walk(blocks, {});
    return JSON.stringify(states); // one long text comes over faster than a thousand small values
}
