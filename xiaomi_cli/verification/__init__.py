"""Holds a library against copies of its source documents."""
