"""The error tree. Callers decide by class: flows retry, reject or stop; the command line prints the message.

EventwireError                     every error a user may see: its text says what is wrong and what to do
├── UsageError                     the call is wrong (exit code 2)
├── DefinitionError                an event type folder or a table of the world is wrong: file, key, reason
├── PipelineError                  the spaCy pipeline is missing or has the wrong labels
├── RecordError                    one input record cannot be read; becomes a row in the reject table
├── WarehouseError                 the warehouse cannot be opened, migrated, loaded or published
│   ├── WarehouseBusyError         another process is writing to it
│   └── QueryError                 a user's SQL was refused or failed
└── TransientError                 worth trying again (network, a server that starts)
"""

from __future__ import annotations


class EventwireError(Exception):
    """Base of every error a user may see; the text says what is wrong and what to do about it."""


class UsageError(EventwireError):
    """The call is wrong: an unknown option value, a path that does not exist."""


class DefinitionError(EventwireError):
    """A data file of the project is wrong. The text names file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class PipelineError(EventwireError):
    """The spaCy pipeline is not installed or lacks a component or label that extraction needs."""


class RecordError(EventwireError):
    """One input record cannot be read; it is rejected with this reason and stops nothing."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class WarehouseError(EventwireError):
    """The warehouse cannot be opened, migrated, loaded or published."""


class WarehouseBusyError(WarehouseError):
    """Another process is writing to the warehouse."""


class QueryError(WarehouseError):
    """A user's SQL was refused or failed."""


class TransientError(EventwireError):
    """A failure that may pass: trying again is worth it."""
