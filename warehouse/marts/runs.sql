CREATE TABLE runs AS
SELECT
    run_id, status_code, started_at, finished_at, sources_text, extractor_version, document_count, unchanged_count,
    event_count, reject_count
FROM core.core_run
ORDER BY started_at, run_id;
COMMENT ON TABLE runs IS 'One row a run of ingest, up to the one that published this file.';
COMMENT ON COLUMN runs.run_id IS 'The run.';
COMMENT ON COLUMN runs.status_code IS 'running, done, failed or aborted (its process died).';
COMMENT ON COLUMN runs.started_at IS 'When it began, UTC.';
COMMENT ON COLUMN runs.finished_at IS 'When it ended, UTC.';
COMMENT ON COLUMN runs.sources_text IS 'The sources it was asked to read, one a line.';
COMMENT ON COLUMN runs.extractor_version IS 'The version of the extractor.';
COMMENT ON COLUMN runs.document_count IS 'Documents that it loaded, new or changed.';
COMMENT ON COLUMN runs.unchanged_count IS 'Documents that it met and left as they were.';
COMMENT ON COLUMN runs.event_count IS 'Document events that it loaded.';
COMMENT ON COLUMN runs.reject_count IS 'Records that it could not read.';
