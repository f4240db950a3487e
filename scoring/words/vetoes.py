"""What is said about 一票否决 and 弄虚作假."""

VETOED = "一票否决：{reason}；得分和名次不变，取消评先评优资格"
NO_REASON = "有文件认定"
EMPTIED = "认定弄虚作假，本项剩余 {points} 分全部扣除，取消当年评优资格"

NO_SUCH_CLAUSE = "否决条款“{clause}”不在办法里，请核对。"
ONE_THING = "弄虚作假的认定要写明是哪个事项或哪项加分，只写一个。"
NO_SUCH_CLAIM = "没有编号为“{bonus}”的加分申报，请核对。"
