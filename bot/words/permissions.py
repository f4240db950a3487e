"""What is said about who may what."""

LOCKED = "今年的考核结果已经公布并锁定，不能再改；有疑问请联系考核办。"
STAGE_CLOSED = "现在还不能{deed}：“{stage}”阶段没有打开，由考核办开启后会通知您。"
WRONG_ROLE = "{deed}由{roles}办理，您的身份是{own}，没有这项权限。"
FOREIGN_UNIT = "{unit}不是您所在的单位，您只能办理本单位的事项。"
FOREIGN_LINE = "{unit}不在您的分管线上，您只评价分管的单位。"
RELATED = "{unit}与您有回避关系，综合评价不由您决定；请组长或领导小组另行决定（回避，办法未规定）。"
RECUSED = "{unit}与您有回避关系，这一行由{who}代评（回避，办法未规定）。"
