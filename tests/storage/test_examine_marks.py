"""Marks of classification are found in every dress; ordinary words are left alone."""

import time

import pytest

from storage.examine import classification_mark
from storage.marks import marked_name

MARKED = [
    "机密★1年",
    "绝密★30年",
    "秘密★",
    "秘密★长期",
    "机密★启封前",
    "机 密 ★ 1 年",
    "机\u3000密★１年",
    "机密☆1年",
    "秘密⭐3年",
    "机密*6个月",
    "机密＊１０年",
    "绝密*",
    "秘\u200b密\u200b★",
    "機密★1年",
    "絕密★",
    "特急 机密★1年 绍市机事〔2022〕1号",
    "特急机密1年",
    "机密1年",
    "（秘密3年）",
    "秘密 6个月",
    "这份是机密★1年的文件，先发你看看",
    "【机密】关于某事的请示",
    "[秘密]转发",
    "密级：机密",
    "密 级:秘密级",
    "机密\n关于某事的请示\n某某局：",
    "000001\n\n  秘　密  \n特急\n关于某事的通知",
    "（机密）\n会议纪要",
]
ORDINARY = [
    "",
    "今年保密工作扣分吗",
    "秘密",
    "机密",
    "这是个秘密",
    "机密文件管理制度",
    "机密文件管理制度2022年修订",
    "保守国家秘密1年以上的，依照规定处理",
    "国家秘密★",
    "商业秘密3年内不得泄露",
    "严守秘密★",
    "**机密**文件怎么归档",
    "*机密*",
    "一、机密级文件的管理\n二、秘密级文件的管理",
    "密级：绝密、机密、秘密三档",
    "密级（绝密/机密/秘密）",
    "涉密人员培训、保密自查各1次",
    "机密2022年专项检查",
    "绝密10年前的往事",
    "保密承诺书\n我承诺保守秘密，不泄露机密。\n签名：",
    "组织保密教育\n学习保密法\n签到表\n照片\n小结\n秘密\n别说出去",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_found(text: str) -> None:
    assert classification_mark(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_mark(text: str) -> None:
    assert not classification_mark(text)


@pytest.mark.parametrize("filler", ["保密工作总结，", f"{'总' * 200}密，"], ids=["dense", "sparse"])
def test_a_mark_deep_inside_a_long_text_is_found_quickly(filler: str) -> None:
    text = filler * (1_000_000 // len(filler))
    started = time.perf_counter()

    assert classification_mark(f"{text}\n机密★1年\n{text}")
    assert not classification_mark(text + text)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("name", ["机密★1年.pdf", "（秘密）通知.docx", "通知【机密】.doc", "会议纪要(绝密).txt"])
def test_a_mark_in_a_file_name_is_found(name: str) -> None:
    assert marked_name(name)


@pytest.mark.parametrize(
    "name", ["秘密.txt", "机密文件管理制度.docx", "保密工作总结（秘书科）.pdf", "（机密文件）登记表.xlsx"]
)
def test_an_ordinary_file_name_is_no_mark(name: str) -> None:
    assert not marked_name(name)
