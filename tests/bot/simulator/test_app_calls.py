"""Tokens, contacts and to-dos."""

from typing import Any

import pytest

from bot.simulator import Driver
from tests.bot.simulator.conftest import Bot

TASKS = "/v1.0/todo/users/union-kaohe/tasks"
URLS = {"appUrl": "https://example.com/t", "pcUrl": "https://example.com/t"}


async def test_the_same_token_is_given_while_it_is_valid(app: Bot, people: Driver) -> None:
    first = app.token
    await app.log_in()
    assert app.token == first
    await people.advance(7201)
    assert (await app.send(["jingban"], {"content": "x"}))[1]["code"] == "InvalidAuthentication"
    await app.log_in()
    assert app.token != first


async def test_a_wrong_secret_gets_no_token(app: Bot) -> None:
    _, told = await app.call("POST", "/v1.0/oauth2/accessToken", {"appKey": "x", "appSecret": "y"})
    assert told["code"] == "invalidClientIdOrSecret"
    _, told = await app.call("POST", "/v1.0/oauth2/accessToken", {"appkey": "x"})
    assert told["code"] == "invalidParameter"


async def test_the_token_of_an_organisation(app: Bot) -> None:
    settings = app.settings
    body = {
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "grant_type": "client_credentials",
    }
    path = f"/v1.0/oauth2/{settings.corp_id}/token"
    assert (await app.call("POST", path, body))[1] == {"access_token": app.token, "expires_in": 7200}
    assert (await app.call("POST", path, {**body, "client_secret": "x"}))[1]["code"] == "invalid.client"
    assert (await app.call("POST", path, {**body, "grant_type": "x"}))[1]["code"] == "unsupported.grant.type"


async def test_contacts_know_the_cast_and_its_units(app: Bot) -> None:
    found = await app.old("/topapi/v2/user/get", {"userid": "jingban", "language": "zh_CN"})
    assert found["result"]["name"] == "经办甲"
    assert found["result"]["unionid"] == "union-jingban"
    departments = await app.old("/topapi/v2/department/listsub", {"dept_id": 1})
    assert [one["name"] for one in departments["result"]] == ["办公室"]
    assert found["result"]["dept_id_list"] == [departments["result"][0]["dept_id"]]
    below = await app.old("/topapi/v2/department/listsub", {"dept_id": departments["result"][0]["dept_id"]})
    assert below["result"] == []
    found = await app.old("/topapi/user/getbyunionid", {"unionid": "union-lingdao"})
    assert found["result"]["userid"] == "lingdao"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/topapi/v2/user/get", {"userid": "nobody"}, 33012),
        ("/topapi/user/getbyunionid", {"unionid": "x"}, 60121),
        ("/topapi/v2/department/listsub", {"dept_id": 99}, 60003),
        ("/topapi/v2/department/listsub", {"dept_id": "x"}, 400002),
    ],
)
async def test_the_old_api_refuses_inside_a_200(app: Bot, path: str, body: Any, code: int) -> None:
    assert (await app.old(path, body))["errcode"] == code


async def test_the_old_api_takes_forms_too(app: Bot) -> None:
    url = f"{app.simulator.url}/topapi/v2/user/get"
    async with app.session.post(url, params={"access_token": app.token}, data={"userid": "kaohe"}) as response:
        assert (await response.json())["result"]["name"] == "考核办甲"


async def test_a_todo_is_made_once_and_changed(app: Bot, people: Driver) -> None:
    body = {"subject": "自评", "sourceId": "t-1", "executorIds": ["union-jingban"], "detailUrl": URLS, "dueTime": 1}
    status, made = await app.call("POST", TASKS, body, params={"operatorId": "union-kaohe"})
    assert (status, made["done"], made["subject"]) == (200, False, "自评")
    assert (await app.call("POST", TASKS, body))[1]["message"] == "task exist"

    _, told = await app.call("PUT", f"{TASKS}/{made['id']}", {"done": True})
    assert told["result"]
    assert (await people.get("state"))["todos"][0]["done"]
    assert (await app.call("PUT", f"{TASKS}/{made['id']}", {"executorIds": ["x"]}))[0] == 400
    assert (await app.call("PUT", f"{TASKS}/none", {"done": True}))[0] == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"subject": "长" * 1025},
        {"description": "长" * 4097},
        {"detailUrl": None},
        {"executorIds": ["jingban"]},
        {"title": "x"},
    ],
)
async def test_a_wrong_todo_is_refused(app: Bot, changes: Any) -> None:
    body = {"subject": "自评", "detailUrl": URLS, **changes}
    assert (await app.call("POST", TASKS, body))[0] == 400
