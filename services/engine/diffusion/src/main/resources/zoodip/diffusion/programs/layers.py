# What the networks are made of, around the products of their linear layers and convolutions. Element
# types are libtorch's numbers: 0 uint8, 1 int8, 5 fp16, 6 fp32, 15 bf16.
class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  products : __torch__.Products
  weights : Dict[str, Tensor]
  tables : int
  compute : int
  tiles : bool

  # kind: 0 the weight of a linear layer or a convolution, 1 an embedding, 2 a norm or a bias
  def put(self: __torch__.Layers, name: str, value: Tensor, kind: int) -> NoneType:
    if kind == 0:
      self.products.put(name, value)
    elif kind == 1:
      self.weights[name] = value.to(self.tables)
    else:
      self.weights[name] = value.to(self.compute)
    return None

  def has(self: __torch__.Layers, name: str) -> bool:
    return name in self.weights or self.products.has(name)

  # what inference mode made, as all that is put is, libtorch does not save for the way back: a copy takes its place
  def weight(self: __torch__.Layers, name: str) -> Tensor:
    value = self.weights[name]
    if torch.is_grad_enabled():
      if torch.is_inference(value):
        value = torch.clone(value)
        self.weights[name] = value
    return value

  def optional(self: __torch__.Layers, name: str) -> Optional[Tensor]:
    value : Optional[Tensor] = None
    if name in self.weights:
      value = self.weight(name)
    return value

  def linear(self: __torch__.Layers, x: Tensor, name: str) -> Tensor:
    return self.products.linear(x, name + ".weight", self.optional(name + ".bias"))

  # several layers of one input
  def linears(self: __torch__.Layers, x: Tensor, names: List[str]) -> List[Tensor]:
    weights : List[str] = []
    biases : List[Optional[Tensor]] = []
    for name in names:
      weights.append(name + ".weight")
      biases.append(self.optional(name + ".bias"))
    return self.products.linears(x, weights, biases)

  # row by row, unless products are exact: that of a few vectors may be computed otherwise than that
  # of one
  def row_linear(self: __torch__.Layers, x: Tensor, name: str) -> Tensor:
    if self.products.exact():
      return self.linear(x, name)
    rows : List[Tensor] = []
    for i in range(x.size(0)):
      rows.append(self.linear(torch.narrow(x, 0, i, 1), name))
    return torch.cat(rows, 0) if len(rows) > 1 else rows[0]

  def conv(self: __torch__.Layers, x: Tensor, name: str, stride: int, padding: int) -> Tensor:
    return self.products.conv(x, name + ".weight", self.optional(name + ".bias"), stride, padding)

  # a convolution whose output has the size of its input, whatever the kernel's
  def same_conv(self: __torch__.Layers, x: Tensor, name: str) -> Tensor:
    return self.conv(x, name, 1, self.products.kernel(name + ".weight") // 2)

  # In channels-last layout libtorch takes many times as long for few channels of a group, but for bf16; and
  # of 1,024 positions or more it adds up each thread's share of all rows: one by one, a row has the same bits
  # in any batch
  def group_norm(self: __torch__.Layers, x: Tensor, name: str, groups: int, eps: float) -> Tensor:
    weight, bias = self.weight(name + ".weight"), self.weight(name + ".bias")
    if not self.products.channels_last():
      return torch.group_norm(x.contiguous() if x.size(1) // groups < 8 else x, groups, weight, bias, eps)
    elif x.size(0) == 1 or x.size(2) * x.size(3) < 1024:
      return torch.group_norm(x, groups, weight, bias, eps)
    rows : List[Tensor] = []
    for row in torch.split(x, 1):
      rows.append(torch.group_norm(row, groups, weight, bias, eps))
    return torch.cat(rows, 0)

  # what came to be in channels-last layout, in the layout that products want
  def laid_out(self: __torch__.Layers, x: Tensor) -> Tensor:
    return x if self.products.channels_last() else x.contiguous()

  def layer_norm(self: __torch__.Layers, x: Tensor, name: str, eps: float) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], self.weight(name + ".weight"), self.weight(name + ".bias"), eps)

  def activation(self: __torch__.Layers, x: Tensor, kind: str) -> Tensor:
    if kind == "silu":
      return torch.silu(x)
    elif kind == "gelu":
      return torch.gelu(x)
    elif kind == "quick_gelu":
      return x * torch.sigmoid(x * 1.702)
    elif kind == "gelu_tanh":
      return torch.gelu(x, approximate="tanh")
    elif kind == "relu":
      return torch.relu(x)
    return torch.mish(x)

  # the same for an x that nobody else holds, whose memory it may take
  def activate(self: __torch__.Layers, x: Tensor, kind: str) -> Tensor:
    if kind == "silu":
      return torch.silu_(x)
    elif kind == "relu":
      return torch.relu_(x)
    return self.activation(x, kind)

  # repeats the rows of x until there are as many as asked for
  def spread(self: __torch__.Layers, x: Tensor, rows: int) -> Tensor:
    if x.size(0) == rows:
      return x
    repeats = [1] * x.dim()
    repeats[0] = rows // x.size(0)
    return x.repeat(repeats)

  # [rows, n, heads * d] -> [rows, heads, n, d]
  def split(self: __torch__.Layers, x: Tensor, heads: int) -> Tensor:
    return x.view([x.size(0), -1, heads, x.size(-1) // heads]).transpose(1, 2)

  # q [rows, n, heads * d], k and v [rows, m, heads * d]
  def attention(self: __torch__.Layers, q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    if q.dtype == 15 and k.size(1) >= 512 and not (causal or self.tiles or q.is_cuda):
      return self.long_attention(q, k, v, heads)
    out = torch.scaled_dot_product_attention(self.split(q, heads), self.split(k, heads), self.split(v, heads), None, 0., causal)
    return out.transpose(1, 2).reshape(q.size())

  # In bf16 and without tiles (AMX) libtorch's kernel multiplies at a quarter of the rate of its matrix products:
  # these, of as many queries at a time as keep their scores in the processor's cache, take two thirds of the
  # time. With tiles they take nearly twice as long as its kernel. Keys
  # without their mean leave the weights as they are, and scores small where bf16 is exact.
  def long_attention(self: __torch__.Layers, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    out = torch.empty_like(q)
    width = q.size(2) // heads
    n = q.size(1)
    for r in range(q.size(0)):
      for head in range(heads):
        keys = self.head(k, r, head, width).to(6)
        keys = ((keys - torch.mean(keys, [0], True)) * (float(width) ** -0.5)).to(15).t()
        values = self.head(v, r, head, width).contiguous()
        queries = self.head(q, r, head, width)
        result = self.head(out, r, head, width)
        at = 0
        while at < n:
          size = min(256, n - at)
          scores = torch.mm(torch.narrow(queries, 0, at, size), keys)
          a = torch.narrow(result, 0, at, size).copy_(torch.mm(torch.softmax(scores, 1), values))
          at = at + size
    return out

  # [n, d] of [rows, n, heads * d]
  def head(self: __torch__.Layers, x: Tensor, row: int, head: int, width: int) -> Tensor:
    return torch.narrow(torch.select(x, 0, row), 1, head * width, width)

  # the same for queries of the last n of m positions, which see no later ones
  def later_attention(self: __torch__.Layers, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    n, m = q.size(1), k.size(1)
    seen = torch.tril(torch.ones([n, m], dtype=11, device=q.device), m - n)
    out = torch.scaled_dot_product_attention(self.split(q, heads), self.split(k, heads), self.split(v, heads), seen, 0., False)
    return out.transpose(1, 2).reshape(q.size())
