"""Everything storage can refuse, each with the sentence a person reads."""


class StorageError(Exception):
    """A refusal with a sentence for a person."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class OldSchema(StorageError):
    """The database was made by an older version of the programme."""

    def __init__(self) -> None:
        super().__init__("数据库结构较旧，请先备份，再运行 kaohe db upgrade。")


class NewSchema(StorageError):
    """The database was made by a newer version of the programme."""

    def __init__(self) -> None:
        super().__init__("数据库由更新版本的程序建立，请改用那个版本的 kaohe。")


class Unreachable(StorageError):
    """The database does not open: a file that is none, a server that does not answer."""

    def __init__(self, place: str, problem: BaseException) -> None:
        self.place = place
        super().__init__(f"数据库 {place} 打不开（{_first_line(problem)}），请检查 KAOHE_DATABASE_URL。")


class Closed(StorageError):
    """Something was asked of a database that had been closed."""

    def __init__(self) -> None:
        super().__init__("服务正在停止，请稍后再试。")


class UnknownDatabase(StorageError):
    """A database address of a kind we do not speak."""

    def __init__(self, url: str) -> None:
        kind = url.split(":", 1)[0]
        super().__init__(f"不支持 {kind} 数据库，请用 sqlite:///文件路径 或 postgresql://地址。")


class BadFile(StorageError):
    """A file that may not be kept; the sentence says why and what to do."""


class Collided(StorageError):
    """Two people set the same thing in the same moment; the later one is tried again."""

    def __init__(self) -> None:
        super().__init__("刚才有人同时改了同一处，请再试一次。")


class CannotDestroy(StorageError):
    """A content may not be destroyed; the sentence says why."""


def _first_line(problem: BaseException) -> str:
    """What went wrong, without the statement and the address that drivers like to add."""
    cause = getattr(problem, "orig", None) or problem
    return (str(cause).splitlines() or [""])[0][:200] or type(cause).__name__
