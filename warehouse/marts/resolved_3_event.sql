-- What the reports of an event say together. Status: the most certain one; a denial beside others is a dispute.
CREATE TEMP TABLE resolved_event AS
WITH reported AS (
    SELECT
        event_id,
        any_value(type_code) AS type_code,
        arg_min(
            status_code, list_position(['occurred', 'ongoing', 'denied', 'planned', 'possible'], status_code)
        ) AS status_code,
        bool_or(status_code = 'denied') AND NOT bool_and(status_code = 'denied') AS is_disputed,
        count(*) AS report_count,
        string_agg(document_name, '; ' ORDER BY report_rank) AS document_names,
        min(published_date) AS published_date,
        max(probability) AS probability
    FROM resolved_member
    GROUP BY event_id
), sources AS (
    SELECT member.event_id, said.source_name, min(member.report_rank) AS first_rank
    FROM resolved_member AS member
    JOIN core.core_event_attribution AS said USING (document_event_id)
    GROUP BY ALL
), attributed AS (
    SELECT event_id, string_agg(source_name, '; ' ORDER BY first_rank, source_name) AS attribution_names
    FROM sources
    GROUP BY event_id
)
SELECT
    reported.event_id,
    reported.type_code,
    reported.status_code,
    reported.status_code IN ('occurred', 'ongoing') AS is_realised,
    reported.is_disputed,
    own.start_date,
    own.end_date,
    own.date_precision,
    coalesce(own.start_date, own.end_date, reported.published_date) AS event_date,
    CASE
        WHEN own.event_id IS NOT NULL AND own.date_basis IN ('dateline', 'inferred') THEN own.date_basis
        WHEN own.event_id IS NOT NULL THEN 'text'
        WHEN reported.published_date IS NOT NULL THEN 'document'
    END AS event_date_basis,
    own.event_id IS NULL AND reported.published_date IS NOT NULL AS is_date_fallback,
    reported.report_count,
    reported.document_names,
    attributed.attribution_names,
    reported.probability
FROM reported
LEFT JOIN resolved_date AS own USING (event_id)
LEFT JOIN attributed USING (event_id);
