// The demo page: codes go into the chat's field, mails appear as they arrive.
"use strict";

const chat = document.getElementById("chat");
const said = document.getElementById("said");
const list = document.getElementById("list");
const mail = document.getElementById("mail");
const answer = document.getElementById("answer");
const answerable = new Set();
let newest = -1;
let shown = -1;

for (const button of document.querySelectorAll("[data-type]")) {
  button.addEventListener("click", () => {
    chat.contentWindow.postMessage({ hisnikType: button.dataset.type }, location.origin);
    tell(said.dataset.text);
  });
}

function tell(text) {
  said.textContent = text;
  setTimeout(() => { said.textContent = ""; }, 2500);
}

answer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = await fetch(`/demo/mails/${shown}/answer`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: answer.elements.text.value }),
  });
  if (sent.ok) answer.reset();
  tell(sent.ok ? said.dataset.sent : await sent.text());
});

function open(number) {
  shown = number;
  answer.hidden = !answerable.has(number);
  mail.hidden = false;
  mail.src = `/demo/mails/${number}`;
  for (const key of list.querySelectorAll("button")) key.setAttribute("aria-pressed", String(key.dataset.number === String(number)));
}

function row(entry) {
  const item = document.createElement("li");
  const key = document.createElement("button");
  const to = document.createElement("small");
  key.type = "button";
  key.dataset.number = entry.number;
  to.textContent = entry.to;
  key.append(entry.subject, to);
  key.addEventListener("click", () => open(entry.number));
  item.append(key);
  return item;
}

async function look() {
  try {
    const mails = await (await fetch("/demo/mails")).json();
    for (const entry of mails.filter((one) => one.number > newest).reverse()) {
      if (entry.answerable) answerable.add(entry.number);
      list.prepend(row(entry));
      newest = entry.number;
      document.getElementById("empty").hidden = true;
      open(entry.number);
    }
  } catch { /* the demo is stopping or starting: look again */ }
  setTimeout(look, 1200);
}
look();
