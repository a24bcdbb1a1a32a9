// The chat page: its transcript (of this tab alone), its turns, what comes by itself.
"use strict";

const input = document.getElementById("text");
const presence = document.getElementById("presence");
const hint = document.getElementById("hint");
const composer = document.getElementById("composer");
const KEPT = 120;
const STORED = `hisnik${base === "/chat" ? "" : base}`;

/* ---- the transcript: what this tab has shown; the server keeps none of the resident's words ---- */

const memory = {
  entries: [],
  last: 0,
  load() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(STORED) || "{}");
      this.entries = kept.entries || [];
      this.last = kept.last || 0;
    } catch { /* storage is closed or broken: begin anew */ }
  },
  save() {
    this.entries = this.entries.slice(-KEPT);
    try {
      sessionStorage.setItem(STORED, JSON.stringify({ entries: this.entries, last: this.last }));
    } catch { /* private mode: the transcript lives as long as the page */ }
  },
};
const shown = new Set();
const rows = new Map();  // what the resident said -> its row

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
  row.append(...shownFiles(message.files, message.text));
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
  fill(row, entry);
  add(row);
  if (entry.failed) offerAgain(row, entry, labels.notSent);
  placePencil();
  return row;
}

function fill(row, entry) {
  const files = entry.files || [];
  row.replaceChildren(...shownFiles(files, entry.text, (file) => previews.get(file.url)));
  if (entry.text) row.append(bubble(labels.you, entry.text));
  if (entry.edited) row.append(make("small", "edited", labels.edited));
  rows.set(entry, row);
}

function mask(row, entry) {
  entry.text = "••••••";
  entry.editable = false;
  const hidden = bubble(labels.you, entry.text);
  hidden.classList.add("hidden-secret");
  hidden.setAttribute("aria-label", `${labels.you} ${labels.secret}`);
  row.querySelector(".bubble").replaceWith(hidden);
}

/* ---- sending: in order, each turn under a key of its own, so trying again has no second effect ---- */

let queue = Promise.resolve();
let waiting = 0;

// ``turns``: what the server is told, one after another; each leaves the list when it has arrived.
function tell(entry, turns) {
  entry.turns = turns.map((turn) => ({ key: newKey(), ...turn }));
  entry.key = entry.turns[0].key;
  const silent = turns[0].start !== undefined;
  const row = silent ? null : drawMine(entry);
  if (!silent) memory.entries.push(entry);
  memory.save();
  deliver(entry, row);
}

function say(content, text) {
  tell({ text, editable: content.text !== undefined && !text.startsWith("/") }, [content]);
}

function sayFiles(files, caption) {
  const album = files.length > 1 ? { album: newKey() } : {};
  const turns = files.map(({ file }, place) => ({ file, ...album, ...(caption && !place ? { text: caption } : {}) }));
  tell({ text: caption, files, editable: true }, turns);
}

function deliver(entry, row) {
  setTyping(+1);
  queue = queue.then(() => post(entry, row)).finally(() => setTyping(-1));
}

async function post(entry, row) {
  let problem = labels.notSent;
  try {
    while (entry.turns.length) {
      const body = new FormData();
      body.set("turn", JSON.stringify({ language: document.body.dataset.language || navigator.language, ...entry.turns[0] }));
      const answer = await fetch(`${base}/turns`, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) {
        problem = { 413: labels.tooLarge, 429: labels.tooFast, 403: labels.blocked }[answer.status] || problem;
        break;
      }
      const said = await answer.json();
      entry.turns.shift();
      if (said.forget && row) mask(row, entry);
      delete entry.failed;
      retire(said.messages);
      receive(said.messages);
    }
  } catch { /* no network: offered again below */ }
  if (entry.turns.length) {
    const mine = row || drawMine(entry);
    entry.failed = true;
    offerAgain(mine, entry, problem);
  }
  memory.save();
  placePencil();
}

function offerAgain(row, entry, problem) {
  const line = make("div", "failed");
  line.setAttribute("role", "alert");
  const again = make("button", "", labels.retry);
  again.type = "button";
  again.addEventListener("click", () => {
    line.remove();
    const silent = entry.turns[0]?.start !== undefined;
    if (silent) row.remove();
    deliver(entry, silent ? null : row);
    input.focus();
  });
  line.append(make("span", "", problem), again);
  row.append(line);
  log.scrollTop = log.scrollHeight;
}

/* ---- correcting the last message: its words, or its caption ---- */

const editing = { line: document.getElementById("editing"), entry: null, kept: "" };

function lastMine() {
  const entry = memory.entries.findLast((candidate) => candidate.editable);
  return entry && !entry.failed && !entry.turns.length ? entry : null;
}

function placePencil() {
  for (const old of log.querySelectorAll(".pencil")) old.remove();
  const entry = lastMine();
  const row = entry && rows.get(entry);
  if (!row) return;
  const pencil = make("button", "pencil");
  pencil.type = "button";
  pencil.title = labels.edit;
  pencil.setAttribute("aria-label", labels.edit);
  pencil.addEventListener("click", () => edit(entry));
  row.append(pencil);
}

function edit(entry) {
  editing.kept = editing.entry ? editing.kept : input.value;
  editing.entry = entry;
  editing.line.hidden = false;
  input.value = entry.text;
  fit();
  input.focus();
}

function leaveEditing() {
  editing.entry = null;
  editing.line.hidden = true;
  input.value = editing.kept;
  editing.kept = "";
  fit();
  input.focus();
}

function correct(entry, text) {
  leaveEditing();
  if (text === entry.text || (!text && !entry.files)) return;
  const file = entry.files ? { file: entry.files[0].file } : {};
  entry.turns = [{ key: newKey(), text, edits: entry.key, ...file }];
  Object.assign(entry, { text, edited: true });
  const row = rows.get(entry);
  fill(row, entry);
  memory.save();
  deliver(entry, row);
}
document.getElementById("leave-editing").addEventListener("click", leaveEditing);

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
    composer.requestSubmit();
  } else if (event.key === "Escape" && editing.entry) leaveEditing();
  else if (event.key === "ArrowUp" && !input.value && lastMine()) {
    event.preventDefault();
    edit(lastMine());
  }
});
composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (editing.entry) return correct(editing.entry, input.value.trim());
  if (composer.getAttribute("aria-busy")) return;
  if (tray.chips.length || tray.unseen) {
    composer.setAttribute("aria-busy", "true");
    const whole = await tray.settled();
    composer.removeAttribute("aria-busy");
    if (!whole) return input.focus();  // the tray says why; the words stay
  }
  const text = input.value.trim();
  const files = tray.take();
  if (!text && !files.length) return input.focus();
  input.value = "";
  fit();
  input.focus();
  if (files.length) sayFiles(files, text);
  else if (text === "/start" || text.startsWith("/start ")) say({ start: text.slice(7).trim() }, text);
  else say({ text }, text);
});
document.getElementById("menu").addEventListener("click", () => say({ text: "/meni" }, "/meni"));

window.addEventListener("message", (event) => {
  // the demo page puts a code into the field; nothing is sent by it
  if (event.origin !== location.origin || typeof event.data?.hisnikType !== "string") return;
  input.value = event.data.hisnikType;
  fit();
  input.focus();
});

/* ---- beginning ---- */

async function begin() {
  if (typeof embedding !== "undefined" && !(await embedding.welcome())) return;  // in a provider's frame
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
    if (!memory.entries.length) say({ start: document.body.dataset.provider || "" }, "");
  }
  listen();
  if (matchMedia("(hover: hover)").matches && window.top === window) input.focus();
}
begin();
