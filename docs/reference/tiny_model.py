"""Writes a random tiny model in the layout of diffusers or transformers.

python tiny_model.py presets/odd.json path/to/model

A preset says the family and the fields of each part's configuration that differ from BASE.
"""

import argparse
import json
import math
import pathlib

import diffusers
import torch
import transformers
from transformers.models.clip.tokenization_clip import bytes_to_unicode

WORDS = "a photo of cat dog red the wooden floor on top beach wearing santa hat quality low blurry"
TEXT = dict(
    hidden_size=24,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=3,
    bos_token_id=0,
    eos_token_id=2,
    pad_token_id=1,
)
STABLE_DIFFUSION = dict(
    unet=dict(
        sample_size=8,
        block_out_channels=[8, 12],
        down_block_types=["CrossAttnDownBlock2D", "DownBlock2D"],
        up_block_types=["UpBlock2D", "CrossAttnUpBlock2D"],
        layers_per_block=1,
        attention_head_dim=2,
        norm_num_groups=4,
        cross_attention_dim=24,
    ),
    vae=dict(
        block_out_channels=[4, 8, 8, 8],
        down_block_types=["DownEncoderBlock2D"] * 4,
        up_block_types=["UpDecoderBlock2D"] * 4,
        norm_num_groups=4,
    ),
    text_encoder=TEXT,
    scheduler=dict(
        _class_name="PNDMScheduler",
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        skip_prk_steps=True,
        steps_offset=1,
        clip_sample=False,
        set_alpha_to_one=False,
    ),
    tokenizer=dict(),
)
XL = dict(
    STABLE_DIFFUSION,
    unet=dict(
        STABLE_DIFFUSION["unet"],
        cross_attention_dim=40,
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=4,
        projection_class_embeddings_input_dim=36,
    ),
    text_encoder_2=dict(TEXT, hidden_size=16, num_attention_heads=2, projection_dim=12),
    scheduler=dict(STABLE_DIFFUSION["scheduler"], _class_name="EulerDiscreteScheduler"),
    tokenizer_2=dict(pad_token="!"),
)
VISION = dict(
    hidden_size=24,
    intermediate_size=48,
    num_hidden_layers=2,
    num_attention_heads=3,
    image_size=24,
    patch_size=8,
)
CLIP = dict(
    config=dict(projection_dim=12),
    text_config=TEXT,
    vision_config=VISION,
    preprocessor=dict(image_processor_type="CLIPImageProcessor", size=24, crop_size=24),
    tokenizer=dict(),
)
DINO = dict(
    config=dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, image_size=56),
    preprocessor=dict(
        image_processor_type="BitImageProcessor", size={"shortest_edge": 48}, crop_size=42
    ),
)
BASE = dict(sd15=STABLE_DIFFUSION, sd21=STABLE_DIFFUSION, sdxl=XL, clip=CLIP, dinov2=DINO)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", type=pathlib.Path)
    parser.add_argument("model", type=pathlib.Path)
    options = parser.parse_args()
    preset = json.loads(options.preset.read_text())
    torch.manual_seed(preset.get("seed", 0))
    parts = {
        name: {**fields, **preset.get(name, {})} for name, fields in BASE[preset["family"]].items()
    }
    options.model.mkdir(parents=True, exist_ok=True)
    write = dict(clip=clip, dinov2=dinov2).get(preset["family"], text_to_image)
    write(options.model, parts)


def text_to_image(folder, parts):
    index = dict(_class_name="StableDiffusionPipeline")
    if "text_encoder_2" in parts:
        index = dict(_class_name="StableDiffusionXLPipeline")
    else:
        index.update(safety_checker=[None, None], feature_extractor=[None, None])
        index.update(requires_safety_checker=False)
    for name, fields in parts.items():
        index[name] = PARTS[name](folder / name, parts, fields)
    (folder / "model_index.json").write_text(json.dumps(index, indent=1))


def network(kind):
    def write(folder, parts, fields):
        save(kind(**fields), folder)
        return ["diffusers", kind.__name__]

    return write


def text_encoder(kind, tokenizer):
    def write(folder, parts, fields):
        merges = parts[tokenizer].get("merges")
        config = transformers.CLIPTextConfig(vocab_size=len(vocabulary(merges)), **fields)
        save(kind(config), folder)
        return ["transformers", kind.__name__]

    return write


def scheduler(folder, parts, fields):
    folder.mkdir(exist_ok=True)
    (folder / "scheduler_config.json").write_text(json.dumps(fields, indent=1))
    return ["diffusers", fields["_class_name"]]


def tokenizer(folder, parts, fields):
    folder.mkdir(exist_ok=True)
    vocab = vocabulary(fields.get("merges"))
    merges = [" ".join(pair) for pair in pairs()[: fields.get("merges")]]
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]))
    end = "<|endoftext|>"
    special = dict(bos_token="<|startoftext|>", eos_token=end, unk_token=end)
    special["pad_token"] = fields.get("pad_token", end)
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    config = dict(special, tokenizer_class="CLIPTokenizer", model_max_length=77)
    config["model_max_length"] = fields.get("model_max_length", 77)
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return ["transformers", "CLIPTokenizer"]


def pairs():
    """Merges that make each of WORDS from its letters, first to last."""
    found = []
    for word in WORDS.split():
        letters = [*word[:-1], word[-1] + "</w>"]
        while len(letters) > 1:
            if tuple(letters[:2]) not in found:
                found.append(tuple(letters[:2]))
            letters[:2] = ["".join(letters[:2])]
    return found


def vocabulary(merges):
    letters = list(bytes_to_unicode().values())
    tokens = letters + [letter + "</w>" for letter in letters]
    tokens += ["".join(pair) for pair in pairs()[:merges]]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    return {token: i for i, token in enumerate(dict.fromkeys(tokens))}


PARTS = dict(
    unet=network(diffusers.UNet2DConditionModel),
    vae=network(diffusers.AutoencoderKL),
    text_encoder=text_encoder(transformers.CLIPTextModel, "tokenizer"),
    text_encoder_2=text_encoder(transformers.CLIPTextModelWithProjection, "tokenizer_2"),
    scheduler=scheduler,
    tokenizer=tokenizer,
    tokenizer_2=tokenizer,
)


def clip(folder, parts):
    size = len(vocabulary(parts["tokenizer"].get("merges")))
    text = dict(parts["text_config"], vocab_size=size)
    config = dict(parts["config"], text_config=text, vision_config=parts["vision_config"])
    save(transformers.CLIPModel(transformers.CLIPConfig(**config)), folder)
    tokenizer(folder, parts, parts["tokenizer"])
    (folder / "preprocessor_config.json").write_text(json.dumps(parts["preprocessor"], indent=1))


def dinov2(folder, parts):
    save(transformers.Dinov2Model(transformers.Dinov2Config(**parts["config"])), folder)
    (folder / "preprocessor_config.json").write_text(json.dumps(parts["preprocessor"], indent=1))


def save(model, folder):
    """With weights of a size that neither explodes nor vanishes on the way."""
    for name, weight in model.named_parameters():
        values = torch.randn(weight.shape)
        norm = "norm" in name or "layer_scale" in name or "layrnorm" in name
        if weight.dim() == 0:
            continue
        if weight.dim() == 1:
            values = 1 + 0.2 * values if norm and not name.endswith("bias") else 0.1 * values
        elif "embeddings" in name and "patch" not in name:
            values = 0.3 * values
        else:
            values = values / math.sqrt(weight[0].numel())
        weight.data.copy_(values)
    model.save_pretrained(folder)


if __name__ == "__main__":
    main()
