# DINOv2 (Oquab et al. 2023) in the layout of transformers' Dinov2Model.
class DinoV2(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers
  depth : int
  heads : int
  eps : float
  act : str
  patch : int
  grid : int
  swiglu : bool

  def put(self: __torch__.DinoV2, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  # position embeddings for an image of height x width patches
  def positions(self: __torch__.DinoV2, height: int, width: int) -> Tensor:
    table = self.layers.weights["embeddings.position_embeddings"].to(6)
    if height == self.grid and width == self.grid:
      return table
    first = torch.slice(table, 1, 0, 1, 1)
    rest = torch.slice(table, 1, 1, self.grid * self.grid + 1, 1)
    rest = rest.reshape([1, self.grid, self.grid, -1]).permute([0, 3, 1, 2])
    rest = torch.upsample_bicubic2d(rest, [height, width], False, None)
    return torch.cat([first, torch.flatten(rest, 2).transpose(1, 2)], 1)

  def embed(self: __torch__.DinoV2, pixels: Tensor) -> Tensor:
    compute = self.layers.compute
    patches = self.layers.conv(pixels.to(compute), "embeddings.patch_embeddings.projection", self.patch, 0)
    positions = self.positions(patches.size(2), patches.size(3)).to(compute)
    patches = torch.flatten(patches, 2).transpose(1, 2)
    first = self.layers.weights["embeddings.cls_token"].to(compute).expand([patches.size(0), -1, -1])
    return torch.cat([first, patches], 1) + positions

  def mlp(self: __torch__.DinoV2, x: Tensor, name: str) -> Tensor:
    if self.swiglu:
      gate, value = torch.chunk(self.layers.linear(x, name + ".weights_in"), 2, -1)
      return self.layers.linear(torch.silu(gate) * value, name + ".weights_out")
    h = self.layers.activation(self.layers.linear(x, name + ".fc1"), self.act)
    return self.layers.linear(h, name + ".fc2")

  def layer(self: __torch__.DinoV2, x: Tensor, name: str) -> Tensor:
    h = self.layers.layer_norm(x, name + ".norm1", self.eps)
    q = self.layers.linear(h, name + ".attention.attention.query")
    k = self.layers.linear(h, name + ".attention.attention.key")
    v = self.layers.linear(h, name + ".attention.attention.value")
    h = self.layers.linear(self.layers.attention(q, k, v, self.heads, False), name + ".attention.output.dense")
    x = x + h * self.layers.weights[name + ".layer_scale1.lambda1"]
    h = self.mlp(self.layers.layer_norm(x, name + ".norm2", self.eps), name + ".mlp")
    return x + h * self.layers.weights[name + ".layer_scale2.lambda1"]

  # pixels [n, 3, h, w], normalised -> hidden states, fp32 [n, 1 + patches, width]; row 0 is the class token
  def forward(self: __torch__.DinoV2, pixels: Tensor) -> Tensor:
    x = self.embed(pixels)
    for i in range(self.depth):
      x = self.layer(x, "encoder.layer.{}".format(i))
    return self.layers.layer_norm(x, "layernorm", self.eps).to(6)
