"""Resident megabytes: of the floor after one answer, or of a predictor after a thousand phrases and after many."""

import random
import runpy
import sys
from pathlib import Path

what, argument = sys.argv[1:]


def resident():
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if what == "floor":
    sys.argv[1:] = [argument, "banana"]
    floor = runpy.run_path(str(Path(__file__).with_name("floor.py")))
    print(resident())
else:
    from colorword_tui.model.predictor import Predictor

    predictor, draw, few = Predictor(), random.Random(1), 0.0
    letters = "abcdefghijklmnopqrstuvwxyzäéñ あいうえお青空 привет"
    for number in range(int(argument)):
        text = "x" + "".join(draw.choices(letters, k=draw.randint(1, 20)))
        predictor.predict(text)
        predictor.recall(text)
        if number == 1000:
            few = resident()
    print(few, resident())
