// The chat page. Shows what the server says as text (never as markup), keeps the transcript for this tab alone.
"use strict";

const base = document.body.dataset.base;
const labels = JSON.parse(document.getElementById("labels").textContent);
const log = document.getElementById("log");
const input = document.getElementById("text");
const presence = document.getElementById("presence");
const hint = document.getElementById("hint");
const KEPT = 120;

/* ---- the transcript: what this tab has shown; the server keeps none of the resident's words ---- */

const memory = {
  entries: [],
  last: 0,
  load() {
    try {
      const kept = JSON.parse(sessionStorage.getItem("hisnik") || "{}");
      this.entries = kept.entries || [];
      this.last = kept.last || 0;
    } catch { /* storage is closed or broken: begin anew */ }
  },
  save() {
    this.entries = this.entries.slice(-KEPT);
    try {
      sessionStorage.setItem("hisnik", JSON.stringify({ entries: this.entries, last: this.last }));
    } catch { /* private mode: the transcript lives as long as the page */ }
  },
};
const shown = new Set();

/* ---- drawing ---- */

function make(tag, classes = "", text = "") {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text) node.textContent = text;
  return node;
}

function add(node) {
  const typing = document.getElementById("typing");
  log.insertBefore(node, node.id === "typing" ? null : typing);
  log.scrollTop = log.scrollHeight;
}

function bubble(speaker, text, title) {
  const node = make("div", "bubble");
  node.dir = "auto";
  node.append(make("span", "unseen", speaker + " "));
  if (title) node.append(make("strong", "", title));
  node.append(document.createTextNode(text));
  return node;
}

function picture(file, text) {
  const link = make("a", "picture waiting");
  Object.assign(link, { href: file.url, target: "_blank", rel: "noopener" });
  const image = make("img");
  image.alt = file.caption || text || labels.picture;
  image.addEventListener("load", () => {
    link.classList.remove("waiting");
    log.scrollTop = log.scrollHeight;
  });
  image.addEventListener("error", () => {
    link.className = "card";
    link.replaceChildren(make("span", "kind", "PNG"), make("b", "", file.name), make("small", "", labels.pictureFailed));
  });
  image.src = file.url;
  link.append(image);
  return link;
}

function card(file) {
  const link = make("a", "card");
  Object.assign(link, { href: file.url, target: "_blank", rel: "noopener" });
  const kind = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4).toUpperCase() : "?";
  link.append(make("span", "kind", kind), make("b", "", file.name), make("small", "", labels.openFile));
  return link;
}

function keyboard(message) {
  const keys = make("div", "keys");
  keys.dataset.message = message.id;
  for (const row of message.buttons) {
    const line = make("div");
    for (const button of row) {
      const key = make(button.url ? "a" : "button", "", button.label);
      if (button.url) Object.assign(key, { href: button.url, target: "_blank", rel: "noopener" });
      else {
        key.type = "button";
        key.addEventListener("click", (event) => {
          key.classList.add("pressed");
          say({ press: button.data }, button.label);
          if (event.detail === 0) input.focus();
        });
      }
      line.append(key);
    }
    keys.append(line);
  }
  return keys;
}

function draw(message) {
  const row = make("div", "row");
  if (message.text || message.title) row.append(bubble(labels.bot, message.text, message.title));
  for (const file of message.files) row.append(file.kind === "photo" ? picture(file, message.text) : card(file));
  if (message.buttons.length) row.append(keyboard(message));
  add(row);
}

function receive(messages) {
  for (const message of messages) {
    if (shown.has(message.id)) continue;
    shown.add(message.id);
    memory.entries.push({ message });
    memory.last = Math.max(memory.last, message.id);
    draw(message);
  }
  memory.save();
}

// What an answer offers takes the place of all that was offered before it; links stay, and the menu is always at hand.
function retire(answer) {
  if (!answer.some((message) => message.buttons.length)) return;
  const first = Math.min(...answer.map((message) => message.id));
  for (const { message } of memory.entries) {
    if (message && message.id < first) message.buttons = message.buttons.map((row) => row.filter((button) => button.url)).filter((row) => row.length);
  }
  for (const keys of log.querySelectorAll(".keys")) {
    if (Number(keys.dataset.message) >= first) continue;
    for (const key of keys.querySelectorAll("button")) key.remove();
    if (!keys.querySelector("a")) keys.remove();
  }
}

function drawMine(entry) {
  const row = make("div", "row mine");
  row.append(bubble(labels.you, entry.text));
  add(row);
  if (entry.failed) offerAgain(row, entry, labels.notSent);
  return row;
}

function mask(row, entry) {
  entry.text = "••••••";
  const hidden = bubble(labels.you, entry.text);
  hidden.classList.add("hidden-secret");
  hidden.setAttribute("aria-label", `${labels.you} ${labels.secret}`);
  row.querySelector(".bubble").replaceWith(hidden);
}

/* ---- sending: in order, each turn under a key of its own, so trying again has no second effect ---- */

