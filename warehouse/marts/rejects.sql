CREATE TABLE rejects AS
SELECT reject_id, source_uri, line_number, reason_code, reason_text, excerpt_text, run_id, rejected_at
FROM core.core_reject
ORDER BY source_uri, line_number NULLS FIRST, reason_code;
COMMENT ON TABLE rejects IS 'One row a record that could not be read, by source, line and reason.';
COMMENT ON COLUMN rejects.reject_id IS 'Hash of source, line and reason.';
COMMENT ON COLUMN rejects.source_uri IS 'Where the record lies.';
COMMENT ON COLUMN rejects.line_number IS 'Its line there, from 1; null where the source is one record.';
COMMENT ON COLUMN rejects.reason_code IS 'Why, as a code.';
COMMENT ON COLUMN rejects.reason_text IS 'Why, in words.';
COMMENT ON COLUMN rejects.excerpt_text IS 'The beginning of what was read.';
COMMENT ON COLUMN rejects.run_id IS 'The first run that rejected it.';
COMMENT ON COLUMN rejects.rejected_at IS 'When it was first rejected, UTC.';
