SELECT link.event_id
FROM core_resolved_event AS link
JOIN core_document_event AS report USING (document_event_id)
GROUP BY link.event_id
HAVING count(DISTINCT report.type_code) > 1 OR count(DISTINCT report.document_id) < count(*)
