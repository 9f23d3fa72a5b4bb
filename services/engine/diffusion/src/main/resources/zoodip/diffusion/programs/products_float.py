# Linear layers and convolutions in floating point, with weights in their stored precision: as they
# are, in int8 with a scale for each output channel, or in int4 with a scale for each group of inputs.
class Products(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : Dict[str, Tensor]
  scales : Dict[str, Tensor]
  shapes : Dict[str, List[int]]
  expanded : Dict[str, Tensor]
  expanded_bytes : int
  budget : int
  chunk : int
  storage : int
  group : int
  compute : int
  nhwc : bool

  def put(self: __torch__.Products, name: str, value: Tensor) -> NoneType:
    self.shapes[name] = value.size()
    if self.storage == 1:
      self.put_int8(name, value.reshape([value.size(0), -1]))
    elif self.storage == 4:
      self.put_int4(name, value.reshape([value.size(0), -1]))
    else:
      self.weights[name] = self.laid_out(value.to(self.storage))
    return None

  # the weight of a convolution in the layout of its activations
  def laid_out(self: __torch__.Products, weight: Tensor) -> Tensor:
    if self.nhwc and weight.dim() == 4:
      return weight.contiguous(memory_format=2)
    return weight

  # symmetric int8, one scale for each output channel; few channels at a time, which bounds the memory
  def put_int8(self: __torch__.Products, name: str, rows: Tensor) -> NoneType:
    whole = torch.empty(rows.size(), dtype=1, device=rows.device)
    scales = torch.empty([rows.size(0), 1], dtype=6, device=rows.device)
    at = 0
    while at < rows.size(0):
      n = min(64, rows.size(0) - at)
      part = torch.narrow(rows, 0, at, n).to(6)
      scale = torch.clamp_min(torch.amax(torch.abs(part), [1], True) / 127., 1e-30)
      part = torch.round(part / scale)
      a = torch.narrow(whole, 0, at, n).copy_(part)
      b = torch.narrow(scales, 0, at, n).copy_(scale)
      at = at + n
    self.weights[name] = whole
    self.scales[name] = scales
    return None

  # symmetric int4, two in a byte, one scale for each group of inputs of an output channel; a layer
  # whose inputs make no whole groups has one group
  def put_int4(self: __torch__.Products, name: str, rows: Tensor) -> NoneType:
    inputs = rows.size(1)
    group = self.group if inputs % self.group == 0 else inputs
    bytes = (inputs + 1) // 2
    whole = torch.empty([rows.size(0), bytes], dtype=0, device=rows.device)
    scales = torch.empty([rows.size(0), inputs // group, 1], dtype=5, device=rows.device)
    at = 0
    while at < rows.size(0):
      n = min(64, rows.size(0) - at)
      part = torch.narrow(rows, 0, at, n).to(6).reshape([n, -1, group])
      scale = torch.clamp(torch.amax(torch.abs(part), [2], True) / 7., 1e-7, 65504.).to(5)
      part = torch.clamp(torch.round(part / scale.to(6)), -7, 7) + 8.
      part = torch.constant_pad_nd(part.reshape([n, inputs]), [0, 2 * bytes - inputs], 8.)
      pairs = part.reshape([n, bytes, 2])
      a = torch.narrow(whole, 0, at, n).copy_(torch.select(pairs, 2, 0) * 16. + torch.select(pairs, 2, 1))
      b = torch.narrow(scales, 0, at, n).copy_(scale)
      at = at + n
    self.weights[name] = whole
    self.scales[name] = scales
    return None

  # the weight in the element type of the arithmetic, kept while the budget lasts
  def weight(self: __torch__.Products, name: str) -> Tensor:
    stored = self.weights[name]
    if stored.dtype == self.compute:
      if self.is_unsaved(stored):
        stored = torch.clone(stored)
        self.weights[name] = stored
      return stored
    if name in self.expanded:
      if self.is_unsaved(self.expanded[name]):
        self.expanded[name] = torch.clone(self.expanded[name])
      return self.expanded[name]
    full = self.laid_out(self.expand(name, stored).reshape(self.shapes[name]))
    size = full.numel() * full.element_size()
    if self.expanded_bytes + size <= self.budget:
      self.expanded[name] = full
      self.expanded_bytes = self.expanded_bytes + size
    return full

  # whether it was made in inference mode and is to be used outside: libtorch does not save it for the way back
  def is_unsaved(self: __torch__.Products, weight: Tensor) -> bool:
    unsaved = False
    if torch.is_grad_enabled():
      unsaved = torch.is_inference(weight)
    return unsaved

  def expand(self: __torch__.Products, name: str, stored: Tensor) -> Tensor:
    if self.storage == 4:
      return self.expand_int4(stored, self.scales[name], self.inputs(name))
    full = stored.to(6)
    if name in self.scales:
      full = full.mul_(self.scales[name])
    return full.to(self.compute)

  # inputs of an output channel
  def inputs(self: __torch__.Products, name: str) -> int:
    inputs = 1
    for side in torch.slice(self.shapes[name], 1, 9223372036854775807, 1):
      inputs = inputs * side
    return inputs

  # few channels at a time, which stay in the processor's cache and bound the memory
  def expand_int4(self: __torch__.Products, stored: Tensor, scales: Tensor, inputs: int) -> Tensor:
    full = torch.empty([stored.size(0), inputs], dtype=self.compute, device=stored.device)
    at = 0
    while at < stored.size(0):
      n = min(16, stored.size(0) - at)
      pairs = torch.narrow(stored, 0, at, n)
      high = torch.__rshift__(pairs, 4)
      part = torch.stack([high, pairs - high * 16], 2).to(self.compute).sub_(8.)
      part = torch.narrow(part.reshape([n, -1]), 1, 0, inputs).reshape([n, scales.size(1), -1])
      scale = torch.narrow(scales, 0, at, n).to(self.compute)
      a = torch.narrow(full, 0, at, n).copy_(part.mul_(scale).reshape([n, inputs]))
      at = at + n
    return full

  def has(self: __torch__.Products, name: str) -> bool:
    return name in self.weights

  def kernel(self: __torch__.Products, name: str) -> int:
    return self.shapes[name][3]

  # rows that share the first of them are computed like any others here
  def share(self: __torch__.Products, bases: int) -> NoneType:
    return None

  # rows of several images are computed like any others here
  def interleave(self: __torch__.Products, images: int) -> NoneType:
    return self.share(0)

  # whether a row has the same bits in every batch
  def exact(self: __torch__.Products) -> bool:
    return False

  # whether activations stay in channels-last layout: bf16 convolutions have the same bits in both, and in
  # this one large ones need no copies
  def channels_last(self: __torch__.Products) -> bool:
    return self.nhwc

  # how many tokens of that width a feed-forward layer takes at a time, which bounds the memory of what
  # it makes of them: 8 times their width
  def tokens(self: __torch__.Products, width: int) -> int:
    return max(64, self.chunk // width)

  def linear(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor]) -> Tensor:
    if self.nhwc and x.dim() == 3 and x.size(0) > 1:
      return self.row_linear(x, self.weight(name), bias)
    return torch.linear(x, self.weight(name), bias)

  # Row by row: with tiles (AMX) libtorch divides a product of few tokens and many features by their number,
  # and a row would have other last bits in another batch
  def row_linear(self: __torch__.Products, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    y = torch.empty([x.size(0), x.size(1), weight.size(0)], dtype=x.dtype, device=x.device)
    for r in range(x.size(0)):
      row, result = torch.select(x, 0, r), torch.select(y, 0, r)
      if bias is not None:
        a = torch.addmm(bias, row, weight.t(), out=result)
      else:
        b = torch.mm(row, weight.t(), out=result)
    return y

  def linears(self: __torch__.Products, x: Tensor, names: List[str], biases: List[Optional[Tensor]]) -> List[Tensor]:
    all : List[Tensor] = []
    for i in range(len(names)):
      all.append(self.linear(x, names[i], biases[i]))
    return all

  def conv(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, self.weight(name), bias, [stride, stride], [padding, padding])
