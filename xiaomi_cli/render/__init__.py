"""Answers into text. Views say what is meant (blocks); painters say how it looks."""
