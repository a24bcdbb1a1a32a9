"""The breaker alone: when it opens, who tries, and what closes it."""

from nlu.breaker import Breaker
from tests.nlu.rasa.conftest import Seconds


def failed(breaker: Breaker, times: int) -> None:
    for _time in range(times):
        assert breaker.admits()
        breaker.failed()


def test_failures_in_a_row_open_it() -> None:
    breaker = Breaker(Seconds(), failures=3, pause=30)
    failed(breaker, 2)
    breaker.succeeded()
    failed(breaker, 2)
    assert (breaker.open, breaker.admits()) == (False, True)
    breaker.failed()
    assert (breaker.open, breaker.admits()) == (True, False)


def test_one_tries_after_each_pause() -> None:
    seconds = Seconds()
    breaker = Breaker(seconds, failures=1, pause=30)
    failed(breaker, 1)
    for _pause in range(3):
        seconds.now += 29.9
        assert not breaker.admits()
        seconds.now += 0.1
        assert [breaker.admits(), breaker.admits()] == [True, False]
        breaker.failed()


def test_who_tries_and_says_nothing_blocks_nobody_for_long() -> None:
    seconds = Seconds()
    breaker = Breaker(seconds, failures=1, pause=30)
    failed(breaker, 1)
    seconds.now += 30
    assert breaker.admits()
    seconds.now += 30
    assert breaker.admits()


def test_a_success_closes_it_and_counts_anew() -> None:
    seconds = Seconds()
    breaker = Breaker(seconds, failures=2, pause=30)
    failed(breaker, 2)
    seconds.now += 30
    assert breaker.admits()
    breaker.succeeded()
    failed(breaker, 1)
    assert breaker.admits()
