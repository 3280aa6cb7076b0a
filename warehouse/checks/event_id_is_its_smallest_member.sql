SELECT event_id, min(document_event_id) AS smallest_id
FROM core_resolved_event
GROUP BY event_id
HAVING event_id <> min(document_event_id)
