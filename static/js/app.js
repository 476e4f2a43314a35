// Small comforts on top of pages that work without any script. No state is kept in the browser.

const inField = (node) => node.closest("input, select, textarea, [contenteditable]");

// "/" goes to the search field; Escape closes an open menu and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !inField(event.target)) {
    const field = document.querySelector("main input[type=search]") ?? document.querySelector("#find");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  }
  if (event.key === "Escape") {
    const open = event.target.closest("details.drop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  }
});

// A click elsewhere closes the menus of the top bar.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

// Unsaved changes: ask before leaving a form marked data-guard.
const dirty = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) dirty.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

// A second click must not send a second time; the button keeps its value, so disable it afterwards.
document.addEventListener("submit", (event) => {
  const form = event.target;
  dirty.delete(form);
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// Answers to a clicked control are spoken once, in a region that is already on the page.
const say = (words) => {
  const region = document.querySelector("#messages");
  if (!region || !words) return;
  const line = document.createElement("p");
  line.className = "note ok";
  line.textContent = words;
  region.replaceChildren(line);
};

document.addEventListener("click", async (event) => {
  const control = event.target.closest("[data-copy], [data-print], [data-check-all], [data-open], [data-close]");
  if (!control) return;
  if ("copy" in control.dataset) {
    const address = new URL(control.dataset.copy || control.getAttribute("href") || "", location.href);
    event.preventDefault();
    try { await navigator.clipboard.writeText(address.href); say(control.dataset.copied); }
    catch { location.assign(address.href); }
  } else if ("print" in control.dataset) {
    event.preventDefault();
    window.print();
  } else if ("checkAll" in control.dataset) {
    for (const box of control.closest("form, table").querySelectorAll("tbody input[type=checkbox]"))
      box.checked = control.checked;
  } else if ("open" in control.dataset) {
    event.preventDefault();
    document.getElementById(control.dataset.open)?.showModal();
  } else {
    control.closest("dialog")?.close();
  }
});

// Selected rows are marked, whoever ticked them.
document.addEventListener("change", (event) => {
  const table = event.target.closest("table");
  for (const box of table?.querySelectorAll("tbody .tick input[type=checkbox]") ?? [])
    box.closest("tr").setAttribute("aria-selected", box.checked);
  const form = event.target.closest("form[data-auto]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

// After an answer with errors the focus goes to the summary.
const showErrors = () => {
  const summary = document.querySelector("main .refusals");
  if (summary && !summary.closest("[data-calm]")) summary.focus();
};
showErrors();
document.addEventListener("htmx:afterSettle", showErrors);
for (const note of document.querySelectorAll("[data-script-only]")) note.hidden = false;
