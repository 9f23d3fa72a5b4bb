"""The second world's networks, in the layouts of transformers and diffusers; the toybox's weights are where they begin."""
import os

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from transformers import CLIPConfig, CLIPModel, CLIPTextConfig, CLIPTextModel, CLIPTokenizer, CLIPVisionConfig, Dinov2Model

import subjects

TOYBOX = os.environ.get("TOYBOX", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../resources/zoodip/toybox"))
WIDTH = 192  # of token vectors
PROJECTED = 128  # width of the space in which images and captions meet
EMBEDDED = .06  # standard deviation of untrained token vectors: wide, so that learning adds to what tells them apart


def toybox(*names):
    return os.path.join(TOYBOX, *names)


def tokenizer(folder):
    return CLIPTokenizer.from_pretrained(folder)


def encode(tokens, texts):
    """Token numbers [n, 32]."""
    return tokens(texts, padding="max_length", truncation=True, max_length=tokens.model_max_length, return_tensors="pt").input_ids


def text_config(tokens):
    return CLIPTextConfig(
        vocab_size=len(tokens), hidden_size=WIDTH, intermediate_size=4 * WIDTH, num_hidden_layers=3, num_attention_heads=3,
        max_position_embeddings=tokens.model_max_length, hidden_act="quick_gelu", projection_dim=PROJECTED,
        bos_token_id=len(tokens) - 2, eos_token_id=len(tokens) - 1, pad_token_id=len(tokens) - 1)


def contrastive(tokens):
    """A CLIP model with a new text encoder, and the image encoder of the toybox's."""
    known = CLIPModel.from_pretrained(toybox("clip")).float()
    config = CLIPConfig(text_config=text_config(tokens).to_dict(), vision_config=known.config.vision_config.to_dict(), projection_dim=PROJECTED)
    net = CLIPModel(config)
    net.vision_model.load_state_dict(known.vision_model.state_dict())
    torch.nn.init.normal_(net.text_model.embeddings.token_embedding.weight, std=EMBEDDED)
    return net


def text_encoder(clip):
    """The text encoder of a CLIP model, by itself and frozen."""
    text = CLIPTextModel(clip.config.text_config)
    text.text_model.load_state_dict(clip.text_model.state_dict())
    return text.requires_grad_(False).eval()


def autoencoder(folder):
    return AutoencoderKL.from_pretrained(folder).float().eval()


def dino():
    return Dinov2Model.from_pretrained(toybox("dino")).float()


def unet():
    """The toybox's UNet with new keys and values for token vectors of another width, and the names of the parameters that are new."""
    known = UNet2DConditionModel.from_pretrained(toybox("model/unet")).float()
    net = UNet2DConditionModel.from_config(dict(known.config) | dict(cross_attention_dim=WIDTH))
    kept = {name: value for name, value in known.state_dict().items() if value.shape == net.state_dict()[name].shape}
    new, _ = net.load_state_dict(kept, strict=False)
    return net, set(new)


def schedule():
    return DDPMScheduler(num_train_timesteps=1000, beta_start=.00085, beta_end=.012, beta_schedule="scaled_linear", clip_sample=False)


class Identity(torch.nn.Module):
    """The vector of one token, sks, for a thing's parameters: what makes the token space hold things, as that of a large model does.

    Part of the time the class word's vector is mixed in, so that a half-learned token means a half-alike thing.
    """

    def __init__(self, table, sks):
        super().__init__()
        layer = torch.nn.Linear
        self.net = torch.nn.Sequential(layer(subjects.FEATURES, 192), torch.nn.SiLU(), layer(192, 192), torch.nn.SiLU(), layer(192, WIDTH))
        self.register_buffer("radius", table.weight.detach().norm(dim=1).mean())
        self.sks, self.now = sks, None

    def attach(self, table):
        """From now on the table gives this identity's vectors for sks; rows of a batch without a thing must not hold the token."""
        table.register_forward_hook(lambda _, inputs, out: torch.where((inputs[0] == self.sks)[..., None], self.now[:, None].to(out.dtype), out))

    def vectors(self, features):
        return F.normalize(self.net(features), dim=1) * self.radius

    def mixed(self, features, words):
        """Vectors [n, WIDTH] of things, half of them with up to 70% of their class words' vectors [n, WIDTH] in them."""
        n = len(features)
        share = torch.rand(n, 1) * .7 * (torch.rand(n, 1) < .5)
        v = (1 - share) * self.vectors(features) + share * words
        return v + .02 * self.radius * F.normalize(torch.randn_like(v), dim=1)
