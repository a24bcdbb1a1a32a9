// What the chat page shows: bubbles, pictures, files, players. All words are text, never markup.
"use strict";

const base = document.body.dataset.base;
const labels = JSON.parse(document.getElementById("labels").textContent);
const log = document.getElementById("log");

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

// A telephone number is not parted between two lines.
const PHONE = /(\+\d{1,3}(?: \d{1,4}){2,5}|\b0\d{1,2}(?: \d{2,4}){2,3})/;

function words(text) {
  return text.split(PHONE).map((part, place) => (place % 2 ? make("span", "phone", part) : document.createTextNode(part)));
}

function bubble(speaker, text, title) {
  const node = make("div", "bubble");
  node.dir = "auto";
  node.append(make("span", "unseen", speaker + " "));
  if (title) node.append(make("strong", "", title));
  node.append(...words(text));
  return node;
}

function ending(name) {
  return name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "?";
}

function card(file, about = labels.openFile) {
  const link = make("a", "card");
  Object.assign(link, { href: file.url, target: "_blank", rel: "noopener" });
  link.append(make("span", "kind", ending(file.name)), make("b", "", file.name), make("small", "", about));
  return link;
}

// ``preview``: a small picture at hand already, shown in place of the whole one, which the link opens.
function picture(file, text, preview) {
  const link = make("a", "picture waiting");
  Object.assign(link, { href: file.url, target: "_blank", rel: "noopener" });
  const image = make("img");
  image.alt = file.caption || text || labels.picture;
  image.addEventListener("load", () => {
    link.classList.remove("waiting");
    log.scrollTop = log.scrollHeight;
  });
  image.addEventListener("error", () => link.replaceWith(card(file, labels.pictureFailed)));
  image.src = preview || file.url;
  link.append(image);
  return link;
}

function player(file) {
  const box = make("figure", "player");
  const media = make(file.kind === "video" ? "video" : "audio");
  Object.assign(media, { controls: true, preload: file.kind === "video" ? "metadata" : "none", src: file.url });
  media.setAttribute("aria-label", file.name);
  media.addEventListener("error", () => box.replaceWith(card(file)));
  box.append(media, make("figcaption", "", file.name));
  return box;
}

function shownFile(file, text, preview) {
  if (file.kind === "photo") return picture(file, text, preview);
  return file.kind === "document" ? card(file) : player(file);
}

// Several pictures stand side by side.
function shownFiles(files, text, previewOf = () => null) {
  const drawn = files.map((file) => shownFile(file, text, previewOf(file)));
  if (files.length < 2 || files.some(({ kind }) => kind !== "photo")) return drawn;
  const album = make("div", "album");
  album.append(...drawn);
  return [album];
}
