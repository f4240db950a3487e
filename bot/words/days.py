"""What is said about dates."""

NO_DATE = "“{said}”不是日期，没有登记；请重新办理，日期写成 2022-06-01 这样。"
