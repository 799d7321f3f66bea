// Runs before the page is drawn: its language, its colours, and a view that readers may enlarge.
(function () {
  const root = document.documentElement;
  root.lang = localStorage.getItem("belief-machine.language") || "en";
  root.dataset.theme = localStorage.getItem("belief-machine.theme") || "auto";
  document.querySelector("meta[name=viewport]").content = "width=device-width, initial-scale=1";
})();
