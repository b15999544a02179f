"""What an answer looks like, as blocks: a module for each kind of answer, `record` for records.

Imports nothing, so that a list does not wait for what only whole records need.
"""
