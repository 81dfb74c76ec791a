"""Bulk the usual way: sentence-transformers and a head of torch over the same encoder; prints phrases a second."""

import sys
import time
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer

folder, path = sys.argv[1], Path(sys.argv[2])
transformer = Transformer(folder)
model = SentenceTransformer(modules=[transformer, Pooling(transformer.get_word_embedding_dimension())], device="cpu")
head = torch.nn.Linear(transformer.get_word_embedding_dimension(), 512)
phrases = path.read_text("utf-8").splitlines()
started = time.perf_counter()
with torch.inference_mode():
    head(model.encode(phrases, batch_size=64, convert_to_tensor=True, show_progress_bar=False)).argmax(1).tolist()
print(len(phrases) / (time.perf_counter() - started))
