"""Requests to an application in the same process: what it is given, and what becomes of its errors."""

import json
from typing import Any

from bot.in_process import InProcess


async def _tells(scope: Any, receive: Any, send: Any) -> None:
    body = (await receive())["body"].decode()
    told = {
        "path": scope["path"],
        "query": scope["query_string"].decode(),
        "body": body,
        "headers": len(scope["headers"]),
    }
    await send({"type": "http.response.start", "status": 201, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()[:5], "more_body": True})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()[5:]})


async def _breaks(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    raise RuntimeError("in the middle")


async def test_a_request_arrives_whole_and_so_does_its_answer() -> None:
    answer = await InProcess(_tells, "token").request("POST", "/v1/č/a?b=c d", content="{}", headers={"X-Key": "1"})
    assert answer.status_code == 201
    told = json.loads(answer.content)
    assert (told["path"], told["body"]) == ("/v1/č/a", "{}")
    asked = await InProcess(_tells, "token").request("GET", "/v1/a", params={"number": "1 & 2"})
    assert json.loads(asked.content)["query"] == "number=1+%26+2"


async def test_half_an_answer_is_a_500() -> None:
    answer = await InProcess(_breaks, "token").request("GET", "/")
    assert (answer.status_code, answer.content) == (500, b"")
