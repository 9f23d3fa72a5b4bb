# The autoencoder of latent diffusion (Rombach et al. 2022) in the layout of diffusers'
# AutoencoderKL, unscaled on both sides.
class Vae(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers
  levels : int
  resnets : int
  groups : int
  act : str
  mid_attention : bool

  def put(self: __torch__.Vae, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  def norm_act(self: __torch__.Vae, x: Tensor, name: str) -> Tensor:
    return self.layers.activate(self.layers.group_norm(x, name, self.groups, 1e-6), self.act)

  def resnet(self: __torch__.Vae, x: Tensor, name: str) -> Tensor:
    h = self.layers.conv(self.norm_act(x, name + ".norm1"), name + ".conv1", 1, 1)
    h = self.layers.conv(self.norm_act(h, name + ".norm2"), name + ".conv2", 1, 1)
    if self.layers.has(name + ".conv_shortcut.weight"):
      x = self.layers.conv(x, name + ".conv_shortcut", 1, 0)
    return h.add_(x)

  def attend(self: __torch__.Vae, x: Tensor, name: str) -> Tensor:
    b, c, height, width = x.size()
    h = self.layers.group_norm(x, name + ".group_norm", self.groups, 1e-6)
    h = h.reshape([b, c, height * width]).transpose(1, 2)
    q = self.layers.linear(h, name + ".to_q")
    k = self.layers.linear(h, name + ".to_k")
    v = self.layers.linear(h, name + ".to_v")
    h = self.layers.linear(self.layers.attention(q, k, v, 1, False), name + ".to_out.0")
    return h.transpose(1, 2).reshape([b, c, height, width]).add_(x)

  def middle(self: __torch__.Vae, x: Tensor, name: str) -> Tensor:
    h = self.resnet(x, name + ".resnets.0")
    if self.mid_attention:
      h = self.attend(h, name + ".attentions.0")
    return self.resnet(h, name + ".resnets.1")

  # the last layers are silu's, whatever the blocks' activation
  def end(self: __torch__.Vae, x: Tensor, name: str) -> Tensor:
    h = torch.silu_(self.layers.group_norm(x, name + ".conv_norm_out", self.groups, 1e-6))
    return self.layers.conv(h, name + ".conv_out", 1, 1)

  # pixels [b, 3, h, w] in [-1, 1] -> mean and log variance, fp32 [b, 2 * latent channels, h / f, w / f];
  # channels last, since convolutions then need no copies of what are the largest tensors of a training
  def encode(self: __torch__.Vae, pixels: Tensor) -> Tensor:
    h = pixels.to(self.layers.compute).contiguous(memory_format=2)
    h = self.layers.conv(h, "encoder.conv_in", 1, 1)
    for i in range(self.levels):
      for j in range(self.resnets):
        h = self.resnet(h, "encoder.down_blocks.{}.resnets.{}".format(i, j))
      if i < self.levels - 1:
        h = torch.constant_pad_nd(h, [0, 1, 0, 1], 0.)
        h = self.layers.conv(h, "encoder.down_blocks.{}.downsamplers.0.conv".format(i), 2, 0)
    h = self.end(self.middle(h, "encoder.mid_block"), "encoder")
    if self.layers.has("quant_conv.weight"):
      h = self.layers.conv(h, "quant_conv", 1, 0)
    return h.to(6)

  # latents [b, c, h, w] times scaling -> pixels, fp32 [b, 3, h * f, w * f], about [-1, 1]
  def decode(self: __torch__.Vae, latents: Tensor, scaling: float) -> Tensor:
    h = (latents / scaling).to(self.layers.compute)
    if self.layers.has("post_quant_conv.weight"):
      h = self.layers.conv(h, "post_quant_conv", 1, 0)
    h = self.middle(self.layers.conv(h, "decoder.conv_in", 1, 1), "decoder.mid_block")
    for i in range(self.levels):
      for j in range(self.resnets + 1):
        h = self.resnet(h, "decoder.up_blocks.{}.resnets.{}".format(i, j))
      if i < self.levels - 1:
        h = torch.upsample_nearest2d(h, [h.size(2) * 2, h.size(3) * 2], None)
        h = self.layers.conv(h, "decoder.up_blocks.{}.upsamplers.0.conv".format(i), 1, 1)
    return self.end(h, "decoder").to(6)
