// What makes the pages quicker to use; every page works without it.
(function () {
  "use strict";

  // A slider and its number field show the same weight.
  document.addEventListener("input", function (event) {
    var slider = event.target;
    if (slider.dataset && slider.dataset.mirrors) {
      document.getElementById(slider.dataset.mirrors).value = slider.value;
    }
    document.querySelectorAll("input[data-mirrors]").forEach(function (other) {
      if (other.dataset.mirrors === slider.id) {
        var typed = Number(slider.value.replace(",", "."));
        if (!Number.isNaN(typed)) { other.value = typed; }
      }
    });
    if (slider.dataset && slider.dataset.fills) {
      document.getElementById(slider.dataset.fills).value = slider.value;
    } else {
      document.querySelectorAll("input[data-fills]").forEach(function (step) {
        if (step.dataset.fills === slider.id) { step.checked = step.value === slider.value; }
      });
    }
  });

  // On the scoring page a digit gives points and Alt with an arrow moves on.
  document.addEventListener("keydown", function (event) {
    var form = document.getElementById("score") || document.getElementById("keyed");
    if (!form) { return; }
    if (event.altKey && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      var link = document.querySelector(event.key === "ArrowRight" ? "a[rel=next]" : "a[rel=prev]");
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    var typing = /^(input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== "radio";
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && /^[0-9]$/.test(event.key)) {
      var choice = form.querySelector("[data-key='" + event.key + "']");
      if (choice) { choice.checked = true; choice.focus(); }
      var points = document.getElementById("points");
      if (!points) { return; }
      points.value = event.key;
      points.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // The note on marked words shows while they have focus; Enter goes into it, Escape closes it.
  function noteOf(link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); }
  function showNote(link) {
    document.querySelectorAll(".slip[aria-expanded=true]").forEach(function (other) {
      if (other !== link) { other.setAttribute("aria-expanded", "false"); noteOf(other).classList.remove("slip-note--open"); }
    });
    if (link) { link.setAttribute("aria-expanded", "true"); noteOf(link).classList.add("slip-note--open"); }
  }
  document.addEventListener("focusin", function (event) {
    var link = event.target.closest(".slip");
    if (link || !event.target.closest(".slip-note")) { showNote(link); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".slip");
    if (link) { event.preventDefault(); showNote(link); noteOf(link).focus(); }
  });
  document.addEventListener("keydown", function (event) {
    var link = event.key === "Escape" && document.querySelector(".slip[aria-expanded=true]");
    if (link) { link.focus(); showNote(null); }
  });

  // On narrow screens the menu starts folded.
  var side = document.querySelector("details.side");
  if (side && window.matchMedia("(max-width: 56rem)").matches) { side.removeAttribute("open"); }

  // Text that is not saved is not lost by a click.
  var dirty = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[method=post]")) { dirty = true; }
  });
  document.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) { event.preventDefault(); }
  });
})();
