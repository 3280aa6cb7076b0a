-- Facts, one column one meaning. No keys and no enums: uniqueness is a check (warehouse/checks), and a load is
-- DELETE by document and INSERT.

CREATE TABLE core_document (
    document_id VARCHAR, content_hash VARCHAR, text_hash VARCHAR, extractor_version VARCHAR, document_name VARCHAR,
    source_uri VARCHAR, title_text VARCHAR, document_text VARCHAR, published_date DATE, published_basis VARCHAR, duplicate_of_id VARCHAR,
    run_id VARCHAR, loaded_at TIMESTAMP
);
COMMENT ON TABLE core_document IS 'One row a document, in its current version.';
COMMENT ON COLUMN core_document.document_id IS 'Which document it is: a hash of its source and its own id or place.';
COMMENT ON COLUMN core_document.content_hash IS 'Which version of it: a hash of title, text and publication date.';
COMMENT ON COLUMN core_document.text_hash IS 'A hash of the text alone: equal for duplicates.';
COMMENT ON COLUMN core_document.extractor_version IS 'The version of the extractor that its events come from.';
COMMENT ON COLUMN core_document.document_name IS 'The name that its source gives it.';
COMMENT ON COLUMN core_document.source_uri IS 'Where it was read from.';
COMMENT ON COLUMN core_document.title_text IS 'Its title; no event is read from it.';
COMMENT ON COLUMN core_document.document_text IS 'Its text; evidence counts Unicode code points in it.';
COMMENT ON COLUMN core_document.published_date IS 'The day it was published on, if known.';
COMMENT ON COLUMN core_document.published_basis IS 'How that is known: record, option or unknown.';
COMMENT ON COLUMN core_document.duplicate_of_id IS 'The earliest document with the same text, where it is another one.';
COMMENT ON COLUMN core_document.run_id IS 'The run that loaded this version.';
COMMENT ON COLUMN core_document.loaded_at IS 'When this version was loaded, UTC.';

CREATE TABLE core_document_revision (
    document_id VARCHAR, content_hash VARCHAR, extractor_version VARCHAR, document_name VARCHAR, source_uri VARCHAR,
    title_text VARCHAR, document_text VARCHAR, published_date DATE, published_basis VARCHAR,
    run_id VARCHAR, loaded_at TIMESTAMP, superseded_run_id VARCHAR, superseded_at TIMESTAMP
);
COMMENT ON TABLE core_document_revision IS 'One row a version of a document that a later one replaced.';
COMMENT ON COLUMN core_document_revision.document_id IS 'The document.';
COMMENT ON COLUMN core_document_revision.content_hash IS 'The version that was replaced.';
COMMENT ON COLUMN core_document_revision.extractor_version IS 'The version of the extractor that read it.';
COMMENT ON COLUMN core_document_revision.document_name IS 'The name that its source gave it.';
COMMENT ON COLUMN core_document_revision.source_uri IS 'Where it was read from.';
COMMENT ON COLUMN core_document_revision.title_text IS 'Its title.';
COMMENT ON COLUMN core_document_revision.document_text IS 'Its text.';
COMMENT ON COLUMN core_document_revision.published_date IS 'The day it was published on, if known.';
COMMENT ON COLUMN core_document_revision.published_basis IS 'How that is known: record, option or unknown.';
COMMENT ON COLUMN core_document_revision.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN core_document_revision.loaded_at IS 'When it was loaded, UTC.';
COMMENT ON COLUMN core_document_revision.superseded_run_id IS 'The run that replaced it.';
COMMENT ON COLUMN core_document_revision.superseded_at IS 'When it was replaced, UTC.';

CREATE TABLE core_document_event (
    document_event_id VARCHAR, document_id VARCHAR, position INTEGER, type_code VARCHAR, status_code VARCHAR,
    probability DOUBLE, merge_reasons_text VARCHAR
);
COMMENT ON TABLE core_document_event IS 'One row a happening in a document: all its mentions there together.';
COMMENT ON COLUMN core_document_event.document_event_id IS 'Hash of document, type, first sentence and rank there.';
COMMENT ON COLUMN core_document_event.document_id IS 'The document that reports it.';
COMMENT ON COLUMN core_document_event.position IS 'Its place among the events of the document, from 1.';
COMMENT ON COLUMN core_document_event.type_code IS 'The event type.';
COMMENT ON COLUMN core_document_event.status_code IS 'occurred, ongoing, denied, planned or possible: the most certain of its mentions.';
COMMENT ON COLUMN core_document_event.probability IS 'How sure the extractor is that it is an event of this type.';
COMMENT ON COLUMN core_document_event.merge_reasons_text IS 'Why each mention after the first is the same happening, one line each.';

