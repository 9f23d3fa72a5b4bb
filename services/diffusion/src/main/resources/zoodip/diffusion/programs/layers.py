# Weights in their stored precision and the layers that use them. Element types are libtorch's
# numbers: 1 int8, 5 fp16, 6 fp32, 15 bf16.
class Layers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : Dict[str, Tensor]
  scales : Dict[str, Tensor]
  expanded : Dict[str, Tensor]
  expanded_bytes : int
  budget : int
  storage : int
  compute : int

  # kind: 0 the weight of a linear layer or a convolution, 1 an embedding, 2 a norm or a bias
  def put(self: __torch__.Layers, name: str, value: Tensor, kind: int) -> NoneType:
    if kind == 0:
      if self.storage == 1:
        self.quantize(name, value.to(6))
      else:
        self.weights[name] = value.to(self.storage)
    elif kind == 1:
      self.weights[name] = value.to(5 if self.storage == 1 else self.storage)
    else:
      self.weights[name] = value.to(self.compute)
    return None

  # symmetric int8, one scale for each output channel
  def quantize(self: __torch__.Layers, name: str, value: Tensor) -> NoneType:
    rows = value.reshape([value.size(0), -1])
    scale = torch.clamp_min(torch.amax(torch.abs(rows), [1], True) / 127., 1e-30)
    self.weights[name] = torch.round(rows / scale).to(1).reshape(value.size())
    shape = [1] * value.dim()
    shape[0] = value.size(0)
    self.scales[name] = scale.reshape(shape)
    return None

  # the weight in the element type of the arithmetic, kept while the budget lasts
  def weight(self: __torch__.Layers, name: str) -> Tensor:
    stored = self.weights[name]
    if stored.dtype == self.compute:
      return stored
    if name in self.expanded:
      return self.expanded[name]
    full = stored.to(6)
    if name in self.scales:
      full = full.mul_(self.scales[name])
    full = full.to(self.compute)
    size = full.numel() * full.element_size()
    if self.expanded_bytes + size <= self.budget:
      self.expanded[name] = full
      self.expanded_bytes = self.expanded_bytes + size
    return full

  def has(self: __torch__.Layers, name: str) -> bool:
    return name in self.weights

  def optional(self: __torch__.Layers, name: str) -> Optional[Tensor]:
    value : Optional[Tensor] = None
    if name in self.weights:
      value = self.weights[name]
    return value

  def linear(self: __torch__.Layers, x: Tensor, name: str) -> Tensor:
    return torch.linear(x, self.weight(name + ".weight"), self.optional(name + ".bias"))

  def conv(self: __torch__.Layers, x: Tensor, name: str, stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, self.weight(name + ".weight"), self.optional(name + ".bias"), [stride, stride], [padding, padding])

  def group_norm(self: __torch__.Layers, x: Tensor, name: str, groups: int, eps: float) -> Tensor:
    return torch.group_norm(x, groups, self.weights[name + ".weight"], self.weights[name + ".bias"], eps)

  def layer_norm(self: __torch__.Layers, x: Tensor, name: str, eps: float) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], self.weights[name + ".weight"], self.weights[name + ".bias"], eps)

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

  # q [rows, n, heads * d], k and v [rows, m, heads * d]
  def attention(self: __torch__.Layers, q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    rows = q.size(0)
    d = q.size(-1) // heads
    qs = q.view([rows, -1, heads, d]).transpose(1, 2)
    ks = k.view([rows, -1, heads, d]).transpose(1, 2)
    vs = v.view([rows, -1, heads, d]).transpose(1, 2)
    out = torch.scaled_dot_product_attention(qs, ks, vs, None, 0., causal)
    return out.transpose(1, 2).reshape([rows, -1, heads * d])
