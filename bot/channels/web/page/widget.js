// hišnik on a provider's site: a round button that opens the chat in a frame. Nothing is asked for or kept before it is pressed.
(() => {
  "use strict";
  const script = document.currentScript;
  const provider = script?.dataset.provider;
  if (!provider || document.querySelector("hisnik-widget")) return;
  const words = "labels";
  const language = [script.dataset.language, document.documentElement.lang.slice(0, 2)].find((each) => words[each]) || "sl";
  const say = words[language];
  const home = new URL(script.src).origin;
  const narrow = matchMedia("(max-width: 480px)");
  const STUCK = 8000;

  const make = (tag, set = {}, ...inside) => {
    const node = document.createElementNS(`http://www.w3.org/${/svg|path/.test(tag) ? "2000/svg" : "1999/xhtml"}`, tag);
    for (const [name, value] of Object.entries(set)) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  };
  const draw = (...paths) => make("svg", { viewBox: "0 0 48 48" }, ...paths.map((path) => make("path", path)));
  const cross = { class: "cross", d: "M15 15l18 18M33 15 15 33" };
  const house = [{ class: "sun", d: "M24 9 9 21.6h4.2V36a2 2 0 0 0 2 2h17.6a2 2 0 0 0 2-2V21.6H39z" }, { class: "key", d: "M24 20.4a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM24 28.8V35m0-2.6h3" }];
  const button = make("button", { type: "button", class: "open", "aria-haspopup": "dialog", "aria-expanded": false, "aria-label": say.open }, draw(...house, cross));
  const close = make("button", { type: "button", class: "close", "aria-label": say.close }, draw(cross));
  const link = make("a", { href: `${home}/chat?start=${encodeURIComponent(provider)}`, target: "_blank" }, say.tab);
  const stuck = make("p", { class: "stuck", role: "status" });
  const before = make("span", { tabindex: "0" });
  const after = make("span", { tabindex: "0" });
  const dialog = make("dialog", { "aria-label": say.dialog }, before, close, stuck, after);

  const style = new CSSStyleSheet(); // a sheet made by script is allowed by the strictest policy of a site
  style.replaceSync(`
:host { all: initial; }
button { position: fixed; display: grid; place-items: center; padding: 0; border: 0; border-radius: 50%; cursor: pointer; background: #0e5a4b; color: #fff; }
button:focus-visible, a:focus-visible { outline: 3px solid #f7c65b; outline-offset: 2px; box-shadow: 0 0 0 7px #12352c; }
.open { right: 20px; bottom: max(20px, env(safe-area-inset-bottom)); width: 60px; height: 60px; z-index: 2147483646; box-shadow: 0 6px 20px rgb(0 0 0 / .28); transition: .15s; }
.open:hover { background: #0a4539; }
.open svg { width: 40px; }
[aria-expanded=true] :is(.sun, .key), [aria-expanded=false] .cross { opacity: 0; }
.open.new::after { content: ""; position: absolute; top: 1px; right: 1px; width: 16px; height: 16px; border-radius: 50%; background: #d9422e; border: 2px solid #fff; }
.sun { fill: #f7c65b; }
.key { fill: none; stroke: #0e5a4b; stroke-width: 2.6; }
.cross { fill: none; stroke: currentcolor; stroke-width: 3.6; stroke-linecap: round; }
dialog { position: fixed; inset: auto 20px 94px auto; width: 400px; height: min(660px, 100dvh - 114px); max-width: none; max-height: none; margin: 0; padding: 0; border: 0; border-radius: 18px; overflow: hidden; background: #efeae1; box-shadow: 0 14px 44px rgb(0 0 0 / .32); z-index: 2147483647; }
dialog[open] { animation: rise .18s ease-out; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; }
iframe.ready { visibility: visible; }
.close { position: absolute; z-index: 1; top: 9px; right: 10px; width: 44px; height: 44px; background: none; }
.close:has(~ .stuck) { color: #12352c; }
.close:hover { background: rgb(128 128 128 / .25); }
.close svg { width: 30px; }
.stuck { margin: 0; padding: 40% 32px 0; font: 16px/1.5 system-ui, sans-serif; color: #1d2b28; text-align: center; }
a { color: #0e5a4b; display: block; padding: 10px; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
@media (max-width: 480px) { dialog { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media print { :host { display: none; } }`);

  let frame = null;
  const tell = (what) => frame.contentWindow.postMessage({ hisnik: what }, home);

  function load() {
    const address = new URLSearchParams({ embed: 1, provider, language });
    frame = make("iframe", { src: `${home}/chat?${address}`, title: say.dialog });
    before.after(frame);
    setTimeout(() => frame.matches(".ready") || stuck.append(say.stuck, " ", link), STUCK);
  }
  function open() {
    if (!frame) load();
    if (narrow.matches) dialog.showModal();
    else dialog.show();
    button.setAttribute("aria-expanded", "true");
    button.classList.remove("new");
    button.ariaLabel = say.close;
    frame.focus();
    if (frame.matches(".ready")) tell("open");
  }
  function shut() {
    if (!dialog.open) return;
    dialog.close();
    button.setAttribute("aria-expanded", "false");
    button.ariaLabel = say.open;
    button.focus();
  }
  button.addEventListener("click", () => (dialog.open ? shut() : open()));
  close.addEventListener("click", shut);
  before.addEventListener("focus", () => frame.focus()); // Tab goes round within the chat
  after.addEventListener("focus", () => close.focus());
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); shut(); });
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== home) return;
    const said = event.data?.hisnik;
    if (said === "ready") {
      frame.classList.add("ready");
      stuck.remove();
      if (dialog.open) tell("open");
    } else if (said === "close") shut();
    else if (said === "answer" && !dialog.open) {
      button.classList.add("new");
      button.ariaLabel = say.new;
    }
  });

  const host = make("hisnik-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  root.append(button, dialog);
  const show = () => document.body.append(host);
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
})();
