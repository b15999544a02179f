"""A Typer program that makes one SQLite query and prints JSON."""

import json
import os
import sqlite3
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def main(word: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Print the records whose title holds a word."""
    connection = sqlite3.connect(os.environ["LIBRARY"])
    sql = "SELECT id, title FROM records WHERE title LIKE ?"
    found = connection.execute(sql, [f"%{word}%"]).fetchall()
    if as_json:
        print(json.dumps([{"id": id_, "title": title} for id_, title in found]))


if __name__ == "__main__":
    app()
