"""Every duty of the conversation, in the order they are asked; the last one is never silent."""

from bot.conversation.abstaining import ABSTAINING
from bot.conversation.alternates import ALTERNATES
from bot.conversation.asking import ASKING
from bot.conversation.assign import ASSIGN
from bot.conversation.by_role import BY_ROLE
from bot.conversation.claims import CLAIMS
from bot.conversation.claims_sorted import SORTING
from bot.conversation.common import COMMON
from bot.conversation.deadlines import DEADLINES
from bot.conversation.delegate import DELEGATE
from bot.conversation.division import DIVISION
from bot.conversation.double import DOUBLE
from bot.conversation.evidence import EVIDENCE
from bot.conversation.feedback import FEEDBACK
from bot.conversation.filed import PAPERS
from bot.conversation.findings import FINDINGS
from bot.conversation.forewarn import FOREWARN
from bot.conversation.freeze import FREEZE
from bot.conversation.group import GROUP
from bot.conversation.handover import HANDOVER
from bot.conversation.help import HELP, LOST
from bot.conversation.inspection import INSPECTION
from bot.conversation.leader_choice import LEADER_CHOICE
from bot.conversation.leaders import LEADERS
from bot.conversation.noting import NOTING
from bot.conversation.office_handover import OFFICE_HANDOVER
from bot.conversation.office_week import OFFICE_WEEK
from bot.conversation.once_summed import ONCE_SUMMED
from bot.conversation.precedents import PRECEDENTS
from bot.conversation.readiness import READINESS
from bot.conversation.recorded import RECORDED
from bot.conversation.rehearsal import REHEARSAL
from bot.conversation.relief import RELIEF
from bot.conversation.reminding import REMINDING
from bot.conversation.requests import REQUESTS
from bot.conversation.results import RESULTS
from bot.conversation.review_paper import REVIEW
from bot.conversation.router import Router
from bot.conversation.rulings import RULINGS
from bot.conversation.secrets import SECRETS
from bot.conversation.self_assess import SELF_ASSESS
from bot.conversation.stages import STAGES
from bot.conversation.tasks import TASKS
from bot.conversation.tips import TIPS
from bot.conversation.undo import UNDO
from bot.conversation.verify import VERIFY

DUTIES = (
    *ONCE_SUMMED, OFFICE_WEEK, OFFICE_HANDOVER, RECORDED, RULINGS, REHEARSAL, REMINDING,
    SORTING, RELIEF, INSPECTION, NOTING, ABSTAINING, DOUBLE, PRECEDENTS, REQUESTS, FOREWARN,
    HELP, UNDO, TASKS, ASSIGN, HANDOVER, DELEGATE, DIVISION, PAPERS, EVIDENCE, SELF_ASSESS, COMMON, VERIFY, LEADERS,
    LEADER_CHOICE, REVIEW, READINESS, RESULTS, STAGES, DEADLINES, ALTERNATES, FINDINGS, GROUP, ASKING, CLAIMS, BY_ROLE,
    FEEDBACK, TIPS, SECRETS, FREEZE,
)  # fmt: skip


def build_router() -> Router:
    """The router that knows them all."""
    return Router(DUTIES, LOST)
