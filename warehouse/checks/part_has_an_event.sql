SELECT part.table_name, part.document_event_id
FROM (
    SELECT 'core_mention' AS table_name, document_event_id, document_id FROM core_mention
    UNION ALL SELECT 'core_role_filler', document_event_id, document_id FROM core_role_filler
    UNION ALL SELECT 'core_event_attribute', document_event_id, document_id FROM core_event_attribute
    UNION ALL SELECT 'core_event_date', document_event_id, document_id FROM core_event_date
    UNION ALL SELECT 'core_event_attribution', document_event_id, document_id FROM core_event_attribution
) AS part
ANTI JOIN core_document_event USING (document_event_id, document_id)
