# The image encoder of CLIP (Radford et al. 2021) in the layout of transformers' CLIPVisionModel.
class ClipVision(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers
  depth : int
  heads : int
  eps : float
  act : str
  patch : int

  def put(self: __torch__.ClipVision, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  def embed(self: __torch__.ClipVision, pixels: Tensor) -> Tensor:
    patches = self.layers.conv(pixels.to(self.layers.compute), "vision_model.embeddings.patch_embedding", self.patch, 0)
    patches = torch.flatten(patches, 2).transpose(1, 2)
    first = self.layers.weights["vision_model.embeddings.class_embedding"].to(self.layers.compute)
    first = first.reshape([1, 1, -1]).expand([patches.size(0), -1, -1])
    position = self.layers.weights["vision_model.embeddings.position_embedding.weight"].to(self.layers.compute)
    return torch.cat([first, patches], 1) + position

  def layer(self: __torch__.ClipVision, x: Tensor, name: str) -> Tensor:
    h = self.layers.layer_norm(x, name + ".layer_norm1", self.eps)
    q = self.layers.linear(h, name + ".self_attn.q_proj")
    k = self.layers.linear(h, name + ".self_attn.k_proj")
    v = self.layers.linear(h, name + ".self_attn.v_proj")
    x = x + self.layers.linear(self.layers.attention(q, k, v, self.heads, False), name + ".self_attn.out_proj")
    h = self.layers.linear(self.layers.layer_norm(x, name + ".layer_norm2", self.eps), name + ".mlp.fc1")
    return x + self.layers.linear(self.layers.activation(h, self.act), name + ".mlp.fc2")

  # pixels [n, 3, size, size], normalised -> projected features, fp32 [n, projection]
  def forward(self: __torch__.ClipVision, pixels: Tensor) -> Tensor:
    x = self.layers.layer_norm(self.embed(pixels), "vision_model.pre_layrnorm", self.eps)
    for i in range(self.depth):
      x = self.layer(x, "vision_model.encoder.layers.{}".format(i))
    first = self.layers.layer_norm(torch.select(x, 1, 0), "vision_model.post_layernorm", self.eps)
    return self.layers.linear(first, "visual_projection").to(6)
