"use strict";
// Files may be dropped anywhere on the form, and what is being taken in is watched. Without this the form works as well.
(() => {
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const taken = document.getElementById("taken");
  if (!drop || !files || !taken) return;

  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
    });
  }

  const counts = taken.querySelector(".counts");
  const state = taken.querySelector(".state");
  const watch = async () => {
    const answer = await fetch("/intake.json", { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const now = await answer.json();
    document.getElementById("held").textContent = now.telegrams.toLocaleString("en");
    if (!now.taken) return;
    const one = now.taken;
    if (["done", "failed"].includes(one.state)) {
      location.reload();
      return;
    }
    const words = { waiting: "Waiting for another reftel that writes", reading: "Reading", understanding: "Understanding what came in" };
    state.textContent = words[one.state];
    counts.textContent = `${one.new} new, ${one.witnesses} witnesses, ${one.unchanged} held already; ${Math.round(now.rate || 0)} a second.`;
    setTimeout(watch, 700);
  };
  if (taken.classList.contains("going")) setTimeout(watch, 300);
})();
