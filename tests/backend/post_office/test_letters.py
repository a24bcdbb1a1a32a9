"""MIME messages as programs write them, and as they are made to do harm: text, files, sender."""

import base64
from email.message import EmailMessage

import pytest

from backend.post_office.letters import Letter, Unreadable, read_letter
from backend.post_office.plain import text_of_html
from backend.post_office.quotes import written


def letter(raw: str | bytes, envelope: str = "maja@komunala.example") -> Letter:
    data = raw.encode() if isinstance(raw, str) else raw
    return read_letter(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), envelope)


def plain(body: bytes, charset: str, encoding: str = "8bit") -> bytes:
    head = f"From: maja@komunala.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + body


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "iso-8859-2", "windows-1250", "cp852", '"WINDOWS-1250"', "utf-16"],
)
def test_letters_with_carons(charset: str) -> None:
    text = "Števec že ščiti Čšž ČŠŽ"
    if charset == "utf-16":
        assert letter(plain(base64.encodebytes(text.encode(charset)), charset, "base64")).text == text
        return
    assert letter(plain(text.encode(charset.strip('"')), charset)).text == text


@pytest.mark.parametrize(
    ("claimed", "true"),
    [
        ("iso-8859-2", "windows-1250"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "windows-1250"),
        ("utf-8", "windows-1250"),
        ("x-unknown", "utf-8"),
        ("idna", "utf-8"),
        ("rot13", "utf-8"),
        ("zlib", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_charsets_that_lie(claimed: str, true: str) -> None:
    assert letter(plain("Še žejen Čuk".encode(true), claimed)).text == "Še žejen Čuk"


def test_quoted_printable_and_broken_ones() -> None:
    assert letter(plain(b"=8Aola =9Eivi=\n dalje", "windows-1250", "quoted-printable")).text == "Šola živi dalje"
    assert letter(plain(b"a=ZZb =", "utf-8", "quoted-printable")).text.startswith("a=ZZb")
    assert letter(plain(b"SGVqIQ", "utf-8", "base64")).text == "Hej!"
    assert "�" in letter(plain(b"a\x81b", "windows-1250")).text
    assert letter(plain("a\0b\u202ec\ud7ff".encode(), "utf-8")).text == "abc"


def mixed(*files: tuple[str, str, bytes], text: str = "Glejte", html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Maja <Maja@Komunala.example>"
    message["Message-ID"] = "<1@komunala.example>"
    if text:
        message.set_content(text)
    if html is not None:
        if text:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    for name, kind, data in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def test_files_and_their_names() -> None:
    found = letter(mixed(("števec.jpg", "image/jpeg", b"1"), ("../../etc/passwd", "text/plain", b"2")).as_bytes())
    assert found.files == (("števec.jpg", b"1"), ("../../etc/passwd", b"2"))
    assert (found.text, found.sender) == ("Glejte", "maja@komunala.example")
    raw = mixed(("x.pdf", "application/pdf", b"3")).as_bytes()
    raw = raw.replace(b'"x.pdf"', b'"=?utf-8?b?xaB0ZXZlYy5wZGY=?="')
    assert letter(raw).files[0][0] == "Števec.pdf"


def test_html_alone_becomes_text() -> None:
    html = """<html><head><style>p{x}</style><title>t</title></head><body><p>Ra&ccaron;un je
      <b>popravljen</b>.<br>Hvala &amp; lp</p><script>alert(1)</script><ul><li>eno</li><li>dve</li></ul>
      <div class="gmail_quote"><div>On 1. 1. X wrote:</div><blockquote>staro</blockquote></div></body></html>"""
    found = letter(mixed(text="", html=html).as_bytes())
    assert found.text == "Račun je popravljen.\nHvala & lp\n\n- eno\n- dve"
    assert text_of_html("<p>a<script>b") == "a"
    assert text_of_html("a</div></p></blockquote>b <<x> &#0; &#xD800;").startswith("a\n\nb")
    outlook = "<p>Nova</p><div id='divRplyFwdMsg'>Od: hišnik</div><p>staro</p>"
    assert text_of_html(outlook) == "Nova"


def test_a_logo_is_no_file_and_a_pasted_picture_is_one() -> None:
    message = mixed(text="x", html="<img src='cid:1'>")
    html = message.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(b"x" * 100, "image", "png", cid="<1>")
    html.add_related(b"x" * 30_000, "image", "png", cid="<2>", filename="slika.png")
    assert [name for name, _ in letter(message.as_bytes()).files] == ["slika.png"]


def test_a_mail_within_a_mail_and_a_signature() -> None:
    message = mixed()
    message.add_attachment(mixed(("a.exe", "application/x", b"1")))
    message.add_attachment(b"s", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    found = letter(message.as_bytes())
    assert [name for name, _ in found.files] == ["message.rfc822"]


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("From: maja@k.si", "maja@k.si"),
        ("From: Maja Novak <Maja@K.si>", "maja@k.si"),
        ('From: "info@k.si" <zlo@x.si>', "zlo@x.si"),
        ("From: info@k.si <zlo@x.si>", ""),
        ("From: info@k.si, zlo@x.si", ""),
        ("From: <info@k.si> <zlo@x.si>", ""),
        ("From: info@k.si\nFrom: zlo@x.si", ""),
        ("From: info@k.si (zlo@x.si)", ""),
        ("From: =?utf-8?q?=C5=A0pela?= <spela@k.si>", "spela@k.si"),
        ("From: =?utf-8?q?info=40k.si?=", ""),
        ("From:", ""),
        ("Subject: x", ""),
    ],
)
def test_senders(given: str, sender: str) -> None:
    assert letter(f"{given}\nContent-Type: text/plain\n\nx").sender == sender


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x",
        "Precedence: bulk",
        "Precedence: list",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "Message-ID: <hisnik-ticket-7@hisnik.example>",
        'Content-Type: multipart/report; boundary="b"',
    ],
)
def test_nobody_wrote_it(headers: str) -> None:
    assert letter(f"From: maja@k.si\n{headers}\n\nx").automatic


@pytest.mark.parametrize("envelope", ["", "<>", "MAILER-DAEMON@k.si", "postmaster@k.si"])
def test_reports_have_no_sender(envelope: str) -> None:
    assert letter("From: maja@k.si\n\nx", envelope).automatic


def test_a_person_wrote_it() -> None:
    assert not letter("From: maja@k.si\nAuto-Submitted: no\nMessage-ID: <1@k.si>\n\nx").automatic


def test_the_same_mail_is_known_again() -> None:
    first = letter("From: a@k.si\nMessage-ID: <1@k.si>\n\nx")
    assert first.reference == letter("From: a@k.si\nMessage-ID: <1@k.si>\nReceived: again\n\nx").reference
    assert first.reference != letter("From: a@k.si\nMessage-ID: <2@k.si>\n\nx").reference
    assert letter("From: a@k.si\n\nx").reference != letter("From: a@k.si\n\ny").reference


BROKEN = {
    "empty": b"",
    "no body": b"From: a@k.si",
    "no end": b'From: a@k.si\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nx',
    "no boundary": b"From: a@k.si\nContent-Type: multipart/mixed\n\nx",
    "type": b"From: a@k.si\nContent-Type: ;;;=\n\nx",
    "encoding": b"From: a@k.si\nContent-Transfer-Encoding: x-rot\n\nx",
    "date": b"From: \xff\xfe@k.si\nDate: \x00\nMessage-ID: \xff\n\n\xff",
    "name": b"From: a@k.si\nContent-Type: image/png; name*0*=utf-99''%ff; name*2=x\n\nx",
    "name 2": b"From: a@k.si\nContent-Disposition: attachment; filename*=utf-8'%zz\n\nx",
}


@pytest.mark.parametrize("which", BROKEN)
def test_broken_ones_are_read_or_refused(which: str) -> None:
    try:
        assert isinstance(letter(BROKEN[which]), Letter)
    except Unreadable:
        assert which in {"date", "name", "name 2"}


def test_what_is_made_to_be_a_burden() -> None:
    nested = b"From: a@k.si\n"
    for n in range(3000):
        nested += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n)
    with pytest.raises(Unreadable):
        letter(nested + b"\nx")
    with pytest.raises(Unreadable):
        letter(b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 20_000)


