"""Other tools asked for what is like a text; see peers.rs.

Reads {"texts", "queries", "postgres"} and writes a line {"name", "found", "ms"} for each tool that is there: for each query
the numbers of five texts at most, best first, and how long it took.
"""

import json
import re
import sqlite3
import subprocess
import sys
import time


def timed(name, queries, ask):
    found, times = [], []
    for query in queries:
        begun = time.thread_time()
        numbers = ask(query)
        times.append((time.thread_time() - begun) * 1000)
        found.append(list(numbers))
    say(name, found, times)


def say(name, found, times):
    print(json.dumps({"name": name, "found": found, "ms": times}), flush=True)


def rapidfuzz(texts, queries):
    try:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein
    except ImportError:
        return
    scorer = Levenshtein.normalized_similarity

    def ask(query):
        return [at for _, _, at in process.extract(query, texts, scorer=scorer, score_cutoff=0.7, limit=5)]

    timed("rapidfuzz", queries, ask)


def fts5(texts, queries):
    base = sqlite3.connect(":memory:")
    try:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram', detail='full')")
    except sqlite3.OperationalError:
        return
    base.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", ((at + 1, text) for at, text in enumerate(texts)))

    def ask(query):
        grams = sorted({query[at : at + 3] for at in range(len(query) - 2)})
        if not grams:
            return []
        wanted = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        rows = base.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 5", (wanted,))
        return [row[0] - 1 for row in rows]

    timed("FTS5 trigram", queries, ask)


def postgres(texts, queries, connection):
    if not connection:
        return

    def quoted(text):
        return "'" + text.replace("\x00", "").replace("'", "''") + "'"

    def copied(text):
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
        return text.replace("\x00", "")

    lines = ["\\set ON_ERROR_STOP on", "SET standard_conforming_strings = on;"]
    lines += ["CREATE EXTENSION IF NOT EXISTS pg_trgm;", "DROP TABLE IF EXISTS kladka_peer;"]
    lines += ["CREATE TABLE kladka_peer (id integer, text text);", "COPY kladka_peer FROM stdin;"]
    lines += [f"{at}\t{copied(text)}" for at, text in enumerate(texts)] + ["\\."]
    lines += ["CREATE INDEX ON kladka_peer USING gin (text gin_trgm_ops);", "ANALYZE kladka_peer;"]
    lines += ["SET pg_trgm.similarity_threshold = 0.7;", "\\timing on", "\\t on", "\\a"]
    for query in queries:
        text = quoted(query)
        lines.append("\\echo Query")
        lines.append(
            f"SELECT 'Id ' || id FROM kladka_peer WHERE text % {text} ORDER BY similarity(text, {text}) DESC, id LIMIT 5;"
        )
    lines += ["\\timing off", "DROP TABLE kladka_peer;"]
    ran = subprocess.run(
        ["psql", "-X", "-q", connection], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        print(ran.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return
    found, times = [], []
    for block in ran.stdout.split("Query\n")[1:]:
        found.append([int(number) for number in re.findall(r"^Id (\d+)$", block, re.M)])
        times.append(float(re.search(r"^Time: ([\d.]+) ms", block, re.M).group(1)))
    say("pg_trgm", found, times)


def main():
    given = json.load(sys.stdin)
    texts, queries = given["texts"], given["queries"]
    rapidfuzz(texts, queries)
    fts5(texts, queries)
    postgres(texts, queries, given["postgres"])


main()
