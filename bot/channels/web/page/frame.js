// The chat page in a provider's frame: tells the site's button what happens, and opens files without the frame's cookie.
"use strict";

const embedding = {
  tell: (what) => parent.postMessage({ hisnik: what }, "*"), // says nothing that a site may not know

  // False: the browser keeps no cookie here, so nobody could be known again; the chat is offered in a tab of its own.
  async welcome() {
    const { base, tab, noCookie, openTab } = document.body.dataset;
    let kept = true;
    try {
      kept = (await fetch(`${base}/messages?after=0&wait=0`)).status !== 403;
    } catch { /* no connection: the page tells */ }
    if (!kept) {
      const notice = document.createElement("p");
      const link = document.createElement("a");
      Object.assign(link, { href: tab, target: "_blank", rel: "noopener", textContent: openTab, className: "card" });
      Object.assign(notice, { className: "notice", textContent: noCookie });
      document.getElementById("log").replaceChildren(notice, link);
      document.getElementById("composer").hidden = true;
    }
    this.tell("ready");
    return kept;
  },
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) embedding.tell("close");
});
addEventListener("message", (event) => {
  if (event.source === parent && event.data?.hisnik === "open") document.getElementById("text").focus();
});
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.matches?.(".row:not(.mine)"))) embedding.tell("answer");
}).observe(document.getElementById("log"), { childList: true });

// in a tab the frame's cookie isn't sent: files are fetched here, and saved
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !new URL(link.href).pathname.startsWith(`${document.body.dataset.base}/`)) return;
  event.preventDefault();
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "");
  const url = URL.createObjectURL(await answer.blob());
  const saved = document.createElement("a");
  Object.assign(saved, { href: url, download: named ? decodeURIComponent(named[1]) : "" });
  saved.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
});
