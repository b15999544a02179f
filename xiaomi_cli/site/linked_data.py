"""What machines read in the pages: schema.org's Dataset, ClaimReview and the way to a page."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from xiaomi_cli.model.library_facts import LibrarySettings
from xiaomi_cli.model.records import AnyRecord, Dispute, Promise
from xiaomi_cli.site.markup import safe_json

# How true a promise turned out, from 1 (false) to 5 (true), as ClaimReview counts.
RATING = {"kept": 5, "partly": 3, "moved": 2, "missed": 1}


def script(data: Mapping[str, Any]) -> Markup:
    """A block of JSON-LD."""
    told = safe_json({"@context": "https://schema.org", **data})
    return Markup(f'<script type="application/ld+json">{told}</script>')


def dataset(settings: LibrarySettings, day: str, counts: Mapping[str, int]) -> Markup:
    """The library as a whole, with the file that has all of it."""
    return script({
        "@type": "Dataset",
        "name": settings.title,
        "description": f"{settings.subtitle or settings.title}. {settings.disclaimer}".strip(),
        "dateModified": day,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": list(settings.themes.values()),
        "size": ", ".join(f"{count} {kind}" for kind, count in counts.items()),
        "creator": {"@type": "Organization", "name": f"The editors of {settings.title}"},
        "distribution": [{
            "@type": "DataDownload", "encodingFormat": "application/x-ndjson",
            "contentUrl": "library.jsonl",
        }],
    })  # fmt: skip


def review(record: AnyRecord, settings: LibrarySettings, names: Mapping[str, str]) -> Markup:
    """A dispute or a judged promise as a ClaimReview; nothing for anything else."""
    author = {"@type": "Organization", "name": f"The editors of {settings.title}"}
    if isinstance(record, Dispute):
        said = [p.says for p in record.positions]
        holders = [names.get(p.holder or p.by, p.holder or p.by) for p in record.positions]
        return script({
            "@type": "ClaimReview", "url": f"{record.id.partition('/')[2]}.html",
            "claimReviewed": record.question, "author": author, "reviewBody": record.verdict,
            "reviewRating": {"@type": "Rating",
                             "alternateName": "Settled" if record.settled else "Not settled"},
            "itemReviewed": [
                {"@type": "Claim", "text": text, **_author(name)}
                for text, name in dict.fromkeys(zip(said, holders, strict=True))
            ],
        })  # fmt: skip
    if isinstance(record, Promise) and record.outcome in RATING:
        return script({
            "@type": "ClaimReview", "url": f"{record.id.partition('/')[2]}.html",
            "claimReviewed": record.summary, "author": author,
            **({"datePublished": record.judged} if record.judged else {}),
            "reviewRating": {
                "@type": "Rating", "ratingValue": RATING[record.outcome], "bestRating": 5,
                "worstRating": 1, "alternateName": record.outcome.capitalize(),
            },
            "itemReviewed": {"@type": "Claim", "datePublished": record.made,
                             **_author(names.get(record.by, record.by))},
        })  # fmt: skip
    return Markup("")


def _author(name: str) -> dict[str, Any]:
    return {"author": {"@type": "Thing", "name": name}} if name else {}
