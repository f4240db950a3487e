"""Every sentence storage says: why a file, a roster or a database is refused, and what the seals found."""

# To who runs the machine: the database.
OLD_SCHEMA = "数据库结构较旧，请先备份，再运行 kaohe db upgrade。"
NEW_SCHEMA = "数据库由更新版本的程序建立，请改用那个版本的 kaohe。"
UNREACHABLE = "数据库 {place} 打不开（{problem}），请检查 KAOHE_DATABASE_URL。"
UNKNOWN_DATABASE = "不支持 {kind} 数据库，请用 sqlite:///文件路径 或 postgresql://地址。"

# To anybody: the moment is bad.
CLOSED = "服务正在停止，请稍后再试。"
COLLIDED = "刚才有人同时改了同一处，请再试一次。"

# A file handed in.
CLASSIFIED = "这份材料带有密级标志，不能在这里提交，系统没有保存。请按保密规定走机要渠道，并联系本单位保密员。"
EMPTY_FILE = "“{name}”是空文件（0 字节），请检查后重新发送。"
TOO_LARGE = "“{name}”有 {size}，超过 {largest}，请压缩或拆分后再发。"
TOO_LARGE_UNNAMED = "文件有 {size}，超过 {largest}，请压缩或拆分后再发。"
PROGRAM = "“{name}”是程序或脚本文件，不能当佐证。{instead}"
NO_EVIDENCE = "“{name}”的内容不是能当佐证的文件类型。{instead}"
PICK_ANOTHER = "请发文档、表格、演示文稿、PDF、OFD、图片、录音、视频或 zip 压缩包。"
CANNOT_OPEN = "这份文件打不开（可能加了密码或已损坏），请去掉密码、另存一份再发。"
PROGRAM_INSIDE = "压缩包里有程序文件“{name}”，不能提交，请去掉后重新打包。"
TOO_MANY_INSIDE = "压缩包里有 {count} 个文件，太多了，请拆成几份再发。"
MISNAMED = "文件名写的是 .{ending}，内容其实是 {fitting}，已按内容保存。"
NAMELESS = "未命名文件"
EXCERPT = "文字说明“{excerpt}”"

# A file kept.
NO_SUCH_FILE = "这个文件编号不对。"
NOT_KEPT = "文件没能存下来（{problem}），请稍后重发，并告诉系统管理员。"
FILE_GONE = "这份文件在本机找不到了，请联系系统管理员。"
FILE_CHANGED = "这份文件的内容和入库时不一致，请联系系统管理员。"

# What had to be destroyed.
DESTROYED = "内容已销毁"
DESTROYED_HERE = "（内容已销毁）"
NEEDS_TWO = "销毁内容须由两个人共同办理。"
NOTHING_TO_DESTROY = "没有这条流水，或者它的内容已经销毁。"

# The seals, to who checks them.
DIGEST = "{day} 封签至第 {number} 号 {end}"
SEAL_MISSING = "封签缺号：应为第 {expected} 号，却是第 {number} 号。"
ENTRY_REMOVED = "第 {number} 号流水 {entry} 已被删除。"
ENTRY_ALTERED = "第 {number} 号流水 {entry} 与封签不符，内容或次序被改过。"
CONTENT_GONE = "流水 {entry} 的内容不见了，又没有销毁记录。"
CONTENT_ALTERED = "流水 {entry} 的内容被改过。"
CUT_OFF = "流水 {entry} 连同封签被删除，但现在的记录还在用它。"
NO_EXPORT = "第 {number} 行不是导出的流水，请核对是不是拿错了文件。"

