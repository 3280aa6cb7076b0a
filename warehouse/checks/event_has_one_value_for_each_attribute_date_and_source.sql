SELECT document_event_id, attribute_code FROM core_event_attribute GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT document_event_id, 'date' FROM core_event_date GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT document_event_id, 'attribution' FROM core_event_attribution GROUP BY ALL HAVING count(*) > 1
