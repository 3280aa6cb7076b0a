CREATE TABLE event_reports AS
WITH first_mention AS (
    SELECT * FROM core.core_mention QUALIFY row_number() OVER (PARTITION BY document_event_id ORDER BY position) = 1
)
SELECT
    member.document_event_id,
    member.event_id,
    member.type_code,
    member.document_id,
    member.document_name,
    member.published_date,
    member.status_code,
    mention.mention_text,
    mention.evidence_start,
    mention.evidence_end,
    substring(
        document.document_text, mention.sentence_start + 1, mention.sentence_end - mention.sentence_start
    ) AS sentence_text,
    date.start_date,
    date.end_date,
    date.expression_text,
    said.source_name AS attribution_name,
    said.country_code AS attribution_country_code,
    member.probability,
    member.link_score,
    member.link_reason_text
FROM resolved_member AS member
JOIN core.core_document AS document USING (document_id)
LEFT JOIN first_mention AS mention USING (document_event_id)
LEFT JOIN core.core_event_date AS date USING (document_event_id)
LEFT JOIN core.core_event_attribution AS said USING (document_event_id)
ORDER BY member.event_id, member.report_rank;
COMMENT ON TABLE event_reports IS 'One row a document event: what one document reports of an event, and where.';
COMMENT ON COLUMN event_reports.document_event_id IS 'The document event.';
COMMENT ON COLUMN event_reports.event_id IS 'The event that it reports.';
COMMENT ON COLUMN event_reports.type_code IS 'Its type.';
COMMENT ON COLUMN event_reports.document_id IS 'The document.';
COMMENT ON COLUMN event_reports.document_name IS 'The name of the document.';
COMMENT ON COLUMN event_reports.published_date IS 'The day the document was published on, if known.';
COMMENT ON COLUMN event_reports.status_code IS 'The status as this document presents it.';
COMMENT ON COLUMN event_reports.mention_text IS 'The words that name it first.';
COMMENT ON COLUMN event_reports.evidence_start IS 'First character of these words in the text.';
COMMENT ON COLUMN event_reports.evidence_end IS 'Character after their last.';
COMMENT ON COLUMN event_reports.sentence_text IS 'The sentence that they stand in.';
COMMENT ON COLUMN event_reports.start_date IS 'First day that this document gives for it.';
COMMENT ON COLUMN event_reports.end_date IS 'Last day that this document gives for it.';
COMMENT ON COLUMN event_reports.expression_text IS 'The words that it gives the date in.';
COMMENT ON COLUMN event_reports.attribution_name IS 'Who is said to say it, where the document does not assert it itself.';
COMMENT ON COLUMN event_reports.attribution_country_code IS 'The country of that source.';
COMMENT ON COLUMN event_reports.probability IS 'How sure the extractor is of it.';
COMMENT ON COLUMN event_reports.link_score IS 'How sure it is that it reports this event.';
COMMENT ON COLUMN event_reports.link_reason_text IS 'Why it is taken to report this event.';
