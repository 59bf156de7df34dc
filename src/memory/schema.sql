-- The tables of a memory, as of version 1. Every later version is a step in schema.rs; this file
-- stays as it is, since the steps begin with it.

CREATE TABLE languages (
    id  INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE
) STRICT;

-- What came in at one go; everything stored names its import, so that an import can be undone.
CREATE TABLE imports (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    what          TEXT NOT NULL,
    at            TEXT NOT NULL,               -- YYYYMMDDThhmmssZ
    rules         TEXT NOT NULL,               -- fingerprint of the rules that cut the units
    added         INTEGER NOT NULL DEFAULT 0,
    doubled       INTEGER NOT NULL DEFAULT 0,
    terms_added   INTEGER NOT NULL DEFAULT 0,
    terms_doubled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE origins (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    rules  TEXT NOT NULL,
    UNIQUE (source, rules)
) STRICT;

CREATE TABLE units (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    import_id  INTEGER NOT NULL REFERENCES imports (id),
    origin_id  INTEGER NOT NULL REFERENCES origins (id),
    place      TEXT NOT NULL,
    identity   INTEGER NOT NULL,                   -- hash of what makes two units the same one
    previous   TEXT,
    next       TEXT,
    key        TEXT,
    review     INTEGER NOT NULL,                   -- 0 unsaid, 1 unreviewed, 2 reviewed
    confidence REAL,
    properties TEXT,                               -- JSON object, NULL when empty
    notes      TEXT                                -- JSON list, NULL when empty
) STRICT;
CREATE INDEX unit_identity ON units (identity);
CREATE INDEX unit_import ON units (import_id);

CREATE TABLE variants (
    unit_id    INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    nth        INTEGER NOT NULL,                   -- place in the unit, from 0
    lang_id    INTEGER NOT NULL REFERENCES languages (id),
    text       TEXT NOT NULL,                      -- as given
    hash       INTEGER NOT NULL,                   -- hash of the comparable form
    weight     INTEGER NOT NULL,                   -- sum of the weights of its tokens
    codes      TEXT,                               -- JSON list of [offset, xml], NULL when empty
    created    TEXT,
    changed    TEXT,
    created_by TEXT,
    changed_by TEXT,
    PRIMARY KEY (unit_id, nth)
) STRICT, WITHOUT ROWID;

-- The way from a comparable form to its texts; this and signatures are made from variants.
CREATE TABLE hashes (
    hash    INTEGER NOT NULL,
    lang_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    nth     INTEGER NOT NULL,
    PRIMARY KEY (hash, lang_id, unit_id, nth)
) STRICT, WITHOUT ROWID;

-- What a scan reads: narrow rows in order of weight.
CREATE TABLE signatures (
    lang_id   INTEGER NOT NULL,
    weight    INTEGER NOT NULL,
    unit_id   INTEGER NOT NULL,
    nth       INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (lang_id, weight, unit_id, nth)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER variant_gone AFTER DELETE ON variants BEGIN
    DELETE FROM signatures WHERE lang_id = old.lang_id AND weight = old.weight
        AND unit_id = old.unit_id AND nth = old.nth;
    DELETE FROM hashes WHERE hash = old.hash AND lang_id = old.lang_id
        AND unit_id = old.unit_id AND nth = old.nth;
END;

CREATE TABLE terms (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    import_id   INTEGER NOT NULL REFERENCES imports (id),
    source_lang INTEGER NOT NULL REFERENCES languages (id),
    target_lang INTEGER NOT NULL REFERENCES languages (id),
    source      TEXT NOT NULL,
    target      TEXT NOT NULL,
    identity    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    status      TEXT NOT NULL,
    confidence  REAL,
    frequency   INTEGER NOT NULL,
    evidence    TEXT NOT NULL,                     -- JSON list
    occurrences TEXT NOT NULL                      -- JSON list
) STRICT;
CREATE INDEX term_identity ON terms (identity);
CREATE INDEX term_import ON terms (import_id);

-- The keys of each headword's words.
CREATE TABLE term_keys (
    key     INTEGER NOT NULL,
    term_id INTEGER NOT NULL REFERENCES terms (id) ON DELETE CASCADE,
    side    INTEGER NOT NULL,                      -- 0 source, 1 target
    PRIMARY KEY (key, term_id, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_key_term ON term_keys (term_id);

-- The units of the same import in which both sides of a term stand.
CREATE TABLE term_units (
    term_id INTEGER NOT NULL REFERENCES terms (id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    PRIMARY KEY (term_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_unit_unit ON term_units (unit_id);

-- name and value; "search" holds the fingerprint of the rules that made weights and signatures.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
