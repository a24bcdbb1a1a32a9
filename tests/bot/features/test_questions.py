"""Pure parts of the features: periods of the chart, whose meter a value is."""

from datetime import date
from decimal import Decimal

import pytest

from backend.consumption.contract import Grain
from backend.contract import Service
from backend.meters.contract import MeterView
from bot.dialogue.context import Wish
from bot.features.consumption import Question, question_of
from bot.features.naming import asked_period, month_end, months_later, number_arg
from bot.features.readings.meters import assign, by_words
from nlu.interpreter import Entity

TODAY = date(2026, 11, 27)


def meter(key: int, serial: str, service: Service, decimals: int = 1) -> MeterView:
    return MeterView(
        id=key,
        metering_point="OM-2001",
        serial=serial,
        service=service,
        unit="m3",
        digits=5,
        decimals=decimals,
        dimension=None,
        installed_on=date(2020, 1, 1),
        removed_on=None,
        last_value=Decimal(100),
        last_taken_on=date(2026, 10, 24),
    )


COLD = meter(1, "11200871", Service.water_cold)
HOT = meter(2, "11200872", Service.water_hot)
HEAT = meter(3, "55009128", Service.heat, 3)
METERS = [COLD, HOT, HEAT]


def test_default_question_is_the_last_twelve_months() -> None:
    assert question_of(Wish("show_consumption"), TODAY) == Question(
        date(2025, 12, 1), date(2026, 11, 30), Grain.month, False
    )


def test_quarters_are_whole() -> None:
    asked = question_of(Wish("show_consumption", text="poraba po četrtletjih"), TODAY)
    assert asked == Question(date(2025, 10, 1), date(2026, 12, 31), Grain.quarter, False)


def test_compare_with_last_year_draws_this_year() -> None:
    period = Entity("period", "2025-01-01/2025-12-31", 12, 16)
    asked = question_of(Wish("show_consumption", (period,), text="primerjaj z lani"), TODAY)
    assert asked == Question(date(2026, 1, 1), date(2026, 11, 30), Grain.month, True)


def test_a_button_carries_its_question() -> None:
    args = {"s": "250101", "e": "251231", "g": "q", "c": "1"}
    asked = question_of(Wish("show_consumption", args=args), TODAY)
    assert asked == Question(date(2025, 1, 1), date(2025, 12, 31), Grain.quarter, True)


@pytest.mark.parametrize("args", [{"s": "999999", "e": "251231"}, {"s": "", "e": ""}, {"s": "250101"}])
def test_forged_periods_are_no_periods(args: dict[str, str]) -> None:
    assert asked_period(Wish("show_consumption", args=args)) is None


@pytest.mark.parametrize("value", ["", "abc", "-1", "٣", "1" * 30, "1.5"])
def test_forged_keys_are_no_keys(value: str) -> None:
    assert number_arg(Wish("show_invoices", args={"id": value}), "id") is None


def test_months() -> None:
    assert months_later(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)


def test_values_go_to_the_meters_of_their_services() -> None:
    text = "hladna 512,6 topla 233,4"
    entities = (
        Entity("service", "water_cold", 0, 6, "1"),
        Entity("reading_value", "512.6", 7, 12, "1"),
        Entity("service", "water_hot", 13, 18, "2"),
        Entity("reading_value", "233.4", 19, 24, "2"),
    )
    found = assign(text, entities, METERS, "sl")
    assert found.values == {1: Decimal("512.6"), 2: Decimal("233.4")}
    assert not found.loose


def test_a_value_without_a_meter_stays_loose() -> None:
    found = assign("stanje 700", (Entity("reading_value", "700", 7, 10),), METERS, "sl")
    assert (found.values, found.loose) == ({}, [Decimal(700)])


def test_a_dot_is_read_by_the_meter() -> None:
    entities = (Entity("service", "heat", 0, 7, "1"), Entity("reading_value", "15872", 8, 14, "1"))
    assert assign("toplota 15.872", entities, METERS, "sl").values == {3: Decimal("15.872")}


def test_an_unknown_serial_is_told_and_its_value_goes_nowhere() -> None:
    entities = (Entity("meter_serial", "99999999", 0, 8, "1"), Entity("reading_value", "12", 9, 11, "1"))
    found = assign("99999999 12", entities, [COLD], "sl")
    assert (found.values, found.unknown) == ({}, ["99999999"])


def test_last_digits_of_a_serial_name_a_meter() -> None:
    assert by_words("na 0872", METERS) == HOT
    assert by_words("na 1120", METERS) is None
