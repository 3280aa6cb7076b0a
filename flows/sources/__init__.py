"""Sources: one module a kind, each yielding raw records or rejects in a stable order, read as a stream.

Belongs here: reading and decoding. Does not: the identity of a document (schemas), what is done with it (stages).
"""
