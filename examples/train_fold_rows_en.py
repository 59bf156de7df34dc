#!/usr/bin/env python3
"""Makes the English inputs of `train_fold` from a frequency list and our own list of irregular words.

    pip install wordfreq
    python3 train_fold_rows_en.py train_fold/english.txt OUT_FOLDER

Writes OUT_FOLDER/rows.en.tsv and OUT_FOLDER/freq.en.tsv in the shape that `train_fold_rows.py` describes. No English dictionary is read:
an ending is believed where the frequency list has the word without it (*houses* is a form of *house*, since *hous* is never written;
*hoping* is one of *hope*, since *hop* would double its p), and a verb where it has both its -ed and its -ing.
"""
import collections
import os
import sys

import wordfreq

VOWELS = set("aeiou")
RARE = 20.0  # occurrences in a thousand million words below which a word is no evidence
LEAST_PART = 0.02  # the word without its ending must be written at least this often as the one with it
SURE_PLURAL = ("ers", "ors", "ists", "isms", "ments", "tions", "ships", "ings", "ances", "ences", "ities", "hoods", "ians")  # even where the singular is never written
DOUBTFUL_PART = 0.25  # below this, the form may also be a word of its own


def main(irregular, folder):
    frequency = {w: f * 1e9 for w, f in wordfreq.get_frequency_dict("en", wordlist="large").items()}
    frequency = {w: f for w, f in frequency.items() if w.isascii() and w.isalpha() and 2 <= len(w) <= 24}
    lists = read_lists(irregular)
    rows = collections.defaultdict(set)
    for word in frequency:
        for lemma, tag in readings(word, frequency, lists):
            rows[word, lemma].add(tag)
    for form, lemma, tag in lists["forms"]:
        rows[form, lemma].add(tag)
    with open(os.path.join(folder, "rows.en.tsv"), "w", encoding="utf8") as out:
        for (word, lemma), tags in sorted(rows.items()):
            seldom = word in lists["established"] and lemma != word or (word, lemma) in lists["seldom"]
            qualifier = "seldom" if seldom else ""
            out.write(f"{word}\t{lemma}\t{qualifier}\t{' '.join(sorted(tags))}\n")
    with open(os.path.join(folder, "freq.en.tsv"), "w", encoding="utf8") as out:
        for word in sorted(frequency):
            out.write(f"{word}\t{frequency[word]:.1f}\n")


def read_lists(path):
    """Sections "[verbs]", "[nouns]" (lemma form…; "+form" is a word of its own, too, "=form" seldom this lemma's), "[still]" (words that only look inflected), "[degrees]" (adjectives),
    "[plurals]" (of which the singular is seldom written), "[established]" (forms in -ing and -ed that are words of their own first), "[both]" (and
    forms of a verb besides)."""
    lists = {"forms": [], "known": set(), "still": set(), "degrees": set(), "established": set(), "both": set(), "plurals": set(), "seldom": set(), "verbs": set()}
    section = ""
    for line in open(path, encoding="utf8"):
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0].startswith("["):
            section = words[0].strip("[]")
        elif section in ("still", "degrees", "established", "both", "plurals"):
            lists[section].update(words)
        else:
            lemma, forms = words[0], words[1:]
            if section == "verbs":
                lists["verbs"].add(lemma)
            for form in forms:
                own, seldom = form.startswith("+"), form.startswith("=")
                form = form.lstrip("+=")
                if seldom:
                    lists["seldom"].add((form, lemma))
                lists["known"].add(form)
                tag = {"verbs": "praet:sg:past", "nouns": "subst:pl:nom", "adjectives": "adj:sg:com"}[section]
                if section == "verbs" and form.endswith("ing"):
                    tag = "ger:sg:nom"
                lists["forms"].append((form, lemma, tag))
                if own:
                    lists["forms"].append((form, form, "subst:sg:nom"))
    return lists


