"""What the demo data is grown from: companies, payers, meters, prices. Names, addresses and accounts are samples.

The accounts have a valid form and belong to bank 99, which does not exist: nobody can be paid by mistake.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Row = tuple[str, ...]

PROVIDERS_HEAD = (
    "slug;name;kind;street;post_code;town;phone;emergency_phone;email;website;tax_number;iban;secret_kind;"
    "single_access;window_from_day;window_to_day;services;widget_origins"
)
PROVIDERS: tuple[Row, ...] = (
    ("komunala", "Komunala Zgled d.o.o.", "utility", "Podpeška cesta 2", "1352", "Preserje", "+386 1 555 01 00",
     "+386 41 555 011", "info@komunala-zgled.example", "https://komunala-zgled.example", "99999919",
     "SI56990010000000116", "invoice_number", "ne", "25", "3", "water_cold water_waste waste",
     "https://komunala-zgled.example http://localhost:* http://127.0.0.1:*"),
    ("upravnik", "Upravnik Zgled d.o.o.", "building_manager", "Slovenska ulica 12", "2000", "Maribor",
     "+386 2 555 02 00", "+386 41 555 022", "pisarna@upravnik-zgled.example", "https://upravnik-zgled.example",
     "99999927", "SI56990020000000261", "password", "ne", "20", "28", "water_cold water_hot heat",
     "https://upravnik-zgled.example"),
    ("odpadki", "Odpadki Zgled d.o.o.", "waste", "Podbevškova ulica 8", "8000", "Novo mesto", "+386 7 555 03 00",
     "", "info@odpadki-zgled.example", "", "91000025", "SI56990030000000309", "none", "da", "", "", "waste", ""),
)  # fmt: skip

RULES_HEAD = "provider;steps;decent_from;decent_until;on_sundays;on_holidays;per_second"
RULES: tuple[Row, ...] = (
    ("komunala", "opens 3 0", "08:00", "20:00", "ne", "ne", "25"),
    ("upravnik", "7 2 0", "09:00", "19:00", "ne", "ne", "25"),
)
HOURS_HEAD = "provider;weekday;opens;closes"
HOURS: tuple[Row, ...] = (
    ("komunala", "pon", "08:00", "14:00"),
    ("komunala", "tor", "08:00", "14:00"),
    ("komunala", "sre", "08:00", "10:00"),
    ("komunala", "sre", "13:00", "15:00"),
    ("komunala", "čet", "08:00", "14:00"),
    ("komunala", "pet", "08:00", "12:00"),
    ("upravnik", "pon", "09:00", "12:00"),
    ("upravnik", "sre", "08:00", "10:00"),
    ("upravnik", "sre", "13:00", "15:00"),
    ("upravnik", "pet", "09:00", "12:00"),
    ("odpadki", "pon", "07:00", "14:00"),
    ("odpadki", "tor", "07:00", "14:00"),
    ("odpadki", "sre", "08:00", "10:00"),
    ("odpadki", "sre", "13:00", "15:00"),
    ("odpadki", "čet", "07:00", "14:00"),
    ("odpadki", "pet", "07:00", "13:00"),
)

EXCEPTIONS_HEAD = "provider;day;opens;closes;note"
EXCEPTIONS: tuple[Row, ...] = (
    ("komunala", "2026-12-24", "08:00", "12:00", "božični večer"),
    ("komunala", "2026-12-31", "08:00", "11:00", "silvestrovo"),
    ("upravnik", "2026-12-30", "", "", "letna inventura"),
    ("odpadki", "2026-12-24", "07:00", "10:00", ""),
    ("odpadki", "2026-12-24", "11:00", "13:00", ""),
    ("odpadki", "2026-12-31", "07:00", "11:00", "silvestrovo"),
)

PAYERS_HEAD = "provider;code;name;street;post_code;town;password"
PAYERS: tuple[Row, ...] = (
    ("komunala", "123456", "Janez Novak", "Stara ulica 1", "1352", "Preserje", ""),
    ("komunala", "123457", "Janez Novak", "Vrtna pot 3", "1352", "Preserje", ""),
    ("komunala", "204880", "Marija Kovač", "Nova cesta 12", "1352", "Preserje", ""),
    ("upravnik", "4711", "Ana Kranjc", "Gosposvetska 7", "2000", "Maribor", "Lipa-4821"),
    ("upravnik", "4712", "Béla Kovács", "Gosposvetska 7", "2000", "Maribor", "Breza-1177"),
    ("odpadki", "990017", "Zlatko Črnič", "Žabja vas 4", "8000", "Novo mesto", ""),
)
POINTS = {"123456": "OM-1001", "123457": "OM-1002", "204880": "OM-1003", "4711": "OM-2001", "4712": "OM-2002",
          "990017": "OM-3001"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeterSample:
    """A meter and how its history is grown, backwards from the last reading.

    ``months`` uses between readings are known; ``year`` is the usual use of January … December. ``first``: the history
    begins with the meter's installation instead of a reading before it.
    """

    provider: str
    payer: str
    serial: str
    service: str
    unit: str
    decimals: int
    dimension: str
    installed_on: date
    start: str
    last: str
    last_on: date
    year: str
    months: int = 36
    removed_on: date | None = None
    final: str = ""
    first: bool = False
    estimates: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


KOMUNALA_OCTOBER = date(2026, 10, 27)
HOUSE = "10 9 10 11 12 13 14 13 11 11 10 10"
METERS: tuple[MeterSample, ...] = (
    MeterSample("komunala", "123456", "88213377", "water_cold", "m3", 0, "DN20", date(2012, 11, 5), "0", "1821",
                KOMUNALA_OCTOBER, HOUSE, estimates=("2024-08",)),
    MeterSample("komunala", "123457", "88213401", "water_cold", "m3", 0, "DN20", date(2022, 5, 10), "98796", "99981",
                date(2026, 10, 26), "18 17 18 20 24 28 31 30 25 22 20 18", estimates=("2024-12",),
                gaps=("2025-01", "2025-02")),
    MeterSample("komunala", "204880", "70015519", "water_cold", "m3", 0, "DN20", date(2006, 6, 12), "0", "4402",
                date(2026, 7, 27), "13 12 13 14 15 17 18 17 14 14 13 13", months=33, removed_on=date(2026, 8, 14),
                final="4410"),
    MeterSample("komunala", "204880", "90112254", "water_cold", "m3", 0, "DN20", date(2026, 8, 14), "0", "34",
                KOMUNALA_OCTOBER, "13 12 13 14 15 17 18 6 14 14 13 13", months=3, first=True),
    MeterSample("upravnik", "4711", "11200871", "water_cold", "m3", 1, "DN15", date(2017, 9, 4), "0", "512,4",
                date(2026, 10, 24), "4,4 4,1 4,4 4,6 4,9 5,2 5,4 4,8 4,7 4,6 4,4 4,5"),
    MeterSample("upravnik", "4711", "11200872", "water_hot", "m3", 1, "DN15", date(2017, 9, 4), "0", "233,1",
                date(2026, 10, 24), "2,5 2,4 2,4 2,2 2,0 1,8 1,6 1,5 1,9 2,2 2,4 2,5"),
    MeterSample("upravnik", "4711", "55009128", "heat", "MWh", 3, "", date(2022, 9, 1), "0", "15,872",
                date(2026, 10, 24), "0,742 0,655 0,487 0,236 0,058 0 0 0 0,031 0,264 0,498 0,701"),
    MeterSample("upravnik", "4712", "11200873", "water_cold", "m3", 1, "DN15", date(2017, 9, 4), "0", "301,7",
                date(2026, 10, 24), "2,6 2,4 2,6 2,7 2,9 3,1 3,2 2,6 2,8 2,7 2,6 2,6"),
    MeterSample("upravnik", "4712", "11200874", "water_hot", "m3", 1, "DN15", date(2017, 9, 4), "0", "144,2",
                date(2026, 10, 24), "1,5 1,4 1,4 1,3 1,2 1,1 1,0 0,9 1,1 1,3 1,4 1,5", estimates=("2025-02",)),
)  # fmt: skip

PRICES_HEAD = "provider;valid_from;position;service;description;unit;unit_price;vat_rate"


@dataclass(frozen=True, slots=True)
class PriceSample:
    """A line of both price lists: the price from 2025-01-01 and the one from 2026-01-01."""

    provider: str
    service: str
    description: str
    unit: str
    in_2025: str
    in_2026: str
    vat_rate: str

    def price(self, year: int) -> Decimal:
        """Euros a unit, without VAT."""
        return Decimal((self.in_2026 if year >= 2026 else self.in_2025).replace(",", "."))


PRICES: tuple[PriceSample, ...] = (
    PriceSample("komunala", "water_cold", "Vodarina", "m3", "0,7012", "0,7332", "9,5"),
    PriceSample("komunala", "water_cold", "Omrežnina, vodomer DN20", "mesec", "4,0350", "4,2150", "9,5"),
    PriceSample("komunala", "water_cold", "Vzdrževanje vodomera", "mesec", "0,9500", "0,9500", "22"),
    PriceSample("komunala", "water_waste", "Odvajanje odpadne vode", "m3", "0,3720", "0,3865", "9,5"),
    PriceSample("komunala", "water_waste", "Čiščenje odpadne vode", "m3", "0,6244", "0,6482", "9,5"),
    PriceSample("komunala", "water_waste", "Omrežnina, odvajanje in čiščenje", "mesec", "3,8240", "3,9820", "9,5"),
    PriceSample("komunala", "water_waste", "Okoljska dajatev", "m3", "0,0528", "0,0528", ""),
    PriceSample("komunala", "waste", "Zbiranje in odvoz odpadkov", "mesec", "7,1880", "7,4400", "9,5"),
    PriceSample("komunala", "waste", "Biološki odpadki, posoda 120 l", "mesec", "1,7420", "1,8340", "9,5"),
    PriceSample("upravnik", "water_cold", "Hladna voda", "m3", "1,9120", "1,9840", "9,5"),
    PriceSample("upravnik", "water_hot", "Topla voda", "m3", "6,0480", "6,2150", "22"),
    PriceSample("upravnik", "heat", "Ogrevanje", "MWh", "96,2000", "98,4500", "22"),
    PriceSample("upravnik", "other", "Upravljanje stavbe", "mesec", "8,6000", "8,9000", "22"),
    PriceSample("upravnik", "other", "Čiščenje skupnih prostorov", "mesec", "6,1200", "6,4800", "22"),
    PriceSample("upravnik", "electricity", "Elektrika skupnih prostorov", "mesec", "3,1470", "3,2210", "22"),
    PriceSample("upravnik", "other", "Rezervni sklad", "mesec", "14,2500", "14,2500", ""),
    PriceSample("odpadki", "waste", "Zbiranje mešanih odpadkov, posoda 120 l", "mesec", "6,8420", "7,0160", "9,5"),
    PriceSample("odpadki", "waste", "Zbiranje bioloških odpadkov", "mesec", "2,1130", "2,1980", "9,5"),
    PriceSample("odpadki", "waste", "Obdelava odpadkov", "mesec", "2,4870", "2,6040", "9,5"),
    PriceSample("odpadki", "waste", "Odlaganje odpadkov", "mesec", "0,8120", "0,8450", "9,5"),
    PriceSample("odpadki", "waste", "Okoljska dajatev za odlaganje", "mesec", "0,1870", "0,1870", ""),
)
PRICE_LISTS = (date(2025, 1, 1), date(2026, 1, 1))
