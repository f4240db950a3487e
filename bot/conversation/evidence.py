"""The duty of handing in: gathered, placed, receipted, amended, taken back."""

from bot.conversation import amending, gathering, handing_in, placing
from bot.conversation.duty import Duty
from bot.understanding.intents import Intent

EVIDENCE = Duty(
    name="evidence",
    intents={
        Intent.HAND_IN: handing_in.hand_in,
        Intent.WITHDRAW: amending.withdraw_by_words,
        Intent.FINISH: gathering.finish_by_words,
    },
    verbs={
        "evidence.close": gathering.close,
        "summary.paper": gathering.as_paper,
        "evidence.caption": gathering.caption,
        "evidence.finish": gathering.finish,
        "evidence.place": placing.place,
        "evidence.other": placing.other,
        "evidence.drop": placing.drop,
        "evidence.withdraw": amending.withdraw,
        "evidence.move": amending.move,
        "evidence.also": amending.also,
        "evidence.more": amending.more,
    },
    listens=handing_in.listen,
)
