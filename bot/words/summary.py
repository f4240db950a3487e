"""The year-end summary: the sentences it is drafted from, and what is said about it."""

TITLE = "{unit}{year}年度工作总结"
HEADS = (
    "一、总体情况",
    "二、重点工作完成情况",
    "三、常规工作完成情况",
    "四、存在问题",
    "五、加分情况",
    "六、下一步打算",
)

OVERALL = (
    "{year}年，{unit}对照工作目标责任制考核责任清单，承担 {items} 项工作、{tasks} 个任务，"
    "全年提交工作材料 {papers} 份，已有材料的任务 {done} 个。"
)
ASSESSED = "自评得分 {points} 分（满分 {full} 分）。"
NOT_ASSESSED = "自评还有 {count} 项没有填完。"
ITEM = "（{place}）{label}。{done}{open}"
DONE = "已完成{tasks}。"
DONE_TASK = "{label}（{day}，{paper}）"
OPEN = "{tasks}的材料尚未归集。"
PENDING = "该项未到期，预计{day}完成。"
EXPLAINED = "{reason}。"
NOTHING_DONE = "本年度没有列入此类工作。"
LOST = "{label}：{what}，自扣 {points} 分。"
COUNTED = "{label} {count} {per}"
BECAUSE = "（{reason}）"
OWN_EXTRA = "另按{clause}自报扣分：{number}。"
NO_LOSS = "对照扣分标准，全年未发现应当扣分的情形。"
BONUS = "{number}（{clause}），{state}。"
NO_BONUS = "本年度没有申报加分。"
NEXT_PENDING = "抓紧完成{items}，按时补报。"
NEXT_OPEN = "及时归集{items}的工作材料。"
NEXT = "继续对照责任清单，抓好各项工作落实，做到完成一项、归集一项。"

STATE_DRAFT = "按全年材料自动起草，还没有人改过"
STATE_CHAT = "{who} {at} 在聊天里改过"
STATE_WORD = "{who} {at} 用 Word 文件换过"
FOOT = "改一段：点下面的按钮，或回复“改第二段：新内容”；整份改：导出 Word，改好后点“交回 Word”。"
FOOT_LOCKED = "已随自评提交，要改请负责人先退回或重开自评。"
LINE = "{state}，共 {sections} 段 {count} 字，回复“总结”看全文"
ASK_TEXT = "请发第 {number} 段“{title}”的新内容，会整段替换。原文是：\n{old}"
CHANGED = "第 {number} 段已改，原来的文字留有记录。"
EXPORTED = "已导出，Word 文件马上发给您；改好后点“交回 Word”再发给我，文件名里请保留“总结”两个字。"
SEND = "请现在把改好的 Word 文件发给我，文件名里要有“总结”两个字；会整份替换现在的总结。"
REPLACED = "已用“{name}”换掉总结（{sections} 段 {count} 字），原来的版本留有记录。"
UNREADABLE = "“{name}”里没有读出文字；请另存为 .docx、文件名里保留“总结”两个字，再发一次。"
TOO_LONG = "总结有 {count} 个字，超过 {most} 字，没有替换；请精简后再发。"
NO_SUCH = "总结只有 {count} 段，没有第 {number} 段，请核对后再改。"
EMPTY = "新内容是空的，没有改动；请把这一段的文字一起发来，比如“改第二段：全年……”。"
LOCKED = "总结已随自评提交，不能再改；要改请单位负责人先退回或重开自评。"
NOT_OVERWRITTEN = "总结刚才{who}改过，您这次没有登记；请回复“总结”看现在的内容再改。"
AS_SUMMARY = "作为年度工作总结"
AS_PAPER = "作为工作材料"
WHICH = "“{name}”是本单位的年度工作总结，还是某项任务的材料？"
NO_UNIT = "您不在被考核单位，没有本单位的年度工作总结。"
HIDDEN = "这家单位的年度工作总结，公布之前只有本单位和考核办能看。"
UNTITLED = "（没有标题）"
