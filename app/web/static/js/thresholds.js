// Tries a threshold while it is moved. Without this script the button "try" asks for the same.

const form = document.getElementById("thresholds"), panel = document.querySelector(".effect");
const language = document.documentElement.lang;
const [busy, failed, said] = ["busy", "failed", "said"].map((id) => document.getElementById(id));
const text = (number) => String(number).replace(".", language === "nl" ? "," : ".");
const number = (value) => Number(value.replace(/[\s%]/g, "").replace(",", "."));

let asking = null, later = 0;

function wait(isWaiting) {
  panel.classList.toggle("waiting", isWaiting);
  for (const button of panel.querySelectorAll("#save")) button.disabled = isWaiting;
}

async function ask() {
  asking?.abort();
  const mine = (asking = new AbortController());
  const showing = setTimeout(() => { busy.hidden = false; }, 300);
  failed.hidden = true;
  try {
    const query = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.action}?${query}`, { signal: mine.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const effect = page.getElementById("effect");
    if (!answer.ok || !effect) throw new Error(answer.status);
    document.getElementById("effect").replaceWith(document.adoptNode(effect));
    for (const field of page.querySelectorAll("#thresholds .threshold")) copy(field);
    said.textContent = effect.querySelector(".sum, .quiet")?.textContent ?? "";
    wait(false);
  } catch (error) {
    if (error.name !== "AbortError") failed.hidden = false;
  } finally {
    clearTimeout(showing);
    if (asking === mine) busy.hidden = true;
  }
}

// What the server says of a field: whether it is readable, changed, and back where it was.
function copy(field) {
  const input = field.querySelector("input[name]"), own = document.getElementById(input.id), here = own.closest(".threshold");
  own.toggleAttribute("aria-invalid", input.hasAttribute("aria-invalid"));
  if (input.hasAttribute("aria-invalid")) own.setAttribute("aria-invalid", "true");
  here.classList.toggle("moved", field.classList.contains("moved"));
  here.querySelector(".back").hidden = field.querySelector(".back").hidden;
  const wrong = field.querySelector(".wrong");
  here.querySelector(".wrong")?.remove();
  if (wrong) here.querySelector(".about").prepend(document.adoptNode(wrong), " ");
}

function moved() {
  wait(true);
  clearTimeout(later);
  later = setTimeout(ask, 250);
}

if (form && panel) {
  form.querySelector(".try").hidden = true;
  for (const field of form.querySelectorAll(".threshold")) {
    const input = field.querySelector("input[name]"), slider = document.createElement("input");
    slider.type = "range";
    slider.min = 1;
    slider.max = field.dataset.most;
    slider.value = number(input.value);
    slider.setAttribute("aria-label", field.dataset.slider);
    slider.addEventListener("input", () => { input.value = text(slider.value); moved(); });
    input.addEventListener("input", () => { slider.value = number(input.value) || slider.value; moved(); });
    field.querySelector(".back").addEventListener("click", (event) => {
      event.preventDefault();
      input.value = field.dataset.behind;
      slider.value = number(input.value);
      input.focus();
      moved();
    });
    input.closest(".set").before(slider);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(later);
    wait(true);
    ask();
  });
}