CREATE TABLE core_mention (
    document_event_id VARCHAR, document_id VARCHAR, position INTEGER, mention_text VARCHAR, lemma_text VARCHAR,
    definiteness_kind VARCHAR, status_code VARCHAR, status_rule_name VARCHAR, evidence_start INTEGER,
    evidence_end INTEGER, sentence_start INTEGER, sentence_end INTEGER, rule_name VARCHAR, probability DOUBLE
);
COMMENT ON TABLE core_mention IS 'One row a mention of an event: the words that name it.';
COMMENT ON COLUMN core_mention.document_event_id IS 'The event that it mentions.';
COMMENT ON COLUMN core_mention.document_id IS 'The document that it stands in.';
COMMENT ON COLUMN core_mention.position IS 'Its place among the mentions of the event, from 1.';
COMMENT ON COLUMN core_mention.mention_text IS 'The words.';
COMMENT ON COLUMN core_mention.lemma_text IS 'The lemma of the trigger.';
COMMENT ON COLUMN core_mention.definiteness_kind IS 'definite, indefinite, possessive, demonstrative or none.';
COMMENT ON COLUMN core_mention.status_code IS 'The status as this mention presents it.';
COMMENT ON COLUMN core_mention.status_rule_name IS 'The rule that read the status.';
COMMENT ON COLUMN core_mention.evidence_start IS 'First character of the mention in the document text.';
COMMENT ON COLUMN core_mention.evidence_end IS 'Character after its last.';
COMMENT ON COLUMN core_mention.sentence_start IS 'First character of its sentence.';
COMMENT ON COLUMN core_mention.sentence_end IS 'Character after the last of its sentence.';
COMMENT ON COLUMN core_mention.rule_name IS 'The rule that found it.';
COMMENT ON COLUMN core_mention.probability IS 'How sure the extractor is of it.';

CREATE TABLE core_role_filler (
    document_event_id VARCHAR, document_id VARCHAR, role_code VARCHAR, position INTEGER, filler_name VARCHAR,
    is_place BOOLEAN, kind_code VARCHAR, country_code VARCHAR, sector_code VARCHAR, admin1_code VARCHAR,
    evidence_start INTEGER, evidence_end INTEGER, rule_name VARCHAR, path_text VARCHAR, probability DOUBLE
);
COMMENT ON TABLE core_role_filler IS 'One row an event x role x filler: an actor or place that takes part.';
COMMENT ON COLUMN core_role_filler.document_event_id IS 'The event.';
COMMENT ON COLUMN core_role_filler.document_id IS 'The document that reports it.';
COMMENT ON COLUMN core_role_filler.role_code IS 'The role in the event.';
COMMENT ON COLUMN core_role_filler.position IS 'Its place among the fillers of the event, from 1.';
COMMENT ON COLUMN core_role_filler.filler_name IS 'The name of the actor or place.';
COMMENT ON COLUMN core_role_filler.is_place IS 'Whether it is read as a place; else it is an actor.';
COMMENT ON COLUMN core_role_filler.kind_code IS 'country, organisation, person, group, region, city, facility, sea or other.';
COMMENT ON COLUMN core_role_filler.country_code IS 'ISO 3166-1 alpha-3 code, former codes for historical states.';
COMMENT ON COLUMN core_role_filler.sector_code IS 'The part of society an actor acts for, such as GOV or MIL.';
COMMENT ON COLUMN core_role_filler.admin1_code IS 'ISO 3166-2 code of the first-level region of a place.';
COMMENT ON COLUMN core_role_filler.evidence_start IS 'First character it was read from.';
COMMENT ON COLUMN core_role_filler.evidence_end IS 'Character after the last it was read from.';
COMMENT ON COLUMN core_role_filler.rule_name IS 'The rule that linked it to the event.';
COMMENT ON COLUMN core_role_filler.path_text IS 'The way from the trigger to the filler in the parse.';
COMMENT ON COLUMN core_role_filler.probability IS 'How sure the extractor is of the link.';

