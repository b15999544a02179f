"""Words for numbers, scales, currencies and months, and how a figure is told in a line.

Words are in lower case, currencies the codes of ISO 4217.
"""

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100,
}  # fmt: skip
# The power of ten that a word or letter after a number stands for.
SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "crore": 7, "lakh": 5,
    "mn": 6, "bn": 9, "tn": 12, "k": 3, "m": 6, "b": 9, "t": 12, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
SCALE_WORDS = tuple(name for name in SCALES if len(name) > 2)
# What is written for a currency in front of a number or behind it, in English and as signs.
CURRENCIES = {
    "rmb": "CNY", "renminbi": "CNY", "yuan": "CNY", "¥": "CNY", "cny": "CNY",
    "dollar": "USD", "dollars": "USD", "$": "USD", "us$": "USD", "usd": "USD",
    "hong kong dollar": "HKD", "hong kong dollars": "HKD", "hk$": "HKD", "hkd": "HKD",
    "euro": "EUR", "euros": "EUR", "€": "EUR", "eur": "EUR",
    "rupee": "INR", "rupees": "INR", "₹": "INR", "inr": "INR",
    "sterling": "GBP", "£": "GBP", "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "₩": "KRW",
    "krw": "KRW",
}  # fmt: skip
ALL_CURRENCIES = CURRENCIES | {
    "元": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD", "卢比": "INR",
    "欧元": "EUR",
}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


_OPENING = frozenset({
    "A", "About", "After", "Almost", "At", "Between", "Down", "Fewer", "From", "Less", "Losses",
    "More", "Nearly", "No", "Only", "Over", "The", "Under", "Up",
})  # fmt: skip


def headline(title: str, finding: str) -> str:
    """What a figure is and shows; a name that opens the finding keeps its capital."""
    lower = finding.partition(" ")[0] in _OPENING
    told = finding[:1].lower() + finding[1:] if lower else finding
    return ": ".join(filter(None, (title, told)))
