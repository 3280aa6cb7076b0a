CREATE TABLE event_actors AS
SELECT
    event_id, type_code, role_code, position, filler_name AS actor_name, is_place, kind_code, country_code, sector_code,
    admin1_code, report_count, probability
FROM resolved_filler
ORDER BY event_id, role_code, position;
COMMENT ON TABLE event_actors IS 'One row an event x role x actor or place, for joins.';
COMMENT ON COLUMN event_actors.event_id IS 'The event.';
COMMENT ON COLUMN event_actors.type_code IS 'Its type.';
COMMENT ON COLUMN event_actors.role_code IS 'The role in it.';
COMMENT ON COLUMN event_actors.position IS 'The place among the fillers of the role, from 1.';
COMMENT ON COLUMN event_actors.actor_name IS 'The name of the actor or place.';
COMMENT ON COLUMN event_actors.is_place IS 'Whether it is a place; else it is an actor.';
COMMENT ON COLUMN event_actors.kind_code IS 'country, organisation, person, group, region, city, facility, sea or other.';
COMMENT ON COLUMN event_actors.country_code IS 'ISO 3166-1 alpha-3 code, former codes for historical states.';
COMMENT ON COLUMN event_actors.sector_code IS 'The part of society an actor acts for, such as GOV or MIL.';
COMMENT ON COLUMN event_actors.admin1_code IS 'ISO 3166-2 code of the first-level region of a place.';
COMMENT ON COLUMN event_actors.report_count IS 'How many reports name it in this role.';
COMMENT ON COLUMN event_actors.probability IS 'How sure the extractor is, at best, that it has this role.';
