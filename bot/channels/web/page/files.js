// Files before they are sent: chosen, dropped or pasted, handed in at once with a sign of progress, then taken by the next message.
"use strict";

const MOST_FILES = 10;
const MOST_BYTES = 20 * 1024 * 1024;
const AT_ONCE = 3;
const previews = new Map();  // address of a file handed in -> a small picture of it, as long as the page lives

function newKey() {
  return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
}

async function smallPicture(file, edge) {
  if (!file.type.startsWith("image/")) return null;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", 0.82);
  } catch {
    return null;  // a format that this browser can't show, such as HEIC: its name stands for it
  }
}

const tray = {
  place: document.getElementById("tray"),
  chips: [],
  unseen: 0,  // refusals since the last try to send: words that were meant for a file don't go without it

  add(files) {
    const room = MOST_FILES - this.chips.length;
    const chosen = [...files];
    if (chosen.length > room) this.refuse("", labels.tooManyFiles);
    for (const file of chosen.slice(0, Math.max(0, room))) {
      if (file.size > MOST_BYTES) this.refuse(file.name, labels.tooLarge);
      else this.begin(file);
    }
    this.work();
  },

  begin(file) {
    const chip = { file, key: newKey(), state: "waiting", node: make("li", "chip") };
    const face = make("span", "face-of-file", ending(file.name));
    const bar = make("progress");
    Object.assign(bar, { max: 1, value: 0 });
    bar.setAttribute("aria-label", `${labels.uploading} ${file.name}`);
    const remove = make("button", "remove", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", `${labels.removeFile}: ${file.name}`);
    remove.addEventListener("click", () => this.drop(chip));
    chip.node.append(face, make("span", "name", file.name), bar, remove);
    Object.assign(chip, { face, bar });
    smallPicture(file, 640).then((picture) => {
      if (!picture) return;
      chip.picture = picture;
      if (chip.kept) previews.set(chip.kept.url, picture);
      const image = make("img");
      Object.assign(image, { alt: "", src: picture });
      face.replaceChildren(image);
    });
    this.chips.push(chip);
    this.place.append(chip.node);
    this.place.hidden = false;
  },

  work() {
    for (const chip of this.chips) {
      if (this.chips.filter(({ state }) => state === "going").length >= AT_ONCE) return;
      if (chip.state === "waiting") this.hand(chip);
    }
  },

  hand(chip) {
    const request = new XMLHttpRequest();
    Object.assign(chip, { state: "going", request });
    request.open("POST", `${base}/files?name=${encodeURIComponent(chip.file.name)}&key=${chip.key}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) chip.bar.value = 0.95 * event.loaded / event.total;  // the rest is the looking at it
    });
    request.addEventListener("loadend", () => {
      if (!this.chips.includes(chip)) return;
      chip.state = "over";
      if (request.status === 200 && request.response) this.done(chip, request.response);
      else if (request.status === 422 || request.status === 413) {
        this.drop(chip);
        this.refuse(chip.file.name, request.response?.text || labels.tooLarge);
      } else this.fail(chip, { 429: labels.tooFast, 403: labels.blocked }[request.status] || labels.uploadFailed);
      this.work();
      this.changed();
    });
    request.send(chip.file);
  },

  done(chip, kept) {
    Object.assign(chip, { state: "done", kept });
    chip.node.classList.add("done");
    chip.bar.remove();
    if (chip.picture) previews.set(kept.url, chip.picture);
  },

  fail(chip, why) {
    chip.state = "failed";
    chip.bar.hidden = true;
    const again = make("button", "again", labels.retry);
    again.type = "button";
    again.setAttribute("aria-label", `${labels.retry}: ${chip.file.name}`);
    const line = make("span", "why", why);
    line.setAttribute("role", "alert");
    again.addEventListener("click", () => {
      again.remove();
      line.remove();
      Object.assign(chip.bar, { hidden: false, value: 0 });
      chip.state = "waiting";
      this.work();
    });
    chip.node.append(line, again);
  },

  drop(chip) {
    this.chips = this.chips.filter((other) => other !== chip);
    if (chip.state === "going") chip.request.abort();
    chip.node.remove();
    this.tidy();
    this.changed();
  },

  refuse(name, why) {
    if (name) this.unseen += 1;
    const line = make("li", "refused");
    line.setAttribute("role", "alert");
    const words = make("span");
    if (name) words.append(make("b", "", name), " ");
    words.append(why);
    const away = make("button", "remove", "×");
    away.type = "button";
    away.setAttribute("aria-label", labels.dismiss);
    away.addEventListener("click", () => { line.remove(); this.tidy(); });
    line.append(words, away);
    this.place.prepend(line);
    this.place.hidden = false;
  },

  // Whether all is handed in, once nothing is on its way any more; false where something failed or was refused just now.
  async settled() {
    while (this.chips.some(({ state }) => state === "waiting" || state === "going")) {
      await new Promise((done) => { this.changed = done; });
    }
    this.changed = () => {};
    const refused = this.unseen;
    this.unseen = 0;
    return !refused && this.chips.every(({ state }) => state === "done");
  },
  changed() {},

  take() {
    const kept = this.chips.map((chip) => chip.kept);
    this.chips = [];
    this.place.replaceChildren();
    this.tidy();
    return kept;
  },

  tidy() {
    this.place.hidden = !this.place.children.length;
  },
};

const chooser = document.getElementById("file");
document.getElementById("attach").addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  tray.add(chooser.files);
  chooser.value = "";
  document.getElementById("text").focus();
});
document.getElementById("text").addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  tray.add(event.clipboardData.files);
});

const dropping = document.getElementById("drop");
const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dropping.hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) dropping.hidden = true;
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dropping.hidden = true;
  tray.add(event.dataTransfer.files);
});
