"""The floor: what importing, loading and running the network once takes, with nothing around it."""

import sys

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

folder, phrase = sys.argv[1:3]
options = SessionOptions()
options.intra_op_num_threads = 1
session = InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
ids = np.array([Tokenizer.from_file(f"{folder}/tokenizer.json").encode(phrase).ids], np.int64)
session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
