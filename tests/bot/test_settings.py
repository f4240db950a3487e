"""Settings come from the environment, have defaults that start a site on one machine, and slips are noticed."""

from pathlib import Path

import pytest

from bot.app import default_form
from bot.conversation.voice import Form
from bot.settings import Settings, missing_credentials, unknown_names


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*unknown_names(), "KAOHE_CLIENT_ID", "KAOHE_CLIENT_SECRET", "KAOHE_DATABASE_URL"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_one_machine_with_a_file_for_a_database() -> None:
    settings = Settings()

    assert settings.database == f"sqlite:///{Path('data/kaohe.db').resolve()}"
    assert settings.files == Path("data/files")
    assert settings.robot == ""
    assert missing_credentials(settings) == ["KAOHE_CLIENT_ID", "KAOHE_CLIENT_SECRET"]


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_CLIENT_ID", "dingabc")
    monkeypatch.setenv("KAOHE_CLIENT_SECRET", "geheim")
    monkeypatch.setenv("KAOHE_FILES_URL", "file:///srv/files")
    settings = Settings()

    assert settings.robot == "dingabc"
    assert settings.files == Path("/srv/files")
    assert missing_credentials(settings) == []
    assert "geheim" not in repr(settings)


def test_a_misspelt_name_is_noticed() -> None:
    environment = {"KAOHE_CLIENT_IDD": "x", "KAOHE_QPS": "20", "KAOHE_TEST_FULL": "1", "HOME": "/"}

    assert unknown_names(environment) == ["KAOHE_CLIENT_IDD"]


@pytest.mark.parametrize(
    ("template", "dtmd", "form"), [("x.schema", True, Form.CARD), ("", True, Form.LINKS), ("", False, Form.TEXT)]
)
def test_cards_are_shown_as_the_sites_means_allow(template: str, dtmd: bool, form: Form) -> None:
    assert default_form(Settings(card_template_id=template, dtmd=dtmd)) is form
