-- Which document events report which event, earliest first; one that was not linked yet stands for itself.
CREATE TEMP TABLE resolved_member AS
SELECT
    coalesce(link.event_id, report.document_event_id) AS event_id,
    link.score AS link_score,
    link.reason_text AS link_reason_text,
    report.*,
    document.document_name,
    document.published_date,
    row_number() OVER (
        PARTITION BY coalesce(link.event_id, report.document_event_id)
        ORDER BY document.published_date NULLS LAST, report.document_id, report.position
    ) AS report_rank
FROM core.core_document_event AS report
JOIN core.core_document AS document USING (document_id)
LEFT JOIN core.core_resolved_event AS link USING (document_event_id);