def readings(word, frequency, lists):
    if word in lists["known"]:
        return
    if word in lists["still"]:
        yield word, "subst:sg:nom"
        return
    found = False
    plural = plural_of(word, frequency)
    if not plural and word.endswith(SURE_PLURAL) and len(word) > 7:
        found = True
        yield word[:-3] + "y" if word.endswith("ies") else word[:-1], "subst:pl:nom"
    if plural:
        sure = word.endswith(SURE_PLURAL) or word in lists["plurals"]
        found = sure or frequency[plural] >= DOUBTFUL_PART * frequency[word] or frequency[word] < 1000
        yield plural, "subst:pl:nom"
        if is_verb(plural, frequency, lists):
            yield plural, "fin:sg:ter"
    verb = verb_of(word, "ed", frequency, lists)
    if word in lists["established"]:
        yield word, "subst:sg:nom"
        verb = verb or verb_of(word, "ing", frequency, lists)
        if verb:
            yield verb, "praet:sg:past"
        return
    if word in lists["both"]:
        yield word, "subst:sg:nom"
        gerund = verb_of(word, "ing", frequency, lists)
        if verb or gerund:
            yield (verb, "ppas:sg:nom:m1") if verb else (gerund, "ger:sg:nom")
        return
    if verb and verb not in lists["verbs"]:
        found = True
        yield verb, "praet:sg:past"
        yield verb, "ppas:sg:nom:m1"
    verb = verb_of(word, "ing", frequency, lists)
    if verb:
        found = True
        yield verb, "ger:sg:nom"
    adjective = degree_of(word, lists)
    if adjective:
        found = True
        yield adjective, "adj:sg:com"
    if not found:
        yield word, "subst:sg:nom"
        if is_verb(word, frequency, lists):
            yield word, "fin:pl:inf"


def plural_of(word, frequency):
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) and frequency.get(word[:-1], 0) < frequency[word] or len(word) < 4:
        return None
    candidates = [word[:-1]]
    if word.endswith("ies"):
        candidates = [word[:-3] + "y", word[:-1]] if len(word) > 4 else [word[:-1]]
    elif word.endswith("es") and word[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
        if frequency.get(word[:-1], 0) < 0.1 * frequency[word]:  # uses: use, not us
            candidates.append(word[:-2])
        if word.endswith("ses"):
            candidates.append(word[:-2] + "is")
    return likeliest(word, candidates, frequency)


def verb_of(word, ending, frequency, lists):
    base = word[: -len(ending)]
    if not word.endswith(ending) or len(base) < 2 or not VOWELS & set(base + "e" * base.count("y")):
        return None
    candidates = [base + "e"]
    if not wants_double(base) and not base.endswith("e") or base.endswith("ee") or (ending == "ing" and base.endswith("e")):
        candidates.append(base)
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeious":
        candidates.append(base[:-1])
    if base.endswith("ck"):
        candidates.append(base[:-1])
    if ending == "ed" and base.endswith("i"):
        candidates = [base[:-1] + "y", base + "e"]
    if ending == "ing" and base.endswith("y") and len(base) < 4:
        candidates.append(base[:-1] + "ie")
    candidates = [c for c in candidates if is_verb(c, frequency, lists)]
    return likeliest(word, candidates, frequency)


def is_verb(word, frequency, lists):
    if word in lists["verbs"]:
        return True
    return all(any(frequency.get(form, 0) > RARE for form in spelled(word, ending)) for ending in ("ed", "ing"))


def spelled(verb, ending):
    """Every way in which the ending may be joined to the verb."""
    if verb.endswith("ie"):
        return [verb + "d"] if ending == "ed" else [verb[:-2] + "ying"]
    if verb.endswith("e"):
        return [verb + "d"] if ending == "ed" else [verb[:-1] + "ing", verb + "ing"]
    if verb.endswith("y") and ending == "ed" and verb[-2:-1] not in VOWELS:
        return [verb[:-1] + "ied"]
    if wants_double(verb):
        return [verb + verb[-1] + ending]
    return [verb + ending, verb + verb[-1] + ending, verb + "k" + ending]


def wants_double(verb):
    """One short vowel before one consonant, one syllable: hop, stir, quit."""
    body = verb.replace("qu", "q")
    vowels = [i for i, c in enumerate(body) if c in VOWELS or (c == "y" and i > 0)]
    return len(vowels) == 1 and vowels[0] == len(body) - 2 and body[-1] not in "wxyh"


def likeliest(word, candidates, frequency):
    candidates = [c for c in candidates if frequency.get(c, 0) > max(RARE, LEAST_PART * frequency[word])]
    return max(candidates, key=lambda c: (frequency[c], c), default=None)


def degree_of(word, lists):
    for ending in ("er", "est"):
        if word.endswith(ending):
            base = word[: -len(ending)]
            for adjective in (base, base + "e", base[:-1], base[:-1] + "y"):
                if adjective in lists["degrees"] and word in degrees(adjective):
                    return adjective
    return None


def degrees(adjective):
    if adjective.endswith("e"):
        stem = adjective[:-1]
    elif adjective.endswith("y"):
        stem = adjective[:-1] + "i"
    elif wants_double(adjective):
        stem = adjective + adjective[-1]
    else:
        stem = adjective
    return {stem + "er", stem + "est"}


if __name__ == "__main__":
    main(*sys.argv[1:])
