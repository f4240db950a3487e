"""Word documents: a text in sections is written as one, and read back from what came of it."""

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt
from pydantic import BaseModel, ConfigDict

HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、.{1,40}$")
MOST_CHARACTERS = 20_000
BODY_FONT, BODY_SIZE, TITLE_SIZE = "仿宋", Pt(16), Pt(22)


class Section(BaseModel):
    """A headed part of a text; its paragraphs are its lines."""

    model_config = ConfigDict(frozen=True)

    title: str
    text: str


def written(title: str, sections: Sequence[Section]) -> bytes:
    """The text as a Word file, in the type of official papers."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY_FONT, BODY_SIZE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    head = document.add_paragraph()
    head.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, TITLE_SIZE
    for section in sections:
        document.add_paragraph().add_run(section.title).bold = True
        for line in section.text.splitlines():
            document.add_paragraph(line).paragraph_format.first_line_indent = BODY_SIZE * 2
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def lines_of(data: bytes) -> list[str]:
    """The paragraphs of a Word file that say something; none when it cannot be read."""
    try:
        paragraphs = Document(io.BytesIO(data)).paragraphs
        lines = [one.text.strip() for one in paragraphs]
    except Exception:  # a damaged file raises half a dozen kinds; the reader needs one sentence
        return []
    return [line for line in lines if line]


def sections_of(lines: Sequence[str], title: str) -> list[Section]:
    """Paragraphs as sections: a line such as 二、重点工作 opens one; a text without any is one section."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for place, line in enumerate(lines):
        if place == 0 and (line == title or line.endswith("总结")):
            continue
        if HEADING.match(line):
            sections.append((line, []))
        else:
            sections[-1][1].append(line)
    return [Section(title=head, text="\n".join(text)) for head, text in sections if head or text]