OUR_LINE = "----- Odgovor napišite nad to črto -----"


@pytest.mark.parametrize(
    "text",
    [
        f"Pridemo jutri.\n\nV V pet., 27. nov. 2026 ob 10:00 je hišnik <a@b.si> napisal/-a:\n\n> {OUR_LINE}\n> staro",
        f"Pridemo jutri.\n\nOn Fri, 27 Nov 2026 at 10:00, hišnik\n<a@b.si> wrote:\n> {OUR_LINE}\n> staro",
        f"Pridemo jutri.\n\n{OUR_LINE}\nstaro",
        "Pridemo jutri.\n\n----- Odgovor napišite nad to\nčrto -----\nstaro",
        "Pridemo jutri.\n\n----- Please write your answer above this line -----\nstaro",
        "Pridemo jutri.\n\n________________________________\nOd: hišnik <a@b.si>\nPoslano: petek\nZa: Maja\nZadeva: x\n\nstaro",
        "Pridemo jutri.\n\nFrom: hišnik <a@b.si>\nSent: Friday\nTo: Maja\nSubject: x\n\nstaro",
        "Pridemo jutri.\n\n-----Original Message-----\nFrom: x\nstaro",
        "Pridemo jutri.\n-- \nMaja Novak\nKomunala",
        "Pridemo jutri.\n\nPoslano iz mojega telefona",
        "Pridemo jutri.\n\nSent from my iPhone\n\n> staro",
        "On Fri, 27 Nov 2026 hišnik <a@b.si> wrote:\n> staro\n> še\n\nPridemo jutri.",
    ],
)
def test_what_is_new(text: str) -> None:
    assert written(text) == "Pridemo jutri."


@pytest.mark.parametrize(
    "text",
    [
        "Od 1. 12. velja nov cenik:\n- voda",
        "Od: 8. ure dalje smo tu.",
        "Cena:\n\n- 5 EUR --- z DDV\n--- konec",
        "Pišite na info@k.si ob 8:00:\n\nhvala",
    ],
)
def test_what_only_looks_like_history(text: str) -> None:
    assert written(text) == text
