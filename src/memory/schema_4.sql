-- From version 3 to 4: a unit is read from one page. A table without row numbers keeps whole rows in
-- the inner nodes of its tree, which at ten million units do not fit into the cache; and what was
-- known of a unit stood in a page far from its texts. Now a variant is found by one number, the
-- variants of a unit are neighbours, and what is known of it stands with the first of them.
-- (Foreign keys are off while a file is migrated, else DROP TABLE would take rows with it.)

CREATE TABLE variants_4 (
    id         INTEGER PRIMARY KEY,                -- unit_id * 65536 + nth
    unit_id    INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL,
    nth        INTEGER GENERATED ALWAYS AS (id & 65535) VIRTUAL,  -- place in the unit, from 0
    lang_id    INTEGER NOT NULL REFERENCES languages (id),
    text       TEXT NOT NULL,                      -- as given
    codes      TEXT,                               -- JSON list of [offset, xml], NULL when empty
    created    TEXT,
    changed    TEXT,
    created_by TEXT,
    changed_by TEXT,
    -- Of the unit; NULL in all variants but the first.
    origin_id  INTEGER REFERENCES origins (id),
    place      TEXT,
    review     INTEGER,                            -- 0 unsaid, 1 unreviewed, 2 reviewed
    previous   TEXT,
    next       TEXT,
    key        TEXT,
    confidence REAL,
    properties TEXT,                               -- JSON object, NULL when empty
    notes      TEXT                                -- JSON list, NULL when empty
) STRICT;
INSERT INTO variants_4 (id, lang_id, text, codes, created, changed, created_by, changed_by,
        origin_id, place, review, previous, next, key, confidence, properties, notes)
    SELECT v.unit_id << 16 | v.nth, v.lang_id, v.text, v.codes, v.created, v.changed, v.created_by,
        v.changed_by, u.origin_id, u.place, u.review, u.previous, u.next, u.key, u.confidence,
        u.properties, u.notes
    FROM variants v LEFT JOIN units u ON v.nth = 0 AND u.id = v.unit_id
    ORDER BY v.unit_id, v.nth;
DROP TABLE variants;
ALTER TABLE variants_4 RENAME TO variants;

CREATE TABLE units_4 (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice
    import_id INTEGER NOT NULL REFERENCES imports (id),
    identity  INTEGER NOT NULL                     -- hash of what makes two units the same one
) STRICT;
INSERT INTO units_4 SELECT id, import_id, identity FROM units ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'units_4';
UPDATE sqlite_sequence SET name = 'units_4' WHERE name = 'units';
DROP TABLE units;
ALTER TABLE units_4 RENAME TO units;
CREATE INDEX unit_identity ON units (identity);
CREATE INDEX unit_import ON units (import_id);

-- The variants of a unit go with it; the index counts those that are gone.
CREATE TRIGGER unit_gone AFTER DELETE ON units BEGIN
    DELETE FROM variants WHERE id BETWEEN old.id << 16 AND old.id << 16 | 65535;
END;
CREATE TRIGGER variant_gone AFTER DELETE ON variants BEGIN
    UPDATE searches SET gone = gone + 1 WHERE lang =
        (SELECT substr(tag, 1, instr(tag || '-', '-') - 1) FROM languages WHERE id = old.lang_id);
END;
