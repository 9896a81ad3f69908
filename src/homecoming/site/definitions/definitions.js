// Definitions of glossary terms by pointer, keyboard and touch. Without this script the links still work, and
// their title says the definition to those who can point at them.
(() => {
  const box = document.getElementById("hc-definition");
  if (!box || !box.showPopover) return;
  const PATIENCE = 150; // milliseconds, so that a pointer on its way elsewhere opens nothing
  let term = null, timer = 0, touched = false;

  const show = (link) => {
    if (term) hide();
    term = link;
    box.textContent = link.dataset.definition + (touched ? " (Tap again to open the glossary.)" : "");
    link.setAttribute("aria-describedby", box.id);
    box.showPopover();
    place();
  };
  const place = () => {
    const at = term.getClientRects()[0], own = box.getBoundingClientRect(), edge = 8;
    const below = at.bottom + own.height + edge < innerHeight;
    box.style.left = `${Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - own.width - edge))}px`;
    box.style.top = `${below ? at.bottom + 4 : at.top - own.height - 4}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!term) return;
    term.removeAttribute("aria-describedby");
    box.hidePopover();
    term = null;
  };
  const later = (what) => { clearTimeout(timer); timer = setTimeout(what, PATIENCE); };

  for (const link of document.querySelectorAll("a.hc-term[title]")) {
    link.dataset.definition = link.title;
    link.removeAttribute("title");
    link.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(() => { touched = false; show(link); }));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(hide));
    link.addEventListener("focus", () => { if (!touched) show(link); });
    link.addEventListener("blur", () => { touched = false; hide(); });
    link.addEventListener("click", (event) => {
      if (!touched || term === link) return;
      event.preventDefault();
      show(link);
    });
  }
  // The box stays while the pointer rests on it, follows its term when the page moves (the focus may move it),
  // and goes at Escape or at a tap elsewhere.
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => later(hide));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", () => term && place(), { passive: true });
  document.addEventListener("pointerdown", (event) => {
    if (term && !event.target.closest("a.hc-term, #hc-definition")) hide();
  });
})();
