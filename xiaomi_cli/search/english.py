"""Words of English, from SCOWL: what is one of them is no misspelling and no piece of another."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("english_words.txt.gz")


def is_english(word: str) -> bool:
    """Whether a word in lower case is right as it stands; inflected forms and names are as well."""
    return f"\n{word}\n" in _words()


@cache
def _words() -> str:
    import gzip

    return gzip.decompress(WORDS.read_bytes()).decode()
