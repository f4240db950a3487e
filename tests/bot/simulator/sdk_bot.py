"""The unchanged dingtalk-stream client as a bot in a process of its own: it answers, acks, and says what it saw."""

import os
import sys
from typing import Any

import dingtalk_stream

OK = dingtalk_stream.AckMessage.STATUS_OK


def saw(what: str) -> None:
    print(what, flush=True)


async def hear(handler: Any, callback: Any) -> tuple[int, str]:
    message = dingtalk_stream.ChatbotMessage.from_dict(callback.data)
    text = message.text.content.strip()
    saw(f"message {message.sender_staff_id} {text}")
    handler.reply_text(f"收到：{text}", message)
    return OK, "OK"


async def feel(handler: Any, callback: Any) -> tuple[int, dict[str, object]]:
    tapped = dingtalk_stream.CardCallbackMessage.from_dict(callback.data)
    code = tapped.content["cardPrivateData"]["params"]["code"]
    saw(f"tap {tapped.user_id} {tapped.card_instance_id} {code}")
    options = {"updatePrivateDataByKey": True}
    return OK, {"cardUpdateOptions": options, "userPrivateData": {"cardParamMap": {"status": "已确认"}}}


async def notice(handler: Any, event: Any) -> tuple[int, str]:
    saw(f"event {event.headers.event_type}")
    return OK, "OK"


def handler(base: Any, process: Any) -> Any:
    """A handler of the SDK's own kind, which does this."""
    return type(process.__name__, (base,), {"process": process})()


def main() -> None:
    client_id, client_secret = sys.argv[1:]
    client = dingtalk_stream.DingTalkStreamClient(dingtalk_stream.Credential(client_id, client_secret))
    client.register_all_event_handler(handler(dingtalk_stream.EventHandler, notice))
    hearing = handler(dingtalk_stream.ChatbotHandler, hear)
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, hearing)
    feeling = handler(dingtalk_stream.CallbackHandler, feel)
    client.register_callback_handler(dingtalk_stream.CallbackHandler.TOPIC_CARD_CALLBACK, feeling)
    saw(f"endpoint {os.environ['DINGTALK_OPENAPI_ENDPOINT']}")
    client.start_forever()


if __name__ == "__main__":
    main()
