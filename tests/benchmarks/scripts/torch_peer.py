"""The usual way: the same encoder through torch and transformers, and a head of torch, from start to one answer."""

import sys

import torch
from transformers import AutoModel, AutoTokenizer

folder, phrase = sys.argv[1:3]
tokenizer = AutoTokenizer.from_pretrained(folder)
encoder = AutoModel.from_pretrained(folder).eval()
head = torch.nn.Linear(encoder.config.hidden_size, 512)
with torch.inference_mode():
    print(head(encoder(**tokenizer(phrase, return_tensors="pt")).last_hidden_state.mean(1)).argmax().item())
