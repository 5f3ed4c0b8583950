/* Enhancements of the editors' forms. Without it every form still saves; the server says the same things, later. */
"use strict";

{
  const base = document.querySelector("#site-name a, .breadcrumbs a")?.getAttribute("href") ?? "/admin/";

  const later = (wait, work) => {
    let timer;
    return (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => work(...given), wait);
    };
  };

  const ask = async (address, parameters) => {
    const answer = await fetch(`${base}${address}?${new URLSearchParams(parameters)}`, {
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    return answer.ok ? answer.json() : {};
  };

  /* A line below a field, made once, that a screen reader speaks when it changes. */
  const noteOf = (field) => {
    const id = `${field.id}_note`;
    let note = document.getElementById(id);
    if (!note) {
      note = document.createElement("div");
      note.id = id;
      note.className = "note";
      note.setAttribute("role", "status");
      field.after(note);
    }
    return note;
  };

  /* How a date reads, or what is wrong with it. */
  const showDate = later(250, async (field) => {
    const note = noteOf(field);
    if (!field.value.trim()) {
      note.replaceChildren();
      return;
    }
    const said = await ask("date/", { text: field.value }).catch(() => ({}));
    note.textContent = said.wrong ?? (said.reads ? `reads: ${said.reads}` : "");
    note.classList.toggle("wrong", Boolean(said.wrong));
  });

  /* Entries of a like name. */
  const showLike = later(400, async (field) => {
    const but = location.pathname.match(/\/(\d+)\/change\//)?.[1] ?? "";
    const { like = [] } = await ask("like/", { title: field.value, but }).catch(() => ({}));
    const note = noteOf(field);
    note.classList.toggle("wrong", like.length > 0);
    note.replaceChildren();
    if (like.length) {
      note.append("Entries of a like name exist: ");
      like.forEach(({ title, url }, place) => {
        const link = document.createElement("a");
        Object.assign(link, { href: url, textContent: title, target: "_blank", rel: "noopener" });
        note.append(place ? ", " : "", link);
      });
    }
  });

  /* The parts of the source that a citation names, offered while one is typed. */
  const parts = new Map();
  const offerParts = async (field) => {
    const source = document.getElementById(field.id.replace(/-part$/, "-source"))?.value;
    if (!source) return;
    if (!parts.has(source)) {
      const { parts: labels = [] } = await ask(`partnership/source/${source}/parts/`, {}).catch(() => ({}));
      const list = document.createElement("datalist");
      list.id = `parts-of-${source}`;
      labels.forEach((label) => list.append(new Option(label, label)));
      document.body.append(list);
      parts.set(source, list.id);
    }
    field.setAttribute("list", parts.get(source));
  };

  /* Evidence is looked for in this entry and in the other ends that are chosen beside it. */
  const narrowEvidence = (select) => {
    const adapter = window.django?.jQuery(select).data("select2")?.dataAdapter;
    if (!adapter?.ajaxOptions) return;
    const row = select.name.replace(/[^-]+$/, "");
    const ends = select.dataset.ends.split(" ").filter(Boolean);
    const chosen = ends.map((end) => document.getElementById(`id_${row}${end}`)?.value);
    const of = [select.dataset.of, ...chosen].filter(Boolean).join(",");
    adapter.ajaxOptions.url = `${adapter.ajaxOptions.url.split("?")[0]}?of=${of}`;
  };

  document.addEventListener("input", ({ target }) => {
    if (target.matches("input.edtf")) showDate(target);
    if (target.matches("#id_title")) showLike(target);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("input.part")) offerParts(target);
  });

  /* A page with unsaved words is not left by mistake. */
  let typed = false;
  document.addEventListener("input", ({ target }) => {
    typed ||= Boolean(target.closest(".change-form #content-main form"));
  });
  document.addEventListener("submit", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    window.django?.jQuery(document).on("select2:opening", "select[data-of]", (event) => narrowEvidence(event.target));
    document.querySelector(".errorlist, .newer")?.scrollIntoView({ block: "center" });
  });
}
