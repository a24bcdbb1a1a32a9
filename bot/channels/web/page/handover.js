// "Continue in Telegram": a link that works once, made when it is asked for, with a QR for the phone.
"use strict";
{
  const dialog = document.getElementById("handover");
  const [link, picture, failed] = ["a", "img", ".failed"].map((what) => dialog.querySelector(what));
  const good = dialog.querySelector(".offer");

  async function offer() {
    good.hidden = true;
    failed.hidden = true;
    dialog.showModal();
    try {
      const answer = await fetch(`${document.body.dataset.base}/handover`, { method: "POST", body: new FormData(), headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { url, qr } = await answer.json();
      link.href = url;
      picture.src = qr;
      good.hidden = false;
      link.focus();
    } catch {
      failed.hidden = false;
    }
  }
  document.getElementById("carry").addEventListener("click", offer);
  link.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    link.removeAttribute("href"); // a link that was shown once is not left lying about
    picture.removeAttribute("src");
  });
}
