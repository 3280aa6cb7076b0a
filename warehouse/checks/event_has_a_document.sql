SELECT document_event_id, document_id FROM core_document_event
WHERE document_id NOT IN (SELECT document_id FROM core_document)
