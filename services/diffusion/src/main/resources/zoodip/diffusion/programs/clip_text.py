# The text encoder of CLIP (Radford et al. 2021) in the layout of transformers' CLIPTextModel. Ids
# from the vocabulary's size upwards name learned vectors: id size + i is row i of concepts.
class ClipText(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers
  depth : int
  heads : int
  eps : float
  act : str
  end_id : int
  projected : bool

  def put(self: __torch__.ClipText, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  # ids [n] -> fp32 [n, width], the rows of the token table
  def rows(self: __torch__.ClipText, ids: Tensor) -> Tensor:
    return torch.embedding(self.layers.weights["text_model.embeddings.token_embedding.weight"], ids).to(6)

  # ids [n or 1, tokens], concepts [n or 1, vectors, width] -> [n, tokens, width]
  def embed(self: __torch__.ClipText, ids: Tensor, concepts: Tensor) -> Tensor:
    size = self.layers.weights["text_model.embeddings.token_embedding.weight"].size(0)
    tokens = ids.size(1)
    h = self.rows(torch.clamp(ids, 0, size - 1))
    if concepts.size(1) > 0:
      n = max(ids.size(0), concepts.size(0))
      width = h.size(2)
      index = torch.clamp(ids - size, 0, concepts.size(1) - 1).unsqueeze(-1).expand([n, tokens, width])
      learned = torch.gather(concepts.to(6).expand([n, -1, -1]), 1, index)
      h = torch.where((ids >= size).unsqueeze(-1), learned, h)
    position = self.layers.weights["text_model.embeddings.position_embedding.weight"]
    return h + torch.slice(position, 0, 0, tokens, 1).to(6)

  def layer(self: __torch__.ClipText, x: Tensor, name: str) -> Tensor:
    h = self.layers.layer_norm(x, name + ".layer_norm1", self.eps)
    q = self.layers.linear(h, name + ".self_attn.q_proj")
    k = self.layers.linear(h, name + ".self_attn.k_proj")
    v = self.layers.linear(h, name + ".self_attn.v_proj")
    x = x + self.layers.linear(self.layers.attention(q, k, v, self.heads, True), name + ".self_attn.out_proj")
    h = self.layers.linear(self.layers.layer_norm(x, name + ".layer_norm2", self.eps), name + ".mlp.fc1")
    return x + self.layers.linear(self.layers.activation(h, self.act), name + ".mlp.fc2")

  # end_id 2 stands in old configurations whatever the vocabulary: there the highest id is the end
  def pooled(self: __torch__.ClipText, x: Tensor, ids: Tensor) -> Tensor:
    if self.end_id == 2:
      last = torch.argmax(ids, -1)
    else:
      last = torch.argmax((ids == self.end_id).to(3), -1)
    index = last.unsqueeze(-1).unsqueeze(-1).expand([x.size(0), 1, x.size(2)])
    return torch.gather(x, 1, index).squeeze(1)

  # -> last hidden state and penultimate [n, tokens, width], pooled [n, width or projection], fp32
  def forward(self: __torch__.ClipText, ids: Tensor, concepts: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    x = self.embed(ids, concepts).to(self.layers.compute)
    penultimate = x
    for i in range(self.depth):
      penultimate = x
      x = self.layer(x, "text_model.encoder.layers.{}".format(i))
    x = self.layers.layer_norm(x, "text_model.final_layer_norm", self.eps)
    pooled = self.pooled(x, ids)
    if self.projected:
      pooled = self.layers.linear(pooled, "text_projection")
    return (x.to(6), penultimate.to(6), pooled.to(6))
