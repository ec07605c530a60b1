// What needs a script: copying the link, and printing. Everything else of the page works without.

const copy = document.getElementById("copy"), link = document.getElementById("link"), told = document.getElementById("copy-told");
const print = document.getElementById("print");

copy.hidden = false;
print.hidden = false;
print.addEventListener("click", () => window.print());
copy.addEventListener("click", async () => {
  // Browsers let nobody at the clipboard where brug is reached without https.
  try {
    await navigator.clipboard.writeText(link.value);
    told.textContent = copy.dataset.done;
  } catch {
    link.select();
    told.textContent = copy.dataset.byHand;
  }
});
