"""Loads an exported concept by the rules of programs that have no library, and draws from our latents.

check_emb_params.py MODEL my-mug.safetensors sample.safetensors

AUTOMATIC1111's web UI takes clip_l with clip_g, else the only tensor there is, whatever its name; a
tensor [d] is one vector. ComfyUI takes the tensor of its text encoder's name (clip_l), else the first
one. kohya's scripts take emb_params. All must find the same vectors.
"""

import sys

import torch
from safetensors.torch import load_file

from comparison import Sample, largest_difference, open_pipeline, report


def as_webui(tensors):
    if {"clip_l", "clip_g"} <= tensors.keys():
        return tensors["clip_l"]
    if len(tensors) != 1:
        raise SystemExit(f"the web UI takes one tensor, not {sorted(tensors)}")
    (vectors,) = tensors.values()
    return vectors if vectors.dim() == 2 else vectors[None]


def as_comfyui(tensors):
    return tensors["clip_l"] if "clip_l" in tensors else next(iter(tensors.values()))


def as_kohya(tensors):
    return tensors["emb_params"] if "emb_params" in tensors else tensors["clip_l"]


def teach(pipeline, vectors):
    """A new token for each vector; returns how a prompt names them all."""
    tokens = [f"<vector-{i}>" for i in range(len(vectors))]
    pipeline.tokenizer.add_tokens(tokens)
    pipeline.text_encoder.resize_token_embeddings(len(pipeline.tokenizer), mean_resizing=False)
    table = pipeline.text_encoder.get_input_embeddings().weight.data
    table[pipeline.tokenizer.convert_tokens_to_ids(tokens)] = vectors
    return " ".join(tokens)


model, concept, sample_file = sys.argv[1:]
sample = Sample(sample_file)
tensors = load_file(concept)
vectors = as_webui(tensors)
for reader in (as_comfyui, as_kohya):
    if not torch.equal(reader(tensors), vectors):
        raise SystemExit(f"{reader.__name__} finds other vectors than as_webui")
pipeline = open_pipeline(model)
prompt = sample.prompt.replace(sample.placeholder, teach(pipeline, vectors))
report(
    reader="emb_params",
    vectors=len(vectors),
    largest_difference=largest_difference(pipeline, sample, prompt),
)
