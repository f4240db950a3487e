"""What is said about groups and the form of cards."""

BOUND = "本群已绑定，党组审定以后这里可以{may}；审定以前只看进度。"
UNBOUND = "本群已解除绑定。"
FORM_CHOSEN = "好的，以后给您的卡片用“{form}”方式显示。"
BIND_THERE = "请在要绑定的群里 @我 说“绑定群 1”（0 只看进度，1 看名次和总分，2 看明细）。"
UNBIND_THERE = "请在要解除的群里 @我 说“解除绑定”。"
