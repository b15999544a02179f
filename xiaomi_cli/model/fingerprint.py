"""How a paragraph is recognised in a reader's own copy without our holding its text."""

import hashlib
import re
import unicodedata

LENGTH = 12  # hex digits; 48 bits keep a chance clash among a thousand paragraphs below 1e-8


def fingerprint(paragraph: str) -> str:
    """SHA-256 over the words alone: case, punctuation and white space may differ between copies."""
    folded = unicodedata.normalize("NFKC", paragraph).casefold()
    words = " ".join(re.findall(r"\w+", folded))
    return hashlib.sha256(words.encode()).hexdigest()[:LENGTH]


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a document; paragraph 1 is the first of them."""
    return [line for line in text.splitlines() if line.strip()]
