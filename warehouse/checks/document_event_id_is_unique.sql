SELECT document_event_id FROM core_document_event GROUP BY document_event_id HAVING count(*) > 1
