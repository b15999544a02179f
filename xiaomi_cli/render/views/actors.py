"""Views of companies, people and products."""

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import Company, Person, Product
from xiaomi_cli.render.views.page import Page


def company(page: Page, record: Company) -> None:
    """What it is to the subject, then dimension by dimension."""
    page.head(record, record.role)
    for name, claims in record.dimensions.items():
        page.claims(name.replace("-", " ").capitalize(), claims)
    page.claims("More" if record.dimensions else "What is said", record.claims)
    page.records("Figures", page.incoming("of", "figure"), summaries=False)
    page.records("Products", page.incoming("maker", "product"), summaries=False)


def person(page: Page, record: Person) -> None:
    """Who it is and what is said of them."""
    page.head(record, record.role)
    page.claims("What is said", record.claims)
    page.records("Events", page.incoming("entities", "event"), summaries=False)
    page.records("Promises", page.incoming("by", "promise"), summaries=False)


def product(page: Page, record: Product) -> None:
    """What it is, who made it and when."""
    released = f"released {say_date(record.released)}" if record.released else ""
    maker = f"by {page.name(record.maker)}" if record.maker else ""
    page.head(record, ", ".join(part for part in (record.category, maker, released) if part))
    page.claims("What is said", record.claims)
    page.records("Events", page.incoming("entities", "event"), summaries=False)