let queue = Promise.resolve();
let waiting = 0;

function say(content, text, file) {
  const entry = { text, key: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`, content };
  const silent = content.start !== undefined;
  const row = silent ? null : drawMine(entry);
  if (!silent) memory.entries.push(entry);
  memory.save();
  deliver(entry, row, file);
}

function deliver(entry, row, file) {
  setTyping(+1);
  queue = queue.then(() => post(entry, row, file)).finally(() => setTyping(-1));
}

async function post(entry, row, file) {
  const body = new FormData();
  body.set("turn", JSON.stringify({ key: entry.key, language: navigator.language, ...entry.content }));
  if (file) body.set("file", file);
  let problem = labels.notSent;
  try {
    const answer = await fetch(`${base}/turns`, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok) {
      const said = await answer.json();
      if (said.forget && row) mask(row, entry);
      delete entry.failed;
      delete entry.content;
      retire(said.messages);
      receive(said.messages);
      return;
    }
    problem = { 413: labels.tooLarge, 429: labels.tooFast, 403: labels.blocked }[answer.status] || problem;
  } catch { /* no network: offered again below */ }
  const mine = row || drawMine(entry);
  entry.failed = !file;  // a file is not kept: after a reload it can't be sent again
  memory.save();
  offerAgain(mine, entry, problem, file);
}

function offerAgain(row, entry, problem, file) {
  const line = make("div", "failed");
  line.setAttribute("role", "alert");
  const again = make("button", "", labels.retry);
  again.type = "button";
  again.addEventListener("click", () => {
    line.remove();
    if (entry.content?.start !== undefined) row.remove();
    deliver(entry, entry.content?.start !== undefined ? null : row, file);
    input.focus();
  });
  line.append(make("span", "", problem), again);
  row.append(line);
  log.scrollTop = log.scrollHeight;
}

let typingTimer = 0;
function setTyping(by) {
  waiting += by;
  clearTimeout(typingTimer);
  if (!waiting) {
    document.getElementById("typing")?.remove();
    presence.textContent = presence.dataset.ready;
    return;
  }
  typingTimer = setTimeout(() => {
    presence.textContent = labels.typing;
    if (document.getElementById("typing")) return;
    const dots = make("div", "typing");
    dots.id = "typing";
    dots.setAttribute("aria-hidden", "true");
    dots.append(make("i"), make("i"), make("i"));
    add(dots);
  }, 250);
}

/* ---- what comes by itself: a confirmed address, a notice ---- */

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const inSight = () => new Promise((done) => {
  if (!document.hidden) return done();
  document.addEventListener("visibilitychange", function seen() {
    if (document.hidden) return;
    document.removeEventListener("visibilitychange", seen);
    done();
  });
});

async function listen() {
  let wait = 1000;
  for (;;) {
    await inSight();
    try {
      const answer = await fetch(`${base}/messages?after=${memory.last}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      receive((await answer.json()).messages);
      hint.hidden = true;
      wait = 1000;
    } catch {
      hint.textContent = labels.offline;
      hint.hidden = false;
      await pause(wait);
      wait = Math.min(wait * 2, 20000);
    }
  }
}

/* ---- the composer ---- */

function fit() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}
input.addEventListener("input", fit);
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    document.getElementById("composer").requestSubmit();
  }
});
document.getElementById("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return input.focus();
  input.value = "";
  fit();
  input.focus();
  if (text === "/start" || text.startsWith("/start ")) say({ start: text.slice(7).trim() }, text);
  else say({ text }, text);
});
document.getElementById("menu").addEventListener("click", () => say({ text: "/meni" }, "/meni"));

const file = document.getElementById("file");
document.getElementById("attach").addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const chosen = file.files[0];
  file.value = "";
  if (chosen) say({}, `📎 ${chosen.name}`, chosen);
});
window.addEventListener("message", (event) => {
  // the demo page puts a code into the field; nothing is sent by it
  if (event.origin !== location.origin || typeof event.data?.hisnikType !== "string") return;
  input.value = event.data.hisnikType;
  fit();
  input.focus();
});

/* ---- beginning ---- */

async function begin() {
  memory.load();
  for (const entry of memory.entries) {
    if (entry.message) {
      shown.add(entry.message.id);
      draw(entry.message);
    } else drawMine(entry);
  }
  const address = new URL(location.href);
  const payload = address.searchParams.get("start");
  if (payload !== null) {
    address.searchParams.delete("start");
    history.replaceState(null, "", address);
  }
  if (payload !== null) say({ start: payload }, "");
  else if (!memory.entries.length) {
    try {
      const answer = await fetch(`${base}/messages?after=0&wait=0`);
      receive((await answer.json()).messages);
    } catch { /* listen() tells that there is no connection */ }
    if (!memory.entries.length) say({ start: "" }, "");
  }
  listen();
  if (matchMedia("(hover: hover)").matches && window.top === window) input.focus();
}
begin();
