// Shortcuts only; every page works without them. "/" search, j and k through rows, Ctrl+Enter sends a form's text.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("textarea")) {
    event.target.form.requestSubmit();
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.key === "j" || event.key === "k") {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = event.key === "j" ? at + 1 : Math.max(at - 1, 0);
    (rows[next] || rows[rows.length - 1]).focus();
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = button?.form.elements.text, chosen = button?.form.elements.canned.selectedOptions[0]?.dataset.text;
  if (!text || !chosen) return;
  event.preventDefault();
  const before = text.selectionStart && !text.value.slice(0, text.selectionStart).endsWith("\n") ? "\n\n" : "";
  text.setRangeText(before + chosen, text.selectionStart, text.selectionEnd, "end");
  text.focus();
});