# A table that cannot be read.
SAVE_AS = "请用表格软件另存为 XLSX 或“CSV UTF-8”再导入。"
TABLE_EMPTY = "{name} 是空文件，里面没有内容。"
TABLE_BLANK = "{name} 里没有内容。"
TABLE_TOO_LARGE = "{name} 超过 {largest} MB，不像一份名册，请核对是不是拿错了文件。"
TABLE_TOO_LONG = "{name} 有 {count} 行，超过 {most} 行，请拆成几份导入。"
TABLE_TOO_DEEP = "{name} 展开后太大，不像一份名册，请只留名册那一张表再导入。"
TABLE_CUT_SHORT = "{name} 第 {number} 行起读不下去：引号没有成对，或者有一格特别长。{instead}"
TABLE_LOCKED = "{name} 是旧版 .xls 或加了密码的表格，{instead}"
TABLE_UTF16 = "{name} 是 UTF-16 编码，{instead}"
NO_TABLE = "{name} 不是 CSV 或 XLSX 表格，或者编码不是 UTF-8、GB18030，{instead}"
TABLE_BROKEN = "{name} 打不开，可能已损坏或不是 XLSX，{instead}"
ALL_HIDDEN = "{name} 里没有看得见的工作表。"
FORMULA = "{cell} 是公式，请改成值。"
WRONG_VALUE = "{cell} 是错误值 {value}。"
ROW_HIDDEN = "这一行是隐藏的，请取消隐藏（或清除筛选）并核对；不要的请删除。"

# A roster that cannot be taken over, row by row.
OF_ROW = "第 {number} 行：{fault}"
NOBODY = "名册里只有表头，没有人，请至少填一行。"
COLUMNS_MISSING = (
    "第一行缺少列：{columns}{guess}。"
    "列名要是 姓名、userid、单位、角色、分管单位，可以用 kaohe roster template 生成模板。"
)
PERHAPS_ENCODING = "（也可能是编码不对，请另存为“CSV UTF-8”）"
COLUMN_TWICE = "第一行的列“{columns}”出现了两次，请只留一列。"
CELLS_TOO_MANY = "内容比表头多出几格，可能多了分隔符，请核对。"
CELL_TOO_LONG = "“{column}”有 {count} 个字，太长了，请核对。"
CELL_UNSEEN = "“{column}”里有看不见的控制字符，请重新输入这一格。"
NO_NAME = "没有写姓名。"
NAME_TOO_LONG = "姓名“{name}…”有 {count} 个字，超过 {most} 个字。"
NO_ACCOUNT = "没有写 userid，请照抄钉钉管理后台通讯录里这个人的“员工UserID”。"
WRONG_ACCOUNT = "userid“{userid}”不对，请照抄钉钉管理后台通讯录里的“员工UserID”（字母、数字，最长 64 位）。"
ACCOUNT_TWICE = "userid {userid} 和第 {number} 行重复，一个账号只写一行，多个角色用“、”隔开。"
UNKNOWN_UNIT = "{column}“{unit}”不在考核办法里，请写单位全称或简称。"
FOREIGN_ITEM = "负责事项“{item}”不是本单位的事项编号（编号像 FJ-2 这样）。"
NO_ROLE = "没有写角色，可以填：{roles}。"
UNKNOWN_ROLE = "角色“{role}”不认识，可以填：{roles}。"
NEEDS_UNIT = "{roles}要写单位。"
NEEDS_LINE = "分管领导要写分管单位。"
LINE_WITHOUT_LEADER = "写了分管单位，角色里就要有“分管领导”。"

# What a roster changes.
ADDED, CHANGED, LEFT = "新增", "变更", "停用"
COUNTED = "{did} {count} 人：{names}"
STILL_THERE = "名册里没有、系统里仍保留 {count} 人：{names}"
NO_CHANGE = "名册与系统一致，没有变化。"
REMARK = "请留意：{remark}"
DIFFERENCE = "{name}：{parts}"
CHANGE = "{column} {old} → {new}"
ACTIVE_AGAIN = "重新启用"
NONE, WHOLE_UNIT = "（无）", "（本单位全部）"

# What a roster leaves open.
UNITS_WITHOUT = "{units}没有{role}。"
UNSCORED = "共性工作“{rows}”没有评分人。"
OFFICE_TOO_SMALL = "考核办只有 {count} 人，代录、弄虚作假认定要两个人。"
NOT_ONE_CHIEF = "组长有 {count} 人，应为 1 人。"
OFFICE_HOMELESS = "考核办的{names}没有写单位，判断不了是否需要回避。"
REHEARSED = "【演练】"
"""Stands before everything that is only rehearsed."""
