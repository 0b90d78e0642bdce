// A key gives the answer to the need that has focus, or goes to the next need.
(function () {
  "use strict";
  var form = document.querySelector("form[data-backing]");
  if (!form) { return; }

  function go(row, step) {
    var rows = Array.from(form.querySelectorAll(".backing-row"));
    var next = rows[rows.indexOf(row) + step];
    if (!next) { return; }
    (next.querySelector("input[type=radio]:checked") || next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("keydown", function (event) {
    var row = event.target.closest(".backing-row");
    if (!row || event.target.type === "text" || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var key = event.key.toLowerCase();
    if (key === "n" || key === "p") {
      event.preventDefault();
      go(row, key === "n" ? 1 : -1);
      return;
    }
    var choice = key.length === 1 && Array.from(row.querySelectorAll("[data-keys]")).find(function (input) {
      return input.dataset.keys.includes(key);
    });
    if (!choice) { return; }
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    if (choice.value === "objects") { row.querySelector("input[type=text]").focus(); }
  });
})();
