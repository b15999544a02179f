"""A read-only MCP server: five tools by which an assistant quotes from a library, with sources.

Only `server` knows the protocol; the rest is typed data, used and tested without it.
"""
