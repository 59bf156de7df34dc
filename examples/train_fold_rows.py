#!/usr/bin/env python3
"""Makes the two inputs of `train_fold`: what every Polish word form may be, and how often it is written.

    pip install morfeusz2 wordfreq            # the analyser with its SGJP dictionary (BSD-2), word frequencies
    apt-get download wpolish && dpkg -x wpolish_*.deb x
    python3 train_fold_rows.py x/usr/share/dict/polish OUT_FOLDER

Writes to OUT_FOLDER
    rows.tsv     form, lemma, qualifiers ("nazwisko", "imię", ... joined by "|"), tags (joined by spaces); sorted
    freq.tsv     form in lower case, occurrences in a thousand million words; sorted
    notice.txt   the dictionary's own copyright notice

Every word of the list is analysed as it is written; every word of the frequency list, too, and once more with a capital, because that
list is in lower case and names are not. Readings with `:neg` of participles and gerunds are left out (niepisanie is no form of pisać for
us), words that merely begin with nie- stay. Takes six minutes on two cores; neither this script nor its output is needed to use Kładka.
"""
import multiprocessing
import os
import re
import sys

import morfeusz2
import wordfreq

LETTERS = re.compile(r"[a-ząćęłńóśźżA-ZĄĆĘŁŃÓŚŹŻ]+|[a-ząćęłńóśźżéèöüäáíčšžëA-ZĄĆĘŁŃÓŚŹŻ]+", re.I)
SHORTEST, LONGEST = 2, 24
NOT_A_WORD = {"ign", "brev", "interp", "frag"}
NEGATED = {"pact", "ppas", "ger"}


def main(word_list, folder):
    frequency = wordfreq.get_frequency_dict("pl", wordlist="large")
    words = {line.strip() for line in open(word_list, encoding="utf8")}
    for word in frequency:
        words.update((word, word.capitalize()))
    words = sorted(w for w in words if SHORTEST <= len(w) <= LONGEST and LETTERS.fullmatch(w))
    step = 20_000
    chunks = [words[i : i + step] for i in range(0, len(words), step)]
    with multiprocessing.Pool(2) as pool, open(os.path.join(folder, "rows.tsv"), "w", encoding="utf8") as out:
        for lines in pool.imap(analyse, chunks):
            out.writelines(lines)
    with open(os.path.join(folder, "freq.tsv"), "w", encoding="utf8") as out:
        for word in sorted(frequency):
            out.write(f"{word}\t{frequency[word] * 1e9:.1f}\n")
    with open(os.path.join(folder, "notice.txt"), "w", encoding="utf8") as out:
        out.write(morfeusz2.Morfeusz().dict_copyright())


def analyse(words):
    # composite: zrobiłem is one word, not zrobił + em
    analyser = morfeusz2.Morfeusz(separate_numbering=True, praet="composite")
    lines = []
    for word in words:
        readings = {}
        for start, _, (form, lemma, tag, qualifiers, _) in analyser.analyse(word):
            pos = tag.split(":")[0]
            if start != 0 or form != word or pos in NOT_A_WORD or (":neg" in tag and pos in NEGATED):
                continue
            # "lemma:s1", "lemma:v2" tell homonyms apart; a fold has no use for that
            readings.setdefault((lemma.split(":")[0] or lemma, "|".join(qualifiers)), []).append(tag)
        for (lemma, qualifiers), tags in sorted(readings.items()):
            lines.append(f"{word}\t{lemma}\t{qualifiers}\t{' '.join(sorted(set(tags)))}\n")
    return lines


if __name__ == "__main__":
    main(*sys.argv[1:])
