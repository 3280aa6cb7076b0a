-- The date an event shows: of its reports' own dates the most precise, of these the most reported, then the first.
CREATE TEMP TABLE resolved_date AS
WITH dated AS (
    SELECT
        member.event_id,
        member.report_rank,
        date.start_date,
        date.end_date,
        date.date_precision,
        date.date_basis,
        date.expression_text,
        count(*) OVER (PARTITION BY member.event_id, date.start_date, date.end_date) AS support_count,
        coalesce(
            list_position(
                ['day', 'weekend', 'week', 'month', 'season', 'quarter', 'year', 'decade'], date.date_precision
            ), 4
        ) AS precision_rank
    FROM resolved_member AS member
    JOIN core.core_event_date AS date USING (document_event_id)
    WHERE date.start_date IS NOT NULL OR date.end_date IS NOT NULL
)
SELECT event_id, start_date, end_date, date_precision, date_basis, expression_text
FROM dated
QUALIFY row_number() OVER (
    PARTITION BY event_id
    ORDER BY precision_rank, support_count DESC, start_date NULLS LAST, end_date NULLS LAST, report_rank
) = 1;
