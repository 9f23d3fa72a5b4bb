"""Writes the finished models in fp16: OUT/model in the diffusers layout, OUT/clip and OUT/dino in that of transformers."""
import json
import os
import shutil

import networks
from diffusers import UNet2DConditionModel
from transformers import CLIPModel, CLIPTextModel, Dinov2Model

PIPELINE = {
    "_class_name": "StableDiffusionPipeline", "feature_extractor": [None, None], "safety_checker": [None, None], "requires_safety_checker": False,
    "scheduler": ["diffusers", "DDIMScheduler"], "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]}
SCHEDULER = {
    "_class_name": "DDIMScheduler", "num_train_timesteps": 1000, "beta_start": .00085, "beta_end": .012, "beta_schedule": "scaled_linear",
    "clip_sample": False, "prediction_type": "epsilon", "steps_offset": 1, "set_alpha_to_one": False}


def write(content, *names):
    with open(os.path.join(*names), "w") as file:
        json.dump(content, file, indent=1)


def save(net, *names):
    """Saves a network, without the path that it was loaded from."""
    folder = os.path.join(*names)
    net.half().save_pretrained(folder)
    with open(os.path.join(folder, "config.json")) as file:
        config = json.load(file)
    config.pop("_name_or_path", None)
    write(config, folder, "config.json")


def export(path, out):
    """Exports what the stages left; without a trained UNet and autoencoder, those that training begins with, for the text encoder's sake."""
    trained = os.path.exists(path("unet"))
    save(UNet2DConditionModel.from_pretrained(path("unet")) if trained else networks.unet()[0], out, "model", "unet")
    save(CLIPTextModel.from_pretrained(path("text_encoder")), out, "model", "text_encoder")
    save(networks.autoencoder(path("vae") if os.path.exists(path("vae")) else networks.toybox("model/vae")), out, "model", "vae")
    shutil.copytree(path("tokenizer"), os.path.join(out, "model/tokenizer"), dirs_exist_ok=True)
    os.makedirs(os.path.join(out, "model/scheduler"), exist_ok=True)
    write(SCHEDULER, out, "model/scheduler/scheduler_config.json")
    write(PIPELINE, out, "model/model_index.json")
    for name, kind in (("clip", CLIPModel), ("dino", Dinov2Model)):
        if os.path.exists(path(name)):
            save(kind.from_pretrained(path(name)), out, name)
            shutil.copy(networks.toybox(name, "preprocessor_config.json"), os.path.join(out, name))
    if os.path.exists(os.path.join(out, "clip")):
        shutil.copytree(path("tokenizer"), os.path.join(out, "clip"), dirs_exist_ok=True)
    if not trained:
        print("the UNet is not trained yet: this export shows the text encoder alone")
