SELECT document_id FROM core_document GROUP BY document_id HAVING count(*) > 1
