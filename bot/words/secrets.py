"""What is said about papers reported as classified; what they are is never repeated."""

WHICH = "哪一份材料涉密？选定后马上对所有人隐藏，再由考核办和保密员两家处理。"
TITLE = "报告涉密材料"
NONE = "没有找到可以报告的材料。涉密的内容请不要在这里说，也不要发文件；请走机要渠道，并告诉本单位保密员。"
REPORTED = "已对所有人隐藏，请考核办和保密员处理；请不要再在这里提起它的内容。"
ASKED_TITLE = "有一份材料被报告涉密"
ASKED = (
    "{unit} {task}，{when} {who}交。现在谁都看不到。",
    "考核办和保密员各有一人确认后，文件、文字和记录里的内容全部销毁，只留销毁记录，不能恢复。",
)
CONFIRM, REFUSE = "确认涉密，销毁", "不涉密，恢复"
ASK_BASIS = "请写明依据，比如“保密工作领导小组〔2022〕2号”，不要写内容。"
ASK_WHY = "请用一句话写明为什么不涉密，不要写内容。"
ONE_CONFIRMED = "已确认，还要{other}确认后才销毁。"
DONE = "已销毁，销毁记录已留存。"
RESTORED = "已恢复，这份材料照常作为佐证。"
DONE_TOLD = "{task}的一份材料（{when}交）按保密规定已经销毁，不再作为佐证；需要的话请走机要渠道另行提供。"
RESTORED_TOLD = "{task}的一份材料（{when}交）经核实不涉密，已恢复。"
SAME_PERSON = "销毁要考核办和保密员两个人分别确认，您已经确认过了，请另一位同志办理。"
CONFIRMED_ALREADY = "{office}已经有人确认过了，还要{other}确认。"
SETTLED = "这件事已经处理完了。"
GONE = "这份材料已经不在了，不用再报告。"
COVERED = "这张卡片里的内容不再显示"
