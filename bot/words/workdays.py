"""What is said about the official calendar."""

COLUMNS = ("日期", "休或班", "节日")
OFF, WORKED = "休", "班"
UNKNOWN_YEAR = (
    "{year} 年的放假安排还没有公布，先按周一至周五上班算，春节、端午等没有日期；公布后请用 --calendar 给出放假表。"
)
NOT_UTF8 = "放假表不是 UTF-8 编码，请另存为 CSV（UTF-8）后再试。"
EMPTY = "放假表是空的；第一行写列名“日期”“休或班”“节日”，下面一天一行，比如 2027-01-01、休、元旦。"
BAD_DAY = "放假表第 {row} 行的日期“{day}”读不出来，请写成 2027-01-01。"
BAD_KIND = "放假表第 {row} 行“{kind}”应写“休”或“班”。"
BAD_HOLIDAY = "放假表第 {row} 行的节日“{holiday}”不认识，可以写：{names}，或留空。"
