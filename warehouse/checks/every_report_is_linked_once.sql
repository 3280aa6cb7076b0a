SELECT document_event_id, count(link.event_id) AS link_count
FROM core_document_event
FULL JOIN core_resolved_event AS link USING (document_event_id)
GROUP BY document_event_id
HAVING count(link.event_id) <> 1 OR any_value(type_code) IS NULL
