#!/usr/bin/env python3
"""Dumps the rows from which `train_classes.rs` makes `src/language/data/class.bin`.

usage: train_classes_rows.py OUT_FOLDER WORDNET_DICT_FOLDER AMERICAN_WORD_LIST

Needs PyPI `morfeusz2` (its SGJP dictionary: BSD-2-Clause) and `wordfreq` (frequencies: CC BY-SA 4.0), the `dict` folder
of WordNet 3.0 (Debian `wordnet-base`, WordNet licence) and a list of English words with capitals (Debian `wamerican`, SCOWL).

  pl.tsv   form  uses-per-million  lemma  tag  name-class         one reading a line, capitals only in the lemma
  en.tsv   form  uses-per-million  marks                          marks, one letter each:
           s listed small, C listed with a capital, n noun, v verb base, z third person, d regular past, i irregular past
"""
import os
import re
import sys

import morfeusz2
import wordfreq

LEAST_USES = 0.01  # per million; rarer forms never get into the table
POLISH = re.compile(r"[a-ząćęłńóśźż]{1,24}")
ENGLISH = re.compile(r"[a-z]{1,24}")


def polish(path):
    analyser = morfeusz2.Morfeusz(separate_numbering=True)
    print("dictionary", analyser.dict_id(), file=sys.stderr)
    with open(path, "w", encoding="utf8") as out:
        for form, share in sorted(wordfreq.get_frequency_dict("pl", "best").items()):
            uses = share * 1e6
            if uses < LEAST_USES or not POLISH.fullmatch(form):
                continue
            readings = set()
            # With a capital the analyser gives the names and the common words alike.
            for start, end, (_, lemma, tag, names, _) in analyser.analyse(form.capitalize()):
                whole = start == 0 and end == 1
                if whole and not tag.startswith(("ign", "brev")):
                    readings.add((lemma.split(":")[0], tag, "|".join(names)))
            for lemma, tag, names in sorted(readings):
                out.write(f"{form}\t{uses:.3f}\t{lemma}\t{tag}\t{names}\n")


def words_of(path):
    with open(path, encoding="utf8") as lines:
        return {line.split()[0] for line in lines if line[:1] != " "}


def third_person(verb):
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return re.sub(r"([^aeiou])y$", r"\1ie", verb) + "s"


def past(verb):
    if verb.endswith("e"):
        return {verb + "d"}
    doubled = verb + verb[-1] + "ed"
    return {re.sub(r"([^aeiou])y$", r"\1i", verb) + "ed"} | ({doubled} if re.search(r"[aeiou][bdglmnprt]$", verb) else set())


def english(path, wordnet, listed):
    with open(listed, encoding="utf8") as lines:
        spelled = {line.strip() for line in lines}
    nouns, verbs = words_of(f"{wordnet}/index.noun"), words_of(f"{wordnet}/index.verb")
    with open(f"{wordnet}/verb.exc", encoding="utf8") as lines:
        irregular = {line.split()[0] for line in lines}
    persons = {third_person(v) for v in verbs}
    pasts = {form for v in verbs for form in past(v)}
    with open(path, "w", encoding="utf8") as out:
        for form, share in sorted(wordfreq.get_frequency_dict("en", "best").items()):
            uses = share * 1e6
            if uses < LEAST_USES or not ENGLISH.fullmatch(form):
                continue
            marks = "".join(
                mark
                for mark, holds in [
                    ("s", form in spelled),
                    ("C", form.capitalize() in spelled or form.upper() in spelled),
                    ("n", form in nouns or form.removesuffix("s") in nouns),
                    ("v", form in verbs),
                    ("z", form in persons),
                    ("d", form in pasts),
                    ("i", form in irregular and not form.endswith("ing") and not form.endswith("s")),
                ]
                if holds
            )
            if marks:
                out.write(f"{form}\t{uses:.3f}\t{marks}\n")


if __name__ == "__main__":
    folder, wordnet, listed = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    polish(f"{folder}/pl.tsv")
    english(f"{folder}/en.tsv", wordnet, listed)
