// The tree of the organisation chart: keys, opening and closing. Without it every switch is a link.

const tree = document.querySelector("[data-chart]");
const items = () => [...tree.querySelectorAll("[role=treeitem]")].filter((item) => item.offsetParent !== null);
const kids = (item) => item.querySelector(":scope > [role=group]");
const above = (item) => item.parentElement.closest("[role=treeitem]");
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";

const move = (item) => {
  if (!item) return;
  for (const each of tree.querySelectorAll("[role=treeitem][tabindex='0']")) each.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
};

const show = (item, open) => {
  const group = kids(item);
  if (!item.hasAttribute("aria-expanded")) return;
  if (!group) { if (open) item.querySelector(":scope > .box .switch").click(); return; }
  group.hidden = !open;
  item.setAttribute("aria-expanded", open);
};

// The first click of a closed branch is a request of its own; afterwards it only opens and closes.
tree?.addEventListener("click", (event) => {
  const control = event.target.closest(".switch");
  if (!control) return;
  const item = control.closest("[role=treeitem]");
  if (kids(item)) { event.preventDefault(); show(item, !isOpen(item)); }
});
tree?.addEventListener("htmx:afterSwap", (event) => {
  const item = event.target.closest("[role=treeitem]");
  if (item && kids(item)) item.setAttribute("aria-expanded", "true");
});

tree?.addEventListener("keydown", (event) => {
  const item = event.target;
  if (item.getAttribute("role") !== "treeitem" || event.ctrlKey || event.altKey || event.metaKey) return;
  const rtl = document.documentElement.dir === "rtl";
  const [forward, back] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const all = items(), at = all.indexOf(item);
  const act = {
    ArrowDown: () => move(all[at + 1]),
    ArrowUp: () => move(all[at - 1]),
    Home: () => move(all[0]),
    End: () => move(all.at(-1)),
    Enter: () => item.querySelector(":scope > .box .unit").click(),
    [forward]: () => (isOpen(item) ? move(kids(item)?.querySelector("[role=treeitem]")) : show(item, true)),
    [back]: () => (isOpen(item) ? show(item, false) : move(above(item))),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

// What is taken away is what is shown: the opened branches go along in the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-chart-export]");
  if (!link || !tree) return;
  const address = new URL(link.href);
  const opened = [...tree.querySelectorAll("[role=treeitem][aria-expanded=true]")].filter((item) => item.offsetParent !== null);
  address.searchParams.set("depth", "1");
  address.searchParams.set("open", opened.map((item) => item.dataset.unit).join(","));
  link.href = address.href;
});
