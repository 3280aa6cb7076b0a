SELECT mention.document_event_id, mention.mention_text
FROM core_mention AS mention
JOIN core_document AS document USING (document_id)
WHERE mention.mention_text IS DISTINCT FROM substring(
    document.document_text, mention.evidence_start + 1, mention.evidence_end - mention.evidence_start
)
