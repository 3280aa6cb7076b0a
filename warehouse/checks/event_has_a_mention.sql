SELECT document_event_id FROM core_document_event
WHERE document_event_id NOT IN (SELECT document_event_id FROM core_mention)
