# Linear layers and convolutions as products of int8 weights with int8 activations (W8A8), between
# activations in bfloat16: for pictures, which forgive what rounding does to each row by itself.
#
# Every row has a scale of its own, which the kernel applies to its sums while they are at hand. Rows are
# computed one by one: large ones lose nothing by it, and a row has the same bits in any batch.
# Activations are in channels-last layout, the one that int8 convolutions know.
class Products(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : Dict[str, Tensor]
  scales : Dict[str, Tensor]
  zeros : Dict[str, Tensor]
  packed : Dict[str, Tensor]
  ends : Dict[str, Tensor]
  shapes : Dict[str, List[int]]

  # A convolution from or to few channels, at the ends of a network, stays in bfloat16: it costs little,
  # and all that the network sees or says goes through it.
  def put(self: __torch__.Products, name: str, value: Tensor) -> NoneType:
    self.shapes[name] = value.size()
    if value.dim() == 4 and min(value.size(0), value.size(1)) < 16:
      self.ends[name] = value.to(15)
    else:
      self.put_int8(name, value)
    return None

  # symmetric int8, one scale for each output channel; few channels at a time, which bounds the memory
  def put_int8(self: __torch__.Products, name: str, value: Tensor) -> NoneType:
    rows = value.reshape([value.size(0), -1])
    whole = torch.empty(rows.size(), dtype=1)
    scales = torch.empty([rows.size(0), 1], dtype=6)
    at = 0
    while at < rows.size(0):
      n = min(64, rows.size(0) - at)
      part = torch.narrow(rows, 0, at, n).to(6)
      scale = torch.clamp_min(torch.amax(torch.abs(part), [1], True) / 127., 1e-30)
      part = torch.round(part / scale)
      a = torch.narrow(whole, 0, at, n).copy_(part)
      b = torch.narrow(scales, 0, at, n).copy_(scale)
      at = at + n
    self.weights[name] = whole.reshape(value.size())
    self.scales[name] = scales.reshape([-1])
    self.zeros[name] = torch.zeros([value.size(0)], dtype=4)
    return None

  def has(self: __torch__.Products, name: str) -> bool:
    return name in self.shapes

  def kernel(self: __torch__.Products, name: str) -> int:
    return self.shapes[name][3]

  # rows that share the first of them are computed like any others here
  def share(self: __torch__.Products, bases: int) -> NoneType:
    return None

  # whether a row has the same bits in every batch
  def exact(self: __torch__.Products) -> bool:
    return True

  # whether activations stay in channels-last layout
  def channels_last(self: __torch__.Products) -> bool:
    return True

  # bfloat16, dense, to uint8 over its range: the digits, what one of their steps is, and which of them
  # is zero. By way of int16, since libtorch turns floats into uint8 one by one; as many numbers at a
  # time as stay in the processor's cache
  def digits(self: __torch__.Products, x: Tensor) -> Tuple[Tensor, float, int]:
    all = torch.empty(x.size(), dtype=0)
    parts = torch.split(x.reshape([-1]), 131072)
    into = torch.split(all.reshape([-1]), 131072)
    low, high = 0., 1e-28
    for part in parts:
      low = min(low, float(torch.amin(part)))
      high = max(high, float(torch.amax(part)))
    step = (high - low) / 254.
    zero = int(0.5 - low / step)
    for i in range(len(parts)):
      a = into[i].copy_(parts[i].to(6).mul_(1. / step).add_(float(zero) + 0.5).to(2))
    return (all, step, zero)

  # how many tokens of that width a feed-forward layer takes at a time: what it makes of a few rows
  # stays in the processor's cache then. It depends on nothing else, so that no row's scales do
  def tokens(self: __torch__.Products, width: int) -> int:
    return max(64, 655360 // width)

  def linear(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor]) -> Tensor:
    return self.linears(x, [name], [bias])[0]

  # several layers of one input, whose digits are taken once
  def linears(self: __torch__.Products, x: Tensor, names: List[str], biases: List[Optional[Tensor]]) -> List[Tensor]:
    all : List[List[Tensor]] = []
    for name in names:
      none : List[Tensor] = []
      all.append(none)
      if name not in self.packed:
        self.packed[name] = ops.onednn.qlinear_prepack(self.weights[name], None)
        self.weights.pop(name)
    for r in range(x.size(0)):
      digits, step, zero = self.digits(torch.select(x, 0, r).reshape([-1, x.size(-1)]))
      for i in range(len(names)):
        name = names[i]
        all[i].append(ops.onednn.qlinear_pointwise(digits, step, zero, self.packed[name], self.scales[name], self.zeros[name], self.full(biases[i]), 1., 0, 15, "none", [], ""))
    results : List[Tensor] = []
    for rows in all:
      shape = x.size()
      shape[-1] = rows[0].size(1)
      results.append((torch.cat(rows, 0) if len(rows) > 1 else rows[0]).reshape(shape))
    return results

  def full(self: __torch__.Products, bias: Optional[Tensor]) -> Optional[Tensor]:
    if bias is not None:
      return bias.to(6)
    return bias

  def conv(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    rows : List[Tensor] = []
    for r in range(x.size(0)):
      row = torch.narrow(x, 0, r, 1).contiguous(memory_format=2)
      if name in self.ends:
        rows.append(torch.conv2d(row, self.ends[name], bias, [stride, stride], [padding, padding]))
      else:
        rows.append(self.conv_int8(row, name, self.full(bias), stride, padding))
    return torch.cat(rows, 0) if len(rows) > 1 else rows[0]

  def conv_int8(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    if name not in self.packed:
      self.packed[name] = ops.onednn.qconv_prepack(self.weights[name], self.scales[name], 1., 0, [stride, stride], [padding, padding], [1, 1], 1, x.size())
      self.weights.pop(name)
    flat, step, zero = self.digits(x.permute([0, 2, 3, 1]))
    return ops.onednn.qconv2d_pointwise(flat.permute([0, 3, 1, 2]), step, zero, self.packed[name], self.scales[name], self.zeros[name], bias, [stride, stride], [padding, padding], [1, 1], 1, 1., 0, 15, "none", [], "")
