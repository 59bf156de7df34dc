-- From version 1 to 2: the index. Hashes, weights and signatures go; tables of the index are made
-- by language, as texts of one come in (src/memory/index).

DROP TRIGGER variant_gone;
DROP TABLE signatures;
DROP TABLE hashes;
ALTER TABLE variants DROP COLUMN hash;
ALTER TABLE variants DROP COLUMN weight;

-- One row a language that has an index: what src/memory/index/catalogue.rs says.
CREATE TABLE searches (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    lang          TEXT NOT NULL UNIQUE,            -- primary subtag
    build         INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    main          INTEGER NOT NULL,
    tail          INTEGER NOT NULL,
    texts         INTEGER NOT NULL,
    gone          INTEGER NOT NULL DEFAULT 0,
    next_word     INTEGER NOT NULL,
    next_function INTEGER NOT NULL,
    next_negation INTEGER NOT NULL,
    weights       BLOB NOT NULL,
    fixed         BLOB NOT NULL
) STRICT;

CREATE TRIGGER variant_gone AFTER DELETE ON variants BEGIN
    UPDATE searches SET gone = gone + 1 WHERE lang =
        (SELECT substr(tag, 1, instr(tag || '-', '-') - 1) FROM languages WHERE id = old.lang_id);
END;

-- What was made by the rules of before is made anew.
DELETE FROM facts WHERE name = 'search';
