// The slider: each move chooses a week in the list beside it, and the list's form asks for that week.

const form = document.getElementById("weeks"), list = document.getElementById("chosen");
const slide = document.getElementById("slide"), told = document.getElementById("told");

if (form) {
  document.getElementById("slider").hidden = false;
  document.getElementById("go").hidden = true;
  slide.addEventListener("input", () => choose(slide.value - slide.min));
  // The range is no field of the form; its own change says nothing new.
  slide.addEventListener("change", (event) => event.stopPropagation());
  list.addEventListener("change", follow);
  document.addEventListener("click", (event) => {
    const way = event.target.closest("#earlier, #later");
    if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(list.selectedIndex + (way.id === "later" ? 1 : -1));
  });
  document.addEventListener("htmx:after:swap", shown);
  addEventListener("popstate", () => {
    const wanted = new URLSearchParams(location.search).get("week");
    list.selectedIndex = wanted ? [...list.options].findIndex((one) => one.value === wanted) : list.length - 1;
    follow();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
  follow();
}

function choose(index) {
  if (index < 0 || index >= list.length) return;
  list.selectedIndex = index;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

// The slider stands where the list does, and says so.
function follow() {
  slide.value = Number(slide.min) + list.selectedIndex;
  slide.setAttribute("aria-valuetext", list.selectedOptions[0].text);
}

// A week has come: the address leads to it, and whoever does not see it hears it.
function shown() {
  const week = document.getElementById("week");
  const address = `/time?week=${week.dataset.day}`;
  if (location.pathname + location.search !== address) history.pushState({}, "", address);
  // Another language shows the same week.
  document.querySelector(".languages [name=next]").value = address;
  told.textContent = `${week.querySelector("h2").textContent}. ${week.querySelector(".in-short").textContent}`;
}