CREATE TABLE core_event_attribute (
    document_event_id VARCHAR, document_id VARCHAR, attribute_code VARCHAR, position INTEGER, value_text VARCHAR,
    low DOUBLE, high DOUBLE, is_approximate BOOLEAN, is_increment BOOLEAN, evidence_start INTEGER, evidence_end INTEGER, rule_name VARCHAR
);
COMMENT ON TABLE core_event_attribute IS 'One row an event x attribute: a code, a span or a number.';
COMMENT ON COLUMN core_event_attribute.document_event_id IS 'The event.';
COMMENT ON COLUMN core_event_attribute.document_id IS 'The document that reports it.';
COMMENT ON COLUMN core_event_attribute.attribute_code IS 'The attribute.';
COMMENT ON COLUMN core_event_attribute.position IS 'Its place among the attributes of the event, from 1.';
COMMENT ON COLUMN core_event_attribute.value_text IS 'Its code, duration or words; null where it is a number.';
COMMENT ON COLUMN core_event_attribute.low IS 'Lower bound of a number, null where open.';
COMMENT ON COLUMN core_event_attribute.high IS 'Upper bound of a number, null where open.';
COMMENT ON COLUMN core_event_attribute.is_approximate IS 'Whether the text calls the number approximate; null where it is none.';
COMMENT ON COLUMN core_event_attribute.is_increment IS 'Whether the number comes on top of others; null where it is none.';
COMMENT ON COLUMN core_event_attribute.evidence_start IS 'First character it was read from.';
COMMENT ON COLUMN core_event_attribute.evidence_end IS 'Character after the last it was read from.';
COMMENT ON COLUMN core_event_attribute.rule_name IS 'The rule that read it.';

CREATE TABLE core_event_date (
    document_event_id VARCHAR, document_id VARCHAR, start_date DATE, end_date DATE, date_precision VARCHAR,
    date_basis VARCHAR, edtf_text VARCHAR, expression_text VARCHAR, is_approximate BOOLEAN, evidence_start INTEGER,
    evidence_end INTEGER, rule_name VARCHAR
);
COMMENT ON TABLE core_event_date IS 'One row an event with a time expression of its own; both dates null where it is unresolved.';
COMMENT ON COLUMN core_event_date.document_event_id IS 'The event.';
COMMENT ON COLUMN core_event_date.document_id IS 'The document that reports it.';
COMMENT ON COLUMN core_event_date.start_date IS 'First day of the interval, inclusive.';
COMMENT ON COLUMN core_event_date.end_date IS 'Last day of the interval, inclusive.';
COMMENT ON COLUMN core_event_date.date_precision IS 'day, weekend, week, month, season, quarter, year, decade or range.';
COMMENT ON COLUMN core_event_date.date_basis IS 'What it rests on: text, document, dateline, context, event or inferred.';
COMMENT ON COLUMN core_event_date.edtf_text IS 'The interval in the Extended Date/Time Format.';
COMMENT ON COLUMN core_event_date.expression_text IS 'The words of the text.';
COMMENT ON COLUMN core_event_date.is_approximate IS 'Whether the text calls it approximate.';
COMMENT ON COLUMN core_event_date.evidence_start IS 'First character it was read from.';
COMMENT ON COLUMN core_event_date.evidence_end IS 'Character after the last it was read from.';
COMMENT ON COLUMN core_event_date.rule_name IS 'The rule that read it.';

CREATE TABLE core_event_attribution (
    document_event_id VARCHAR, document_id VARCHAR, source_name VARCHAR, country_code VARCHAR, chain_names VARCHAR,
    cue_text VARCHAR, evidence_start INTEGER, evidence_end INTEGER, cue_evidence_start INTEGER,
    cue_evidence_end INTEGER, rule_name VARCHAR
);
COMMENT ON TABLE core_event_attribution IS 'One row an event that the text does not assert itself: who says it.';
COMMENT ON COLUMN core_event_attribution.document_event_id IS 'The event.';
COMMENT ON COLUMN core_event_attribution.document_id IS 'The document that reports it.';
COMMENT ON COLUMN core_event_attribution.source_name IS 'Who is said to say it.';
COMMENT ON COLUMN core_event_attribution.country_code IS 'The country of the source.';
COMMENT ON COLUMN core_event_attribution.chain_names IS 'Who passes it on, one a line, nearest to the text first.';
COMMENT ON COLUMN core_event_attribution.cue_text IS 'The word of saying.';
COMMENT ON COLUMN core_event_attribution.evidence_start IS 'First character the source was read from.';
COMMENT ON COLUMN core_event_attribution.evidence_end IS 'Character after the last it was read from.';
COMMENT ON COLUMN core_event_attribution.cue_evidence_start IS 'First character of the word of saying.';
COMMENT ON COLUMN core_event_attribution.cue_evidence_end IS 'Character after its last.';
COMMENT ON COLUMN core_event_attribution.rule_name IS 'The rule that read it.';

CREATE TABLE core_resolved_event (
    event_id VARCHAR, document_event_id VARCHAR, score DOUBLE, reason_text VARCHAR
);
COMMENT ON TABLE core_resolved_event IS 'One row a document event: the resolved event that it reports.';
COMMENT ON COLUMN core_resolved_event.event_id IS 'The resolved event: the smallest id of its members.';
COMMENT ON COLUMN core_resolved_event.document_event_id IS 'The member.';
COMMENT ON COLUMN core_resolved_event.score IS 'How sure it is that the member belongs to it, 0 to 1.';
COMMENT ON COLUMN core_resolved_event.reason_text IS 'Why it belongs to it.';

