"""Writes the reference tensors of a model: what diffusers and transformers compute with it.

python make_reference.py sd15 path/to/model reference.safetensors

The model is a folder of diffusers (sd15, sd21, sdxl) or transformers (clip, dinov2). With --like
the inputs come from an earlier reference file, and what differs from it is printed; then the exit
code is 1.
"""

import argparse
import json
import sys

import diffusers
import torch
import transformers

import encoders
import entries as reference
import text_to_image

FAMILIES = ("sd15", "sd21", "sdxl", "clip", "dinov2")


def main():
    options = arguments()
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)  # tiny models only wait for each other's threads
    torch.manual_seed(options.seed)
    tensors, spec = reference.read(options.like) if options.like else ({}, {})
    tolerances = spec.pop("tolerance", {})
    entries = reference.Entries(options.seed, tensors)
    spec = spec or new_spec(options)
    compute(options, entries, spec)
    entries.write(options.reference, spec)
    found = list(reference.differences(entries, tensors, tolerances)) if options.like else []
    print("\n".join([f"{len(entries.tensors)} entries", *found]))
    return 1 if found else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument("model", help="the model's folder")
    parser.add_argument("reference", help="the file to write")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--like", help="an earlier reference file to take the inputs from")
    parser.add_argument(
        "--sizes",
        type=json.loads,
        default={},
        help='latent sizes as JSON, for example {"base": [8, 16], "b1": [9, 7]}',
    )
    return parser.parse_args()


def new_spec(options):
    spec = dict(seed=options.seed, family=options.family)
    if options.family == "clip":
        spec.update(texts=encoders.TEXTS)
    elif options.family != "dinov2":
        spec.update(text_to_image.spec_of(options.model, options.family))
    versions = {module.__name__: module.__version__ for module in (torch, diffusers, transformers)}
    return dict(spec, versions=versions)


def compute(options, entries, spec):
    if options.family == "clip":
        encoders.clip(options.model, entries, spec)
        encoders.resize(entries)
    elif options.family == "dinov2":
        encoders.dinov2(options.model, entries, spec)
    else:
        sizes = {name: tuple(size) for name, size in options.sizes.items()}
        text_to_image.TextToImage(options.model, entries, spec, sizes).run()


if __name__ == "__main__":
    sys.exit(main())
