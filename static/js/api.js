/* Shows the answer to a call below its form. Without it the form opens the answer by itself. */
"use strict";

const SHOWN = ["content-type", "etag", "last-modified", "cache-control", "ratelimit", "retry-after"];
const LONGEST = 100_000; // letters of an answer that a page shows

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/* The JSON as lines, with the names of its fields set apart. */
function body(text) {
  const shown = document.createElement("pre");
  shown.className = "code";
  shown.tabIndex = 0;
  shown.setAttribute("aria-label", "Body");
  let lines = text;
  try {
    lines = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    /* as it is */
  }
  const cut = lines.length > LONGEST;
  for (const line of lines.slice(0, LONGEST).split("\n")) {
    const [, indent, field, rest] = line.match(/^(\s*)("[^"]*"(?=:))?(.*)$/s);
    shown.append(indent, ...(field ? [element("b", field)] : []), `${rest}\n`);
  }
  if (cut) shown.append("…");
  return shown;
}

async function ask(form, answer) {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  answer.hidden = false;
  answer.setAttribute("aria-busy", "true");
  const begun = performance.now();
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "omit" });
    const text = await response.text();
    const took = Math.round(performance.now() - begun);
    const asked = document.createElement("p");
    asked.className = "asked";
    const link = element("a", decodeURI(response.url));
    link.href = response.url;
    asked.append(element("b", "GET "), link);
    const status = element("p", `${response.status} ${response.statusText}`.trim(), "status");
    status.classList.toggle("refused", !response.ok);
    status.append(element("span", ` ${took} ms, ${new Blob([text]).size.toLocaleString("en")} bytes`, "aside"));
    const headers = document.createElement("dl");
    for (const name of SHOWN.filter((each) => response.headers.has(each))) {
      const row = document.createElement("div");
      row.append(element("dt", name), element("dd", response.headers.get(name)));
      headers.append(row);
    }
    answer.replaceChildren(asked, status, headers, body(text));
  } catch {
    answer.replaceChildren(element("p", "No answer came. Is the site reachable?", "status refused"));
  }
  answer.removeAttribute("aria-busy");
}

for (const form of document.querySelectorAll("form.try")) {
  const answer = document.getElementById(form.dataset.answer);
  form.querySelector(".send .aside").textContent = "shows the answer below";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form, answer);
  });
}
