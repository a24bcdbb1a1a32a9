"""The edge: keys, tokens, and requests that don't fit the contract."""

import asyncio

import httpx

from tests.backend.people import meet


async def test_same_key_at_once_has_one_effect(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    body = {"chat_id": person.chat_id, "provider": "komunala", "payer_code": "123456", "secret": "wrong"}
    answers = await asyncio.gather(*(person.post("links", body, key="one") for _ in range(6)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(409, answers[0].content)}
    other = await person.post("links", body | {"secret": "202600876"}, key="one")
    assert other.json()["code"] == "idempotency_key_reused"
    assert (await person.link()).status_code == 200


async def test_no_token_no_stored_answer(http: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "k", "Authorization": "Bearer wrong"}
    assert (await http.put("/v1/chats/web/1", json={"language": "sl"}, headers=headers)).status_code == 401


async def test_a_malformed_request_is_not_echoed(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    answer = await person.post("links", {"secret": ["very-secret"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert "very-secret" not in answer.text
