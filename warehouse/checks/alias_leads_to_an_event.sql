SELECT alias_id, event_id FROM event_aliases
WHERE event_id IS NOT NULL AND event_id NOT IN (SELECT event_id FROM core_resolved_event)
UNION ALL
SELECT event_id, NULL FROM core_resolved_event WHERE event_id NOT IN (SELECT alias_id FROM event_aliases)
