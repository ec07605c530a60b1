// Domains, groups and people are dragged to a side. Each has a select that says the same, by keyboard and without this.

const columns = document.getElementById("columns");
const homes = new WeakMap();
let dragged = null;

// The list in which something stands: that of its side; a person for whom nothing is chosen stands with their domain.
function place(item) {
  const side = item.querySelector("select").value;
  const open = side === "" || side === "unknown";
  const home = homes.get(item);
  const list = open && item.matches(".person") ? home : columns.querySelector(`[data-side="${open ? "" : side}"] > ul`);
  if (item.parentElement !== list) list.append(item);
  item.classList.toggle("apart", item.matches(".person") && list !== home);
}

for (const item of columns?.querySelectorAll("[data-moves]") ?? []) {
  homes.set(item, item.parentElement);
  item.draggable = true;
  item.addEventListener("dragstart", (event) => {
    event.stopPropagation();
    dragged = item;
    item.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  item.addEventListener("dragend", () => {
    dragged = null;
    item.classList.remove("dragged");
    columns.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
  });
}

for (const column of columns?.querySelectorAll("[data-side]") ?? []) {
  column.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    column.classList.add("over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("over");
  });
  column.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const select = dragged.querySelector("select");
    select.value = column.dataset.side;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

columns?.addEventListener("change", (event) => {
  const item = event.target.closest("[data-moves]");
  if (!item) return;
  const held = document.activeElement;
  place(item);
  if (held === event.target) held.focus();
});
