SELECT document_event_id, start_date, end_date FROM core_event_date WHERE start_date > end_date
