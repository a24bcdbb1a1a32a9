"""Four transports in, Telegram's answers out."""

import httpx
import pytest

from tests.telegram_server.standin import StandIn


async def test_all_transports_carry_the_same(telegram: StandIn, raw: httpx.AsyncClient) -> None:
    ana = telegram.person()
    telegram.user_starts(ana)
    values = {"chat_id": str(ana.id), "text": "0042"}
    await raw.get("sendMessage", params=values)
    await raw.post("sendmessage", data=values)
    await raw.post("SENDMESSAGE", json={"chat_id": ana.id, "text": "0042"})
    await raw.post("sendMessage", files={name: (None, value) for name, value in values.items()})
    assert telegram.texts(ana) == ["0042"] * 4  # numeric text stays text


async def test_json_inside_a_textual_transport(telegram: StandIn, raw: httpx.AsyncClient) -> None:
    ana = telegram.person()
    telegram.user_starts(ana)
    markup = '{"inline_keyboard":[[{"text":"Da","callback_data":"x"}]]}'
    answer = await raw.post("sendMessage", data={"chat_id": ana.id, "text": "1", "reply_markup": markup})
    assert answer.json()["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Da"
    broken = await raw.post("sendMessage", data={"chat_id": ana.id, "text": "1", "reply_markup": "{"})
    assert broken.json()["description"] == "Bad Request: can't parse reply markup JSON object"


@pytest.mark.parametrize(
    ("method", "values", "code", "description"),
    [
        ("noSuchThing", {}, 404, "Not Found: method not found"),
        ("sendMessage", {"text": "a"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 5, "text": "a"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 1001}, 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 1001, "text": " \n"}, 400, "Bad Request: message text is empty"),
        ("sendPhoto", {"chat_id": 1001}, 400, "Bad Request: there is no photo in the request"),
        ("getFile", {"file_id": "zz"}, 400, "Bad Request: invalid file_id"),
        ("setWebhook", {"url": "ftp://x"}, 400, "Bad Request: bad webhook: invalid webhook URL specified"),
    ],
)
async def test_refusals_are_telegrams(
    telegram: StandIn, raw: httpx.AsyncClient, method: str, values: dict[str, object], code: int, description: str
) -> None:
    telegram.user_starts(telegram.person())
    answer = await raw.post(method, json=values)
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


async def test_a_foreign_token_is_refused(telegram: StandIn) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{telegram.base_url}/bot1:nobody/getMe")
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_colon_of_a_file_address_may_be_escaped(telegram: StandIn, raw: httpx.AsyncClient) -> None:
    ana = telegram.person()
    message = telegram.user_sends_kind(ana, "document", data=b"abc")
    path = (await raw.get("getFile", params={"file_id": message.file_id or ""})).json()["result"]["file_path"]
    token = telegram.token.replace(":", "%3A")
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{telegram.base_url}/file/bot{token}/{path}")).content == b"abc"
