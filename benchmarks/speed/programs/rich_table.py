"""A Typer program that makes one SQLite query and prints one Rich table."""

import os
import sqlite3

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def main(word: str) -> None:
    """Show the records whose title holds a word."""
    connection = sqlite3.connect(os.environ["LIBRARY"])
    sql = "SELECT id, title FROM records WHERE title LIKE ?"
    table = Table("id", "title")
    for row in connection.execute(sql, [f"%{word}%"]):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    app()
