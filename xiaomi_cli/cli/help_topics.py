"""Help on what is no command: short texts, from which `xiaomi help` and the man page are made.

A text is paragraphs between empty lines. One that is indented is a table, if two blanks or more
stand between a term and what it means, or else an example to be shown as it is.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import NamedTuple

from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.preferences import CONFIG_KEYS


class Topic(NamedTuple):
    """A subject of help; `says` completes the list of topics."""

    says: str
    text: str


class Rows(NamedTuple):
    """A table of terms and what they mean."""

    rows: tuple[tuple[str, str], ...]


class Example(NamedTuple):
    """Lines to be shown as they are."""

    lines: tuple[str, ...]


ENDINGS = {
    Exit.FOUND: "the question was answered; also if the reader of a pipe left early, as head does",
    Exit.NOTHING: "nothing was found, or a check found something wrong",
    Exit.USAGE: "wrong usage; an unknown or ambiguous name; a broken configuration file",
    Exit.BROKEN: "the data of a library is broken; every problem is named as file:line",
    Exit.MISTAKE: "a mistake of the program itself; please report it",
    Exit.FAILED: "something could not be read or written: a full disk, a closed stream",
    Exit.INTERRUPTED: "interrupted with Ctrl-C",
}

VARIABLES = {
    "XIAOMI_DATA": "the folder of another library, as --data",
    "XIAOMI_EXTRA": "folders of your own records, as --extra; several are joined as in PATH",
    "XIAOMI_CONFIG": "the configuration file to read instead of the usual one",
    "XIAOMI_CACHE_DIR": "where compiled libraries are kept",
    "XIAOMI_PAGER": "the pager for long screens; empty for none",
    "PAGER": "the pager, if XIAOMI_PAGER is not set",
    "LESS": "options of less; -R, which shows colours, is added",
    "XIAOMI_NO_COLOR": "no colours, if not empty",
    "NO_COLOR": "no colours, if not empty",
    "FORCE_COLOR": "colours in pipes as well, if neither empty nor 0",
    "TERM": "no colours and no pager, if dumb",
    "COLUMNS": "the width to write for, in pipes as well",
    "XIAOMI_DEBUG": "a mistake of the program is reported with its traceback",
}


def _table(rows: "dict[str, str] | dict[Exit, str]") -> str:
    return "\n".join(f"  {key:<16}  {says}" for key, says in rows.items())


TOPICS = {
    "dates": Topic(
        "how dates are written, and how precise they are",
        """
        Dates are EDTF (ISO 8601-2), in questions and in answers. They are never more precise than
        what is known, and a date that is not exact says so. Of EDTF these are read: level 0
        without times of day; of level 1 the marks ~ ? % behind a date, 201X and 20XX, seasons,
        open and unknown ends; of level 2 quarters and "one of". Any other EDTF is refused as such.

          2014        a year
          2016-05     a month
          2025-03-29  a day
          2025-33     a quarter: 33 is the first, 36 the last
          2025-21     a season: 21 is spring, 22 summer, 23 autumn, 24 winter (from December)
          2021~       about 2021
          2021?       2021, but that is uncertain
          2021%       perhaps about 2021
          201X        some time in that decade; 20XX in that century
          2015/2016   from one to the other
          2010/..     since 2010, and still
          2010/       from 2010 to nobody knows when
          [2010-12,2011-07]  one or the other; [2010..2012] some time between

        In questions they may be written as people do: March 2021, 30 March 2021, 29.3.2025, 2025Q1,
        Q1 2025, since 2020, until 2016, 2014 to 2016, about 2021.

        A span holds everything that may lie in it: timeline --from 2014 --to 2016 shows all that
        may have happened from the first day of 2014 to the last of 2016.

          --as-of DATE         hides what belongs to a later day
          --published-by DATE  hides what was published later as well

        As of a day you see what had happened, was said or was planned by then; what is told later
        of an earlier day stays, without the title and the date of who told it.
        """,
    ),
    "exit-codes": Topic(
        "what scripts can tell from the exit code",
        "\n".join(
            [
                "Results go to standard output, everything else to standard error.",
                "",
                _table({str(int(code)): says for code, says in ENDINGS.items()}),
                "",
                "A search without a hit ends with 1, as grep does; with --json its list is empty.",
            ]
        ),
    ),
    "environment": Topic(
        "the variables that are read",
        "\n".join(
            [
                "A flag wins over a variable, a variable over the configuration file.",
                "",
                _table(VARIABLES),
                "",
                "xiaomi config shows what holds, and what set it.",
            ]
        ),
    ),
    "configuration": Topic(
        "the file for what you set once and for all",
        "\n".join(
            [
                "The file is TOML and need not exist. xiaomi config tells where it is looked for,",
                "what holds, and what set it. A flag wins over the environment, the environment",
                "over the file.",
                "",
                _table({key: config_key.help for key, config_key in CONFIG_KEYS.items()}),
                "",
                "An example of a whole file:",
                "",
                '  color = "never"',
                "  width = 100",
                '  extra = ["~/notes/strategy"]',
            ]
        ),
    ),
    "output": Topic(
        "screens, pipes, colours, pagers, and text for other programs",
        """
        On a terminal an answer is laid out to its width, in colour, and handed to a pager if it
        overflows the screen. In a pipe it is plain text without escape codes: one entry a line.

          --json        one JSON document; a record always has id, kind, title and summary
          --plain       one record a line: id, kind, date, title and summary, with tabs between
          --limit N     the first N only; how many there are is said on standard error; 0 for all
          --full        all there is, instead of what fits a screen
          --ids         with the id of every record
          --sources     with the addresses of the sources
          --format, -o  for another tool: md, csv and more; xiaomi export --help lists them
          --color WHEN  auto, always or never
          --no-pager    write it all to the terminal

        In --plain the date is EDTF, or empty; a tab, a line end or a backslash inside a text is
        written as \\t, \\n or \\\\. What a stream cannot encode is written as plainer signs or
        escaped, and never fails.
        """,
    ),
    "sources": Topic(
        "what a citation points at, and how to check it",
        """
        Every statement carries a number such as [1]; the list below it says where it was read. A
        document is cited by paragraph, such as name¶112, counted over its non-empty lines; a web
        page as a whole, with its address.

          xiaomi source          all sources: documents, their parts, web pages
          xiaomi source NAME     who wrote it, when, how far to trust it, what is in it
          xiaomi show ID --json  a record with the citations of each statement, for programs
          xiaomi verify          hold every statement against your own copies of the documents

        The library holds none of the documents' text: only an outline in its own words, with a
        fingerprint of each paragraph, by which a copy is recognised.
        """,
    ),
    "search": Topic(
        "how to search, and what is forgiven",
        """
        Words that begin with no command are looked up by name or year and, failing that, searched:
        xiaomi lidar. Scripts name the command, which is said beside such an answer.

        Words are sought in everything: names, summaries, statements, Chinese, pinyin. Hits are
        ranked; a record whose name is the query comes first. If a word is not in the library, the
        nearest that is gets sought instead, and this is said.

          kind:event        only this kind, as --kind
          theme:pricing     only of this theme
          source:NAME       only what rests on this source
          year:2014         only what happened then
          "iron triangle"   the words in this order
          -phone            without this word

        A name after framework, principle, show and the like is as forgiving: speed, Speed, 快,
        kuai, sped and principle/speed find the same record. If it could mean several, they are
        listed, and the exit code is 2.
        """,
    ),
    "trust": Topic(
        "how far to trust what is shown, and how to tell",
        """
        Nothing is stated without a citation, opinion is attributed, and where sources disagree both
        stay. What is not simply a fact says so where it stands:

          (somebody's view)    an opinion, an account of one's own past, a promise or a forecast
          target, estimate     a figure that was not reported as a result
          medium confidence    borne by few or by interested sources; low: by less
          ‡ disputed           sources differ; xiaomi dispute tells how, and what to make of it
          superseded           later evidence has overtaken it

          xiaomi coverage            whose voices stand behind the library, and where it is thin
          xiaomi dispute             where the sources disagree
          xiaomi principle NAME --against   the other side only
          --seeds-only               only what the source documents themselves bear
          --as-of DATE               only what had happened by then
          --published-by DATE        only what had been published by then
          xiaomi help marks          the voices and the signs
        """,
    ),
    "marks": Topic(
        "whose voices speak, and what the marks mean",
        """
        Every statement has a voice. One voice holds for a page and is named under its title; where
        another one speaks, it is named at the statement. A fact has none: independent sources bear
        it, and nobody contests it.

          reviewer          whoever reviews a book for the library: one reader, often full of praise
          profile author    whoever wrote a portrait of the company
          podcast summary   a summary that a machine made of a conversation
          editors           the makers of the library: what to copy, what a dispute comes to
          a company         its own word: results, filings, speeches
          a person          what they said themselves, or are quoted with

          view              an opinion
          account           what only its teller vouches for
          promise           what was publicly promised
          forecast          what was expected

        Signs stand where something is not simply so:

          ‡                 contested: another source says otherwise, and its value stands beside it
          [1]               where it was read: the source of this number, below
          ░                 a target or an estimate, no result
          !                 where an idea strained, and what speaks against it
          ?                 what must hold for it to work elsewhere
          ›                 leads to another record

        Before events:

          ◆ founding        ▲ launch        △ product        ¤ finance        ☺ people
          § policy          ✖ crisis        “ speech         ◇ strategy       ∴ research
          % market          ⌂ retail        ○ target         ¶ publication
        """,
    ),
    "libraries": Topic(
        "your own records over the library, or a library of another company",
        """
        A library is a folder of YAML files. Your own records lie over it with --extra DIR (before
        the command, repeatable, or in the configuration): they may link to its records and cite its
        sources, are found with everything else, and are marked (yours: DIR) wherever they appear.
        A record of yours never replaces one of the library: its id must be its own.

          xiaomi --extra notes timeline    the timeline with your events in it
          xiaomi --extra notes validate    what is wrong in your files, as file:line
          xiaomi init DIR --name NAME      start the library of another company
          xiaomi --data DIR timeline       ask that library instead
          xiaomi schema                    the JSON Schema of the files, for editors

        The smallest file of your own, such as notes/mine.yaml:

          - id: lesson/ask-users-first
            title: Ask users first
            summary: Before the next launch we ask fifty users.
        """,
    ),
    "completion": Topic(
        "names, kinds, themes and years at the press of Tab",
        """
        xiaomi --show-completion SHELL prints what your shell needs. Keep it where the shell looks:

          bash  xiaomi --show-completion bash > ~/.local/share/bash-completion/completions/xiaomi
          zsh   xiaomi --show-completion zsh > ~/.zfunc/_xiaomi, with ~/.zfunc in your fpath
          fish  xiaomi --show-completion fish > ~/.config/fish/completions/xiaomi.fish
        """,
    ),
}


def paragraphs(topic: Topic) -> Iterator[str | Rows | Example]:
    """The parts of a topic: running text, tables, examples."""
    for part in re.split(r"\n{2,}", cleandoc(topic.text)):
        lines = part.splitlines()
        if not part.startswith("  "):
            yield " ".join(part.split())
        elif any("  " in text.strip() for text in lines):
            yield Rows(tuple(map(_row, lines)))
        else:
            yield Example(tuple(text.removeprefix("  ") for text in lines))


def _row(text: str) -> tuple[str, str]:
    term, _, says = text.strip().partition("  ")
    return term, says.strip()
