"""Everything an operator can set, read from the environment or `.env`; the defaults start a site on one machine."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "KAOHE_"


class Settings(BaseSettings):
    """The settings of one service; every name is prefixed with KAOHE_ in the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    robot_code: str = ""
    corp_id: str = ""
    card_template_id: str = ""
    gateway_url: str = "https://api.dingtalk.com"
    token_url: str = "https://api.dingtalk.com"
    openapi_url: str = "https://api.dingtalk.com"
    oapi_url: str = "https://oapi.dingtalk.com"
    database_url: str = ""
    files_url: str = ""
    data_dir: Path = Path("data")
    scheme: str = "2022"
    listen: str = "127.0.0.1:8080"
    public_url: str = ""
    qps: int = Field(default=20, ge=1, le=1000)
    dtmd: bool = True
    hash: Literal["sha256", "sm3"] = "sha256"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    clock_url: str = ""

    @property
    def database(self) -> str:
        """The database's address: what was set, or an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'kaohe.db').resolve()}"

    @property
    def robot(self) -> str:
        """The robot's code, which for an internal app is its client id."""
        return self.robot_code or self.client_id

    @property
    def files(self) -> Path:
        """The folder that holds the files people hand in."""
        return Path(self.files_url.removeprefix("file://")) if self.files_url else self.data_dir / "files"


def unknown_names(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Names that carry our prefix and mean nothing to us: most likely a slip of the pen."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {PREFIX + "TEST_FULL"}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def missing_credentials(settings: Settings) -> list[str]:
    """Names without which no connection can be made."""
    required = {"CLIENT_ID": settings.client_id, "CLIENT_SECRET": settings.client_secret.get_secret_value()}
    return [PREFIX + name for name, value in required.items() if not value]
