CREATE TABLE event_aliases AS
SELECT alias_id, event_id FROM core.event_aliases ORDER BY alias_id;
COMMENT ON TABLE event_aliases IS 'One row an event id that was ever given: the event that it means now.';
COMMENT ON COLUMN event_aliases.alias_id IS 'An event id of now or earlier.';
COMMENT ON COLUMN event_aliases.event_id IS 'The event id of now; null where no document reports the event any more.';
