"""The unchanged dingtalk-stream client, which acks whatever comes; its endpoint is in the environment."""

import logging

import dingtalk_stream
from dingtalk_stream import AckMessage, CallbackHandler, CallbackMessage, ChatbotMessage


class Echo(CallbackHandler):  # type: ignore[misc]
    """Says OK and does nothing."""

    async def process(self, callback: CallbackMessage) -> tuple[int, str]:
        return AckMessage.STATUS_OK, "OK"


def main() -> None:
    """Connect and stay."""
    logger = logging.getLogger("bench")
    logger.setLevel(logging.CRITICAL)
    client = dingtalk_stream.DingTalkStreamClient(dingtalk_stream.Credential("bench", "bench"), logger=logger)
    client.register_callback_handler(ChatbotMessage.TOPIC, Echo())
    client.start_forever()


if __name__ == "__main__":
    main()
