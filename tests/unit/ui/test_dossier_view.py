from assistant import Filters
from assistant.answer import Citation
from assistant.dossier import Dossier, Entry
from tests.unit.assistant.answering.conftest import make_article
from ui.dossier_view import render_dossier


def test_every_piece_is_escaped() -> None:
    text = "Ann Lee <script>alert(1)</script> backed the tunnel."
    article = make_article(text, title="<b>${1+41}</b>", url="javascript:alert(1)", publisher="The <i>Lantern</i>")
    entry = Entry("for", "Ann <Lee>", None, "2026-05-04", Citation.of(1, article, (0, len(text))))
    shown = render_dossier(Dossier("Who <was> for it?", "it", (entry,), Filters(), 3, 1))
    assert "Searched 3 articles, 1 matches." in shown
    assert not any(mark in shown for mark in ("<script", "<b>", "<i>", "<Lee", "<was", 'javascript:alert(1)"'))