CREATE TABLE event_aliases (alias_id VARCHAR, event_id VARCHAR);
COMMENT ON TABLE event_aliases IS 'One row an event id that was ever given: the event that it means now.';
COMMENT ON COLUMN event_aliases.alias_id IS 'An event id of now or earlier.';
COMMENT ON COLUMN event_aliases.event_id IS 'The event id of now; null where no document reports the event any more.';

CREATE TABLE core_run (
    run_id VARCHAR, status_code VARCHAR, started_at TIMESTAMP, finished_at TIMESTAMP, sources_text VARCHAR,
    extractor_version VARCHAR, document_count BIGINT, unchanged_count BIGINT, event_count BIGINT, reject_count BIGINT
);
COMMENT ON TABLE core_run IS 'One row a run of ingest.';
COMMENT ON COLUMN core_run.run_id IS 'The run.';
COMMENT ON COLUMN core_run.status_code IS 'running, done, failed or aborted (its process died).';
COMMENT ON COLUMN core_run.started_at IS 'When it began, UTC.';
COMMENT ON COLUMN core_run.finished_at IS 'When it ended, UTC.';
COMMENT ON COLUMN core_run.sources_text IS 'The sources it was asked to read, one a line.';
COMMENT ON COLUMN core_run.extractor_version IS 'The version of the extractor.';
COMMENT ON COLUMN core_run.document_count IS 'Documents that it loaded, new or changed.';
COMMENT ON COLUMN core_run.unchanged_count IS 'Documents that it met and left as they were.';
COMMENT ON COLUMN core_run.event_count IS 'Document events that it loaded.';
COMMENT ON COLUMN core_run.reject_count IS 'Records that it could not read.';

CREATE TABLE core_reject (
    reject_id VARCHAR, source_uri VARCHAR, line_number BIGINT, reason_code VARCHAR, reason_text VARCHAR,
    excerpt_text VARCHAR, run_id VARCHAR, rejected_at TIMESTAMP
);
COMMENT ON TABLE core_reject IS 'One row a record that could not be read, by source, line and reason.';
COMMENT ON COLUMN core_reject.reject_id IS 'Hash of source, line and reason.';
COMMENT ON COLUMN core_reject.source_uri IS 'Where the record lies.';
COMMENT ON COLUMN core_reject.line_number IS 'Its line there, from 1; null where the source is one record.';
COMMENT ON COLUMN core_reject.reason_code IS 'Why, as a code.';
COMMENT ON COLUMN core_reject.reason_text IS 'Why, in words.';
COMMENT ON COLUMN core_reject.excerpt_text IS 'The beginning of what was read.';
COMMENT ON COLUMN core_reject.run_id IS 'The first run that rejected it.';
COMMENT ON COLUMN core_reject.rejected_at IS 'When it was first rejected, UTC.';

CREATE TABLE core_load_log (
    load_id VARCHAR, run_id VARCHAR, loaded_at TIMESTAMP, new_count BIGINT, changed_count BIGINT,
    unchanged_count BIGINT, event_count BIGINT
);
COMMENT ON TABLE core_load_log IS 'One row a committed batch.';
COMMENT ON COLUMN core_load_log.load_id IS 'The batch.';
COMMENT ON COLUMN core_load_log.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN core_load_log.loaded_at IS 'When it was committed, UTC.';
COMMENT ON COLUMN core_load_log.new_count IS 'Documents that were not there before.';
COMMENT ON COLUMN core_load_log.changed_count IS 'Documents whose rows were replaced.';
COMMENT ON COLUMN core_load_log.unchanged_count IS 'Documents that were there already, in the same version.';
COMMENT ON COLUMN core_load_log.event_count IS 'Document events that were inserted.';

CREATE TABLE core_publication (
    publication_id VARCHAR, run_id VARCHAR, published_at TIMESTAMP, file_name VARCHAR, facts_hash VARCHAR
);
COMMENT ON TABLE core_publication IS 'One row a public file that was published.';
COMMENT ON COLUMN core_publication.publication_id IS 'The publication.';
COMMENT ON COLUMN core_publication.run_id IS 'The run that published it.';
COMMENT ON COLUMN core_publication.published_at IS 'When, UTC.';
COMMENT ON COLUMN core_publication.file_name IS 'The name of the public file.';
COMMENT ON COLUMN core_publication.facts_hash IS 'Hash of the facts in it and of the SQL that shows them.';
