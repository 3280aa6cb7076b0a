SELECT part.table_name, part.document_event_id, part.evidence_start, part.evidence_end
FROM (
    SELECT 'core_mention' AS table_name, document_event_id, document_id, evidence_start, evidence_end FROM core_mention
    UNION ALL SELECT 'core_mention', document_event_id, document_id, sentence_start, sentence_end FROM core_mention
    UNION ALL SELECT 'core_role_filler', document_event_id, document_id, evidence_start, evidence_end FROM core_role_filler
    UNION ALL
    SELECT 'core_event_attribute', document_event_id, document_id, evidence_start, evidence_end FROM core_event_attribute
    UNION ALL SELECT 'core_event_date', document_event_id, document_id, evidence_start, evidence_end FROM core_event_date
    UNION ALL
    SELECT 'core_event_attribution', document_event_id, document_id, evidence_start, evidence_end FROM core_event_attribution
) AS part
JOIN core_document AS document USING (document_id)
WHERE part.evidence_start < 0
   OR part.evidence_start > part.evidence_end
   OR part.evidence_end > length(document.document_text)
