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
