-- The value an event shows for an attribute: the most reported, then the exact one, then the first.
CREATE TEMP TABLE resolved_attribute AS
WITH valued AS (
    SELECT
        member.event_id,
        member.report_rank,
        attribute.attribute_code,
        attribute.value_text,
        attribute.low,
        attribute.high,
        attribute.is_approximate,
        attribute.is_increment,
        count(*) OVER (
            PARTITION BY member.event_id, attribute.attribute_code, lower(attribute.value_text), attribute.low, attribute.high
        ) AS support_count
    FROM resolved_member AS member
    JOIN core.core_event_attribute AS attribute USING (document_event_id)
)
SELECT event_id, attribute_code, value_text, low, high, is_approximate, is_increment
FROM valued
QUALIFY row_number() OVER (
    PARTITION BY event_id, attribute_code
    ORDER BY support_count DESC, is_approximate, (low IS NULL)::INTEGER + (high IS NULL)::INTEGER, report_rank
) = 1;
