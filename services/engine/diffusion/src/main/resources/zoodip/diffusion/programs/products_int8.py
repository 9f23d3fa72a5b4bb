# Linear layers and convolutions as products of int8 with int8, exact in int32.
#
# A training compares rows that are nearly alike: losses of one sample under slightly different
# conditions. Were each row quantized by itself, rounding would drown the differences. So only the
# first rows, the bases, are; of every other row, what it differs from its base in is, with a scale of
# its own. What rounding does to a base it does to all rows that stand on it, and cancels where they
# are compared; the differences keep two to three digits.
#
# Row r stands on base r mod bases. A row's result depends on itself and its base only: the integers
# are exact, so it has the same bits in any batch.
class Products(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : Dict[str, Tensor]
  scales : Dict[str, Tensor]
  zeros : Dict[str, Tensor]
  packed : Dict[str, Tensor]
  shapes : Dict[str, List[int]]
  bases : int

  # symmetric int8, one scale for each output channel; few channels at a time, which bounds the memory
  def put(self: __torch__.Products, name: str, value: Tensor) -> NoneType:
    rows = value.reshape([value.size(0), -1])
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
    self.weights[name] = whole.reshape(value.size())
    self.scales[name] = scales.reshape([-1])
    self.zeros[name] = torch.zeros([value.size(0)], dtype=4, device=value.device)
    self.shapes[name] = value.size()
    return None

  def has(self: __torch__.Products, name: str) -> bool:
    return name in self.shapes

  def kernel(self: __torch__.Products, name: str) -> int:
    return self.shapes[name][3]

  # from now on all rows after the first ones stand on them; 0: every row stands for itself
  def share(self: __torch__.Products, bases: int) -> NoneType:
    self.bases = bases
    return None

  # rows of several images are computed like any others here
  def interleave(self: __torch__.Products, images: int) -> NoneType:
    return self.share(0)

  # whether a row has the same bits in every batch
  def exact(self: __torch__.Products) -> bool:
    return True

  # how many rows of x stand for themselves
  def own(self: __torch__.Products, x: Tensor) -> int:
    return x.size(0) if self.bases == 0 else min(self.bases, x.size(0))

  # bases as they are, other rows without their base
  def apart(self: __torch__.Products, x: Tensor, own: int) -> Tensor:
    base = torch.narrow(x, 0, 0, own)
    all = torch.empty_like(x)
    part = torch.narrow(all, 0, 0, own).copy_(base)
    for i in range(1, x.size(0) // own):
      part = torch.sub(torch.narrow(x, 0, i * own, own), base, out=torch.narrow(all, 0, i * own, own))
    return all

  # fp32 [rows, ...] to uint8 around 128, and what one of its steps is in each row, [rows]; rows that
  # stand on a base without it. By way of int16, since libtorch turns floats into uint8 one by one;
  # as many rows at a time as stay in the processor's cache
  def digits(self: __torch__.Products, x: Tensor) -> Tuple[Tensor, Tensor]:
    own = self.own(x)
    alone = x.size(0) == own
    if not alone:
      x = self.apart(x, own)
    dims : List[int] = []
    for d in range(1, x.dim()):
      dims.append(d)
    high = torch.maximum(torch.amax(x, dims), torch.neg(torch.amin(x, dims)))
    step = torch.clamp_min(high / 127., 1e-30)
    each = torch.reciprocal(step).reshape(self.rows(x))
    all = torch.empty_like(x, dtype=0)
    most = max(1, 393216 * x.size(0) // max(1, x.numel()))
    at = 0
    while at < x.size(0):
      n = min(most, x.size(0) - at)
      part = torch.narrow(x, 0, at, n)
      scale = torch.narrow(each, 0, at, n)
      scaled = torch.mul(part, scale) if alone else part.mul_(scale)
      a = torch.narrow(all, 0, at, n).copy_(scaled.add_(128.5).to(2))
      at = at + n
    return (all, step)

  # the shape in which a number for each row meets x
  def rows(self: __torch__.Products, x: Tensor) -> List[int]:
    shape = [1] * x.dim()
    shape[0] = x.size(0)
    return shape

  # turns sums of digits into numbers and puts the bases under the rows that stand on them
  def together(self: __torch__.Products, sums: Tensor, step: Tensor, bias: Optional[Tensor]) -> Tensor:
    y = sums.mul_(step.reshape(self.rows(sums)))
    own = self.own(y)
    base = torch.narrow(y, 0, 0, own)
    if bias is not None:
      b = bias.reshape([1, -1, 1, 1]) if y.dim() == 4 else bias
      base = base.add_(b)
    for i in range(1, y.size(0) // own):
      rest = torch.narrow(y, 0, i * own, own).add_(base)
    return y

  # whether activations stay in channels-last layout
  def channels_last(self: __torch__.Products) -> bool:
    return False

  # how many tokens of that width a feed-forward layer takes at a time: what it makes of a few rows
  # stays in the processor's cache then. It depends on nothing else, so that no row's scales do
  def tokens(self: __torch__.Products, width: int) -> int:
    return max(64, 163840 // width)

  def linear(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor]) -> Tensor:
    return self.linears(x, [name], [bias])[0]

  # several layers of one input, whose digits are taken once
  def linears(self: __torch__.Products, x: Tensor, names: List[str], biases: List[Optional[Tensor]]) -> List[Tensor]:
    digits, step = self.digits(x)
    flat = digits.reshape([-1, digits.size(-1)])
    all : List[Tensor] = []
    for i in range(len(names)):
      name = names[i]
      if name not in self.packed:
        self.packed[name] = ops.onednn.qlinear_prepack(self.weights[name], None)
        self.weights.pop(name)
      sums = ops.onednn.qlinear_pointwise(flat, 1., 128, self.packed[name], self.scales[name], self.zeros[name], None, 1., 0, 6, "none", [], "")
      shape = x.size()
      shape[-1] = sums.size(1)
      all.append(self.together(sums.reshape(shape), step, biases[i]))
    return all

  def conv(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    x = x.contiguous(memory_format=2)
    if name not in self.packed:
      self.packed[name] = ops.onednn.qconv_prepack(self.weights[name], self.scales[name], 1., 0, [stride, stride], [padding, padding], [1, 1], 1, x.size())
      self.weights.pop(name)
    digits, step = self.digits(x)
    sums = ops.onednn.qconv2d_pointwise(digits, 1., 128, self.packed[name], self.scales[name], self.zeros[name], None, [stride, stride], [padding, padding], [1, 1], 1, 1., 0, 6, "none", [], "")
    return self.together(sums, step, bias)
