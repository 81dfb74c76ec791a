"""Resident megabytes: of the floor after one answer, or of a predictor after a thousand phrases and after many."""

import random
import sys
from pathlib import Path

what, folder = sys.argv[1:3]


def resident():
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if what == "floor":
    import numpy as np
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = 1
    session = InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
    ids = np.array([Tokenizer.from_file(f"{folder}/tokenizer.json").encode("banana").ids], np.int64)
    session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    print(resident())
else:
    from colorword_tui.model.predictor import Predictor

    predictor, draw, few = Predictor(Path(folder)), random.Random(1), 0.0
    letters = "abcdefghijklmnopqrstuvwxyzäéñ あいうえお青空 привет"
    for number in range(int(sys.argv[3])):
        text = "x" + "".join(draw.choices(letters, k=draw.randint(1, 20)))
        predictor.predict(text)
        predictor.recall(text)
        if number == 1000:
            few = resident()
    print(few, resident())
