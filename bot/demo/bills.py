"""What is printed on the sample bills: the codes that a visitor of the demo types. The data are ``backend/demo/csv``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bill:
    """``secret`` None: this provider has one personal code only."""

    slug: str
    provider: str
    payer: str
    address: str
    code: str
    secret_label: str
    secret: str | None
    try_this: tuple[str, ...]


BILLS = (
    Bill(
        "komunala",
        "Komunala Zgled d.o.o.",
        "Janez Novak",
        "Stara ulica 1, 1352 Preserje",
        "123456",
        "demo-invoice-number",
        "202600876",
        ("stanje 1834", "poraba za zadnje leto", "zadnji račun"),
    ),
    Bill(
        "upravnik",
        "Upravnik Zgled d.o.o.",
        "Ana Kranjc",
        "Gosposvetska 7, 2000 Maribor",
        "4711",
        "demo-password",
        "Lipa-4821",
        ("hladna 512,6 topla 233,4", "odprte postavke", "kako plačam"),
    ),
    Bill(
        "odpadki",
        "Odpadki Zgled d.o.o.",
        "Zlatko Črnič",
        "Žabja vas 4, 8000 Novo mesto",
        "990017",
        "demo-password",
        None,
        ("cenik", "uradne ure", "zadnji račun"),
    ),
)
