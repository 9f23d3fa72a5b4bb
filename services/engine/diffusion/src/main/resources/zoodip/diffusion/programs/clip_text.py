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

  # the gradient of a loss in concepts, given its gradients in what forward gives; ids [b, tokens], concepts
  # [b, vectors, width] -> [b, vectors, width]
  def pull_back(self: __torch__.ClipText, ids: Tensor, concepts: Tensor, last: Tensor, penultimate: Tensor, pooled: Tensor) -> Tensor:
    torch.set_grad_enabled(True)
    concepts = torch.requires_grad_(torch.clone(concepts), True)
    states, earlier, summary = self.forward(ids, concepts, 0)
    product = torch.sum(states * last) + torch.sum(earlier * penultimate) + torch.sum(summary * pooled)
    gradient = torch.grad([product], [concepts], None, False, False, False)[0]
    torch.set_grad_enabled(False)
    if gradient is not None:
      return gradient
    return torch.zeros_like(concepts)

  # fp64 [width, width], the covariance of the token table's rows; few rows at a time, which bounds the memory
  def covariance(self: __torch__.ClipText) -> Tensor:
    table = self.layers.weights["text_model.embeddings.token_embedding.weight"]
    mean = torch.mean(table, [0], True, dtype=7)
    covariance = torch.zeros([table.size(1), table.size(1)], dtype=7, device=table.device)
    at = 0
    while at < table.size(0):
      n = min(4096, table.size(0) - at)
      rows = torch.narrow(table, 0, at, n).to(7) - mean
      covariance = torch.addmm(covariance, rows.t(), rows)
      at = at + n
    return covariance / float(table.size(0))

  # ids [b, tokens], concepts [k * b or 1, vectors, width] -> [k * b, tokens, width]
  def embed(self: __torch__.ClipText, ids: Tensor, concepts: Tensor) -> Tensor:
    size = self.layers.weights["text_model.embeddings.token_embedding.weight"].size(0)
    tokens = ids.size(1)
    ids = self.layers.spread(ids, max(ids.size(0), concepts.size(0)))
    h = self.rows(torch.clamp(ids, 0, size - 1))
    if concepts.size(1) > 0:
      index = torch.clamp(ids - size, 0, concepts.size(1) - 1).unsqueeze(-1).expand([-1, -1, h.size(2)])
      learned = torch.gather(concepts.to(6).expand([ids.size(0), -1, -1]), 1, index)
      h = torch.where((ids >= size).unsqueeze(-1), learned, h)
    position = self.layers.weights["text_model.embeddings.position_embedding.weight"]
    return h + torch.slice(position, 0, 0, tokens, 1).to(6)

  # states of all positions, or of the shared ones [b, p, width] and of the others apart
  def layer(self: __torch__.ClipText, parts: List[Tensor], name: str) -> List[Tensor]:
    rows = parts[len(parts) - 1].size(0)
    keys : List[Tensor] = []
    values : List[Tensor] = []
    done : List[Tensor] = []
    for x in parts:
      h = self.layers.layer_norm(x, name + ".layer_norm1", self.eps)
      q = self.layers.linear(h, name + ".self_attn.q_proj")
      keys.append(self.layers.linear(h, name + ".self_attn.k_proj"))
      values.append(self.layers.linear(h, name + ".self_attn.v_proj"))
      if len(keys) == 1:
        h = self.layers.attention(q, keys[0], values[0], self.heads, True)
      else:
        k = torch.cat([self.layers.spread(keys[0], rows), keys[1]], 1)
        v = torch.cat([self.layers.spread(values[0], rows), values[1]], 1)
        h = self.layers.later_attention(q, k, v, self.heads)
      x = x + self.layers.linear(h, name + ".self_attn.out_proj")
      h = self.layers.linear(self.layers.layer_norm(x, name + ".layer_norm2", self.eps), name + ".mlp.fc1")
      done.append(x + self.layers.linear(self.layers.activation(h, self.act), name + ".mlp.fc2"))
    return done

  # end_id 2 stands in old configurations whatever the vocabulary: there the highest id is the end
  def pooled(self: __torch__.ClipText, x: Tensor, ids: Tensor) -> Tensor:
    if self.end_id == 2:
      last = torch.argmax(ids, -1)
    else:
      last = torch.argmax((ids == self.end_id).to(3), -1)
    index = last.unsqueeze(-1).unsqueeze(-1).expand([x.size(0), 1, x.size(2)])
    return torch.gather(x, 1, index).squeeze(1)

  def whole(self: __torch__.ClipText, parts: List[Tensor]) -> Tensor:
    if len(parts) == 1:
      return parts[0]
    return torch.cat([self.layers.spread(parts[0], parts[1].size(0)), parts[1]], 1)

  # row r is text r mod b with the vectors of row r -> last hidden state and penultimate
  # [k * b, tokens, width], pooled [k * b, width or projection], fp32. The first positions, common to all
  # variants, are encoded once, which may change last bits
  def forward(self: __torch__.ClipText, ids: Tensor, concepts: Tensor, common: int) -> Tuple[Tensor, Tensor, Tensor]:
    x = self.embed(ids, concepts).to(self.layers.compute)
    parts = [x]
    if common > 0 and x.size(0) > ids.size(0):
      head = torch.narrow(torch.narrow(x, 0, 0, ids.size(0)), 1, 0, common)
      parts = [head, torch.narrow(x, 1, common, x.size(1) - common)]
    penultimate = parts
    for i in range(self.depth):
      penultimate = parts
      parts = self.layer(parts, "text_model.encoder.layers.{}".format(i))
    x = self.layers.layer_norm(self.whole(parts), "text_model.final_layer_norm", self.eps)
    pooled = self.pooled(x, self.layers.spread(ids, x.size(0)))
    if self.projected:
      pooled = self.layers.linear(pooled, "text_projection")
    return (x.to(6), self.whole(penultimate).to(6), pooled.to(6))
