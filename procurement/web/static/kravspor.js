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

  // A click on a text that can be written in opens it; so does its link.
  document.addEventListener("click", function (event) {
    var text = event.target.closest("[data-opens]");
    if (text && !event.target.closest("a, button, .slip-note") && !String(window.getSelection())) {
      document.getElementById(text.dataset.opens).click();
    }
  });

  // Alt and an arrow press the button that moves the thing in focus that way.
  var ways = {ArrowUp: "up", ArrowDown: "down", ArrowRight: "into", ArrowLeft: "out"};
  document.addEventListener("keydown", function (event) {
    var thing = event.altKey && ways[event.key] && event.target.closest("[data-moves]");
    var button = thing && thing.querySelector(".moves button[value=" + ways[event.key] + "]");
    if (button) { event.preventDefault(); button.focus(); button.click(); }
  });

  // A form in place saves itself when its writer pauses, one request at a time: what is sent next
  // must build on the version that the answer to the last one holds.
  var PAUSE = 1200;
  function inPlace(event) { return event.target.closest && event.target.closest("form[data-saves]"); }
  // The language check inside such a form asks on its own and saves nothing.
  function saving(event) {
    var form = inPlace(event);
    return form && event.target.closest(".live-check") ? null : form;
  }
  function say(form, state) { form.querySelector(".saving").dataset.state = state; }
  function save(form) {
    if (form.isBusy) { form.isWaiting = true; } else { form.dispatchEvent(new Event("saves")); }
  }
  document.addEventListener("input", function (event) {
    var form = inPlace(event);
    if (!form || event.target.type === "radio") { return; }
    say(form, "typing");
    clearTimeout(form.pause);
    form.pause = setTimeout(save, PAUSE, form);
  });
  document.addEventListener("submit", function (event) {
    var form = inPlace(event);
    if (form && form.isBusy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      form.isSubmitted = event.submitter;
    }
  }, true);
  document.addEventListener("htmx:before:request", function (event) {
    var form = saving(event);
    if (form) { form.isBusy = true; form.hasAnswer = false; clearTimeout(form.pause); }
  });
  document.addEventListener("htmx:after:request", function (event) {
    var form = saving(event), answer = event.detail.ctx && event.detail.ctx.response;
    if (!form) { return; }
    form.hasAnswer = Boolean(answer) && answer.status < 500;
    if (!form.hasAnswer) { event.preventDefault(); }  // what was typed stays on the page
  });
  document.addEventListener("htmx:finally:request", function (event) {
    var form = saving(event);
    if (!form) { return; }
    form.isBusy = false;
    say(form, !form.hasAnswer ? "lost" : form.isWaiting ? "typing" : "said");
    if (form.isSubmitted) { form.requestSubmit(form.isSubmitted); } else if (form.isWaiting) { save(form); }
    if (!form.isWaiting && form.hasAnswer && !form.querySelector(".clash, .ds-validation-message")) { dirty = false; }
    form.isWaiting = form.isSubmitted = null;
  });

  // On narrow screens the menu starts folded.
  var side = document.querySelector("details.side");
  if (side && window.matchMedia("(max-width: 56rem)").matches) { side.removeAttribute("open"); }

  // Text that is not saved is not lost by a click.
  var dirty = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[method=post]:not([data-loose])")) { dirty = true; }
  });
  document.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) { event.preventDefault(); }
  });
})();
