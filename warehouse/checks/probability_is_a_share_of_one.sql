SELECT 'core_document_event' AS table_name, document_event_id, probability FROM core_document_event
WHERE probability IS NULL OR probability NOT BETWEEN 0 AND 1
UNION ALL
SELECT 'core_role_filler', document_event_id, probability FROM core_role_filler
WHERE probability IS NULL OR probability NOT BETWEEN 0 AND 1
