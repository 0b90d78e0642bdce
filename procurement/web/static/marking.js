// Marking a passage in the text of a source fills in the form beside it.
(function () {
  "use strict";
  var place = document.querySelector("[data-marking]");
  var text = document.getElementById("text");
  var near = document.getElementById("near");
  if (!place || !text || !near) { return; }

  // Where in the text of the source a point of the page lies, in characters.
  function placeOf(node, offset) {
    var piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-begins]");
    if (!piece) { return null; }
    var before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : "";
    return Number(piece.dataset.begins) + Array.from(before).length;
  }

  // What is marked, without the codes and numbers that are not part of the text.
  function wordsIn(range) {
    var part = range.cloneContents();
    part.querySelectorAll(".quote-mark, .paragraph-number").forEach(function (tag) { tag.remove(); });
    var lines = part.querySelectorAll("p");
    if (!lines.length) { return part.textContent; }
    return Array.from(lines, function (line) { return line.textContent; }).join("\n");
  }

  document.addEventListener("selectionchange", function () {
    var marked = document.getSelection();
    if (!marked.rangeCount || marked.isCollapsed) { return; }
    var range = marked.getRangeAt(0);
    if (!place.contains(range.commonAncestorContainer)) { return; }
    var words = wordsIn(range).trim();
    if (!words) { return; }
    text.value = words;
    var begins = placeOf(range.startContainer, range.startOffset);
    near.value = begins === null ? "" : String(begins);
  });

  // Words typed by hand may stand anywhere.
  text.addEventListener("input", function () { near.value = ""; });
})();
