"""Runs another word aligner, so that `evaluate terms --peer` can show it beside ours.

usage: python linkers.py PEER < PAIRS    (a line each: [[source words], [target words]] as JSON)

All pairs are one text. Writes for each pair a line with its links, [source number, target number] each, and last the CPU
seconds that the aligner took, its threads and subprocesses among them. Both directions are joined by grow-diag-final-and.
Exit code 3: the package is not installed.
PyPI: eflomal, sil-thot (its HMM, five rounds of IBM 1 before).
"""

import json
import os
import sys
import tempfile


def eflomal():
    from eflomal import Aligner

    def align(pairs):
        sides = [[" ".join(side) for side in sides] for sides in zip(*pairs)]
        with tempfile.TemporaryDirectory() as folder:
            names = [os.path.join(folder, name) for name in ("forth", "back")]
            Aligner().align(*sides, links_filename_fwd=names[0], links_filename_rev=names[1])
            found = []
            for name in names:
                with open(name, encoding="utf-8") as file:
                    lines = file.read().split("\n")[: len(pairs)]
                found.append([{tuple(map(int, p.split("-"))) for p in line.split()} for line in lines])
        return list(zip(*found))

    return align


def thot():
    from thot.alignment import HmmAlignmentModel, Ibm1AlignmentModel

    def trained(model, pairs):
        for source, target in pairs:
            model.add_sentence_pair(source, target, 1)
        model.start_training()
        for _ in range(5):
            model.train()
        model.end_training()
        return model

    def train(pairs):
        model = trained(HmmAlignmentModel(trained(Ibm1AlignmentModel(), pairs)), pairs)
        found = []
        for source, target in pairs:
            matrix = model.get_best_alignment(source, target)[1].to_numpy()
            found.append({(i, j) for i, j in zip(*map(list, matrix.nonzero())) if i < len(source) and j < len(target)})
        return found

    def align(pairs):
        back = train([(target, source) for source, target in pairs])
        return [(forth, {(i, j) for j, i in links}) for forth, links in zip(train(pairs), back)]

    return align


def joined(forth, back):
    """grow-diag-final-and (Koehn and others 2005)."""
    links, union = forth & back, forth | back
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    grown = True
    while grown:
        grown = False
        for i, j in sorted(links):
            for di in (-1, 0, 1):
                for dj in (-1, 0, 1):
                    new = (i + di, j + dj)
                    if new in union and new not in links and (new[0] not in rows or new[1] not in columns):
                        links.add(new)
                        rows.add(new[0])
                        columns.add(new[1])
                        grown = True
    for side in (forth, back):
        for i, j in sorted(side):
            if i not in rows and j not in columns:
                links.add((i, j))
                rows.add(i)
                columns.add(j)
    return links


def main():
    try:
        align = {"eflomal": eflomal, "sil-thot": thot}[sys.argv[1]]()
    except (ImportError, KeyError):
        sys.exit(3)
    # Words are told apart by their small letters, and none may be empty.
    pairs = [[[word.lower() or "_" for word in side] for side in json.loads(line)] for line in sys.stdin]
    before = os.times()
    answers = align(pairs)
    after = os.times()
    for forth, back in answers:
        print(json.dumps([[int(i), int(j)] for i, j in sorted(joined(set(forth), set(back)))]))
    print(json.dumps(sum(after[:4]) - sum(before[:4])))


if __name__ == "__main__":
    main()
