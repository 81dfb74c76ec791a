"""The limit of bulk: the network over phrases that are tokenised, sorted by length and packed without any padding.

Prints phrases a second; one process a core, as many phrases each.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from os import cpu_count
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

folder, path, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
options = SessionOptions()
options.intra_op_num_threads = 1
session = InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokens = sorted((one.ids for one in tokenizer.encode_batch(path.read_text("utf-8").splitlines())), key=len)
groups = [np.array(list(rows), np.int64) for _, rows in groupby(tokens, key=len)]
batches = [group[start : start + size] for group in groups for start in range(0, len(group), size)]


def run(ids):
    session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})


started = time.perf_counter()
with ThreadPoolExecutor(cpu_count()) as pool:
    list(pool.map(run, batches))
print(len(tokens) / (time.perf_counter() - started))
