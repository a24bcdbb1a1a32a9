"""The token bucket by itself."""

from bot.channels.web.limits import MOST_BUCKETS, Limiter


def test_a_burst_then_the_rate() -> None:
    limiter = Limiter(per_minute=60, burst=2)
    assert [limiter.allow("a", 0.0) for _ in range(3)] == [True, True, False]
    assert not limiter.allow("a", 0.5)
    assert limiter.allow("a", 1.1)
    assert not limiter.allow("a", 1.2)


def test_a_long_pause_gives_no_more_than_the_burst() -> None:
    limiter = Limiter(per_minute=60, burst=2)
    limiter.allow("a", 0.0)
    assert [limiter.allow("a", 1e6) for _ in range(3)] == [True, True, False]


def test_very_many_keys_take_a_bounded_place() -> None:
    limiter = Limiter(per_minute=1, burst=1)
    for number in range(MOST_BUCKETS + 10):
        limiter.allow(str(number), 0.0)
    assert len(limiter._buckets) == MOST_BUCKETS
    assert not limiter.allow(str(MOST_BUCKETS + 9), 0.0)
