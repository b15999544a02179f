"""The least a Typer program can do."""

import typer

app = typer.Typer()


@app.command()
def main(word: str) -> None:
    """Do nothing with a word."""


if __name__ == "__main__":
    app()
