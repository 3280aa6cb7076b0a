"""SQL of the public tables: `resolved_*.sql` decide what an event shows, the others are the tables themselves."""
