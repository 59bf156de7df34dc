"""Runs another aligner, so that `evaluate align --peer` can show it beside ours.

usage: python aligners.py PEER < DOCUMENTS    (a line each: [[source sentences], [target sentences]] as JSON)

Writes for each document a line with its beads, [[source numbers], [target numbers]] each, and last the seconds that the
aligner took (loading left out). Exit code 3: the package is not installed.
PyPI: galechurch.
"""

import json
import sys
import time


def galechurch():
    import galechurch as package

    def align(source, target):
        lines = package.align(source, target).to_pharaoh_lines()
        return [[json.loads(side) for side in line.split(":")[:2]] for line in lines]

    return align


def main():
    try:
        align = {"galechurch": galechurch}[sys.argv[1]]()
    except (ImportError, KeyError):
        sys.exit(3)
    documents = [json.loads(line) for line in sys.stdin]
    start = time.process_time()
    answers = [align(source, target) for source, target in documents]
    seconds = time.process_time() - start
    for answer in answers:
        print(json.dumps(answer))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
