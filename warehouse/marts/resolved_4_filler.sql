-- Who fills which role of an event, over its reports: in the order of first appearance, spellings of one actor once.
-- A country is its code, anything else its folded name (Sergei = Sergey); a surname alone is the person named in full.
CREATE TEMP TABLE resolved_filler AS
WITH named AS (
    SELECT
        member.event_id,
        member.type_code,
        member.document_event_id,
        member.report_rank * 100000 + filler.position AS seen_rank,
        filler.*  EXCLUDE (document_event_id, document_id, position),
        trim(regexp_replace(
            replace(lower(strip_accents(filler.filler_name)), 'y', 'i'), '[^\p{L}\p{N}]+', ' ', 'g'
        )) AS folded_name
    FROM resolved_member AS member
    JOIN core.core_role_filler AS filler USING (document_event_id)
), keyed AS (
    SELECT
        *,
        CASE
            WHEN kind_code = 'country' AND country_code IS NOT NULL THEN 'country ' || country_code
            ELSE kind_code || ' ' || coalesce(nullif(folded_name, ''), filler_name)
        END AS filler_key
    FROM named
), single AS (
    SELECT
        event_id, type_code, role_code, filler_key, is_place,
        first(filler_name ORDER BY seen_rank) AS filler_name,
        first(kind_code ORDER BY seen_rank) AS kind_code,
        first(folded_name ORDER BY seen_rank) AS folded_name,
        first(country_code ORDER BY seen_rank) FILTER (country_code IS NOT NULL) AS country_code,
        first(sector_code ORDER BY seen_rank) FILTER (sector_code IS NOT NULL) AS sector_code,
        first(admin1_code ORDER BY seen_rank) FILTER (admin1_code IS NOT NULL) AS admin1_code,
        count(DISTINCT document_event_id) AS report_count,
        max(probability) AS probability,
        min(seen_rank) AS seen_rank
    FROM keyed
    GROUP BY event_id, type_code, role_code, filler_key, is_place
), whole AS (
    SELECT short.*
    FROM single AS short
    WHERE NOT EXISTS (
        SELECT 1
        FROM single AS long
        WHERE short.kind_code = 'person' AND long.kind_code = 'person'
          AND long.event_id = short.event_id AND long.role_code = short.role_code
          AND long.folded_name <> short.folded_name
          AND list_contains(string_split(long.folded_name, ' '), short.folded_name)
    )
)
SELECT
    *,
    row_number() OVER (PARTITION BY event_id, role_code ORDER BY seen_rank, filler_key) AS position,
    country_code IS NOT NULL AND row_number() OVER (
        PARTITION BY event_id, role_code, country_code ORDER BY seen_rank, filler_key
    ) = 1 AS is_first_of_country,
    row_number() OVER (PARTITION BY event_id, is_place, filler_key ORDER BY seen_rank, role_code) = 1 AS is_first_of_event,
    country_code IS NOT NULL AND row_number() OVER (
        PARTITION BY event_id, is_place, country_code ORDER BY seen_rank, role_code, filler_key
    ) = 1 AS is_first_country_of_event
FROM whole;
