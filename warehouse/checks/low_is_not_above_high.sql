SELECT document_event_id, attribute_code, low, high FROM core_event_attribute WHERE low > high
