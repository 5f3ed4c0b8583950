/* A button beside each reference or line of code that copies it, a reference with its italics. Without it the text is
   there to be selected. */
"use strict";

for (const text of navigator.clipboard?.write ? document.querySelectorAll(".cited, .snippet") : []) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-describedby", text.id);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const copied = {
      "text/plain": new Blob([text.textContent], { type: "text/plain" }),
      "text/html": new Blob([text.innerHTML], { type: "text/html" }),
    };
    try {
      await navigator.clipboard.write([new ClipboardItem(copied)]);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), 2500);
  });
  text.after(button);
}
