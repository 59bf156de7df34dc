-- From version 2 to 3: what each unit adds to the counts of words (src/memory/counts.rs).

-- One row a pair of primary languages, in the order of their tags: units of the numbers low to high
-- have been counted, by these rules.
CREATE TABLE count_pairs (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    rules  TEXT NOT NULL,
    low    INTEGER NOT NULL,
    high   INTEGER NOT NULL,
    UNIQUE (source, target)
) STRICT;

CREATE TABLE count_keys (
    id  INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

-- What a unit adds: numbers of keys, and links. It goes with its unit.
CREATE TABLE counted (
    unit_id INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    pair_id INTEGER NOT NULL,
    keys    BLOB NOT NULL,
    PRIMARY KEY (unit_id, pair_id)
) STRICT, WITHOUT ROWID;
