CREATE TABLE documents AS
SELECT
    document.document_id, document.document_name, document.source_uri, document.title_text, document.published_date,
    document.published_basis, document.duplicate_of_id, document.content_hash,
    length(document.document_text) AS character_count,
    (SELECT count(*) FROM core.core_document_event AS e WHERE e.document_id = document.document_id) AS event_count
FROM core.core_document AS document
ORDER BY document.document_id;
COMMENT ON TABLE documents IS 'One row a document.';
COMMENT ON COLUMN documents.document_id IS 'Which document it is.';
COMMENT ON COLUMN documents.document_name IS 'The name that its source gives it.';
COMMENT ON COLUMN documents.source_uri IS 'Where it was read from.';
COMMENT ON COLUMN documents.title_text IS 'Its title.';
COMMENT ON COLUMN documents.published_date IS 'The day it was published on, if known.';
COMMENT ON COLUMN documents.published_basis IS 'How that is known: record, option or unknown.';
COMMENT ON COLUMN documents.duplicate_of_id IS 'The earliest document with the same text, where it is another one.';
COMMENT ON COLUMN documents.content_hash IS 'Which version of it: a hash of title, text and publication date.';
COMMENT ON COLUMN documents.character_count IS 'The length of its text in Unicode code points.';
COMMENT ON COLUMN documents.event_count IS 'How many events were found in it.';
