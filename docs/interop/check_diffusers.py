"""Loads an exported concept as diffusers' users do and draws from our latents.

check_diffusers.py MODEL learned_embeds.safetensors sample.safetensors
"""

import sys

from comparison import Sample, largest_difference, open_pipeline, report

model, concept, sample_file = sys.argv[1:]
sample = Sample(sample_file)
pipeline = open_pipeline(model)
words = len(pipeline.tokenizer)
pipeline.load_textual_inversion(concept)
if sample.placeholder not in pipeline.tokenizer.get_vocab():
    raise SystemExit(f"diffusers did not find {sample.placeholder} in {concept}")
report(
    reader="diffusers.load_textual_inversion",
    vectors=len(pipeline.tokenizer) - words,
    largest_difference=largest_difference(pipeline, sample, sample.prompt),
)
