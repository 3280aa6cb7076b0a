SELECT document_event_id, status_code FROM core_document_event
WHERE status_code IS NULL OR status_code NOT IN ('occurred', 'ongoing', 'denied', 'planned', 'possible')
