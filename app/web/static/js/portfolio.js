// A search changes the address, so that it can be kept, sent and come back to; another language shows the same.

const search = document.querySelector("form.search");

document.addEventListener("htmx:after:swap", () => {
  const wanted = new URLSearchParams([...new FormData(search)].filter(([, value]) => value));
  const address = wanted.size ? `/?${wanted}` : "/";
  history.replaceState({}, "", address);
  document.querySelector(".languages [name=next]").value = address;
});
