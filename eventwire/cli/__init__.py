"""The command line: one module a command, each thin over the rooms below; heavy imports stand inside the commands.

Belongs here: arguments, what is printed, exit codes. Does not: what a command does (flows and the rooms it calls).
"""
