"""What a dispute says of others, held against what they cite."""

from collections.abc import Iterator

from xiaomi_cli.library.loader import Placed
from xiaomi_cli.model.address import parse_address
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.homes import home_at
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Claim, Dispute, Position
from xiaomi_cli.model.text_evidence import bears_number, every_number, numbers
from xiaomi_cli.verification.copies import Copy, cited_texts


def dispute_problems(
    placed: Placed, dispute: Dispute, by_id: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[Problem]:
    """Numbers of the verdict that no side bears, of a side's few words that it does not itself."""
    sides = [_cited(position, by_id) for position in dispute.positions]
    everything = [cite for cites in sides for cite in cites] + dispute.cite
    everything += [cite for reason in dispute.reasons for cite in _cited(reason, by_id)]
    for number in _missing(dispute.verdict, everything, by_id, copies):
        message = f"the verdict's number {number} is in none of the cited paragraphs"
        yield Problem(placed.file, placed.line("verdict"), message)
    for place, (position, cites) in enumerate(zip(dispute.positions, sides, strict=True)):
        for number in _missing(position.says, cites, by_id, copies):
            message = f"positions[{place}] says {number}, which is not in {', '.join(cites)}"
            yield Problem(placed.file, placed.line("positions", place, "says"), message)


def _cited(said: Position | Claim, by_id: dict[str, Placed]) -> list[str]:
    """What a position or reason cites, or else the statement that it points to."""
    if not said.home:
        return said.cite
    record, fragment = parse_address(said.home)
    home = home_at(by_id[record].record, fragment)
    return home.claim.cite if home else []


def _missing(
    text: str, cites: list[str], by_id: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[str]:
    texts, _, complete = cited_texts([parse_citation(cite) for cite in cites], by_id, copies)
    offered = every_number("\n".join(texts))
    for number in numbers(text) if complete and texts else ():
        if not bears_number(number, offered):
            yield number.text
