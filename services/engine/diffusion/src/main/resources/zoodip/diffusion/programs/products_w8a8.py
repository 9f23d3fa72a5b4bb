# Linear layers and convolutions as products of int8 weights with int8 activations (W8A8), between
# activations in bfloat16: for images, which forgive what rounding does to each row by itself.
#
# Every image's rows have a scale of their own, which the kernel applies to its sums while they are at
# hand. Images are computed one by one: large ones lose nothing by it, and one has the same bits in any
# batch. Guidance's two rows of an image are computed together.
# Activations are in channels-last layout, the one that int8 convolutions know.
class Products(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  weights : Dict[str, Tensor]
  scales : Dict[str, Tensor]
  zeros : Dict[str, Tensor]
  totals : Dict[str, Tensor]
  packed : Dict[str, Tensor]
  ends : Dict[str, Tensor]
  shapes : Dict[str, List[int]]
  images : int

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
    return None

  def has(self: __torch__.Products, name: str) -> bool:
    return name in self.shapes

  def kernel(self: __torch__.Products, name: str) -> int:
    return self.shapes[name][3]

  # rows that share the first of them are computed like any others here
  def share(self: __torch__.Products, bases: int) -> NoneType:
    self.images = 0
    return None

  # from now on row r belongs to image r mod their number
  def interleave(self: __torch__.Products, images: int) -> NoneType:
    self.images = images
    return None

  # the rows of each image
  def groups(self: __torch__.Products, x: Tensor) -> List[Tensor]:
    count = x.size(0) if self.images == 0 else min(self.images, x.size(0))
    groups : List[Tensor] = []
    for i in range(count):
      groups.append(torch.slice(x, 0, i, 9223372036854775807, count))
    return groups

  # the images' rows [k, ...] in the order that they had before
  def joined(self: __torch__.Products, groups: List[Tensor]) -> Tensor:
    return groups[0] if len(groups) == 1 else torch.stack(groups, 1).flatten(0, 1)

  # whether a row has the same bits in every batch
  def exact(self: __torch__.Products) -> bool:
    return True

  # whether activations stay in channels-last layout
  def channels_last(self: __torch__.Products) -> bool:
    return True

  # the range of bfloat16 numbers in 255 digits: what one step is, and which digit is zero; and 0, or NaN
  # where the numbers have no range: digits are always numbers, and would make an image of what is none
  def scale(self: __torch__.Products, x: Tensor) -> Tuple[float, int, float]:
    low, high = torch.aminmax(x)
    lost = 0. * (float(high) - float(low))
    if lost != lost:
      return (1., 0, lost)
    least = min(0., float(low))
    step = (max(1e-28, float(high)) - least) / 254.
    return (step, int(0.5 - least / step), lost)

  # what came of numbers without a range is none
  def unless_lost(self: __torch__.Products, y: Tensor, lost: float) -> Tensor:
    return torch.full_like(y, lost) if lost != lost else y

  # bfloat16 [..., lines, n] to its digits, of the same size. By way of int16, since libtorch turns floats
  # into uint8 one by one; as many lines at a time as stay in the processor's cache
  def digits(self: __torch__.Products, x: Tensor, step: float, zero: int, all: Tensor) -> NoneType:
    offset = torch.scalar_tensor(float(zero) + 0.5, dtype=6, device=x.device)
    rows = torch.unbind(x, 0) if x.dim() == 4 else [x]
    places = torch.unbind(all, 0) if x.dim() == 4 else [all]
    for r in range(len(rows)):
      most = max(1, 131072 * rows[r].size(0) // max(1, rows[r].numel()))
      parts = torch.split(rows[r], most)
      into = torch.split(places[r], most)
      for i in range(len(parts)):
        a = into[i].copy_(torch.add(offset, parts[i].to(6), alpha=1. / step).to(2))
    return None

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
    for rows in self.groups(x):
      flat = rows.reshape([-1, x.size(-1)])
      step, zero, lost = self.scale(flat)
      digits = torch.empty(flat.size(), dtype=0, device=x.device)
      self.digits(flat, step, zero, digits)
      shape = rows.size()
      shape[-1] = -1
      for i in range(len(names)):
        name = names[i]
        y = ops.onednn.qlinear_pointwise(digits, step, zero, self.packed[name], self.scales[name], self.zeros[name], self.full(biases[i]), 1., 0, 15, "none", [], "")
        all[i].append(self.unless_lost(y.reshape(shape), lost))
    results : List[Tensor] = []
    for parts in all:
      results.append(self.joined(parts))
    return results

  def full(self: __torch__.Products, bias: Optional[Tensor]) -> Optional[Tensor]:
    if bias is not None:
      return bias.to(6)
    return bias

  def conv(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    all : List[Tensor] = []
    for rows in self.groups(x.permute([0, 2, 3, 1])):
      if name in self.ends:
        all.append(self.conv_end(rows, self.ends[name], bias, stride, padding))
      else:
        all.append(self.conv_int8(rows, name, self.full(bias), stride, padding))
    return self.joined(all).permute([0, 3, 1, 2])

  # one by one: libtorch convolves several rows by another algorithm than one, with other last bits
  def conv_end(self: __torch__.Products, x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    all : List[Tensor] = []
    for r in range(x.size(0)):
      row = torch.narrow(x, 0, r, 1).contiguous().permute([0, 3, 1, 2])
      all.append(torch.conv2d(row, weight, bias, [stride, stride], [padding, padding]).permute([0, 2, 3, 1]).contiguous())
    return torch.cat(all, 0) if len(all) > 1 else all[0]

  # Digits are padded with the one that is zero, and what that adds to each sum is taken off with the
  # bias: oneDNN would add up a layer's weights for it at every call, which takes longer than the products
  def conv_int8(self: __torch__.Products, x: Tensor, name: str, bias: Optional[Tensor], stride: int, padding: int) -> Tensor:
    n, height, width, channels = x.size()
    size = [n, height + 2 * padding, width + 2 * padding, channels]
    if name not in self.packed:
      self.totals[name] = torch.sum(self.weights[name], [1, 2, 3], dtype=6).mul_(self.scales[name])
      self.packed[name] = ops.onednn.qconv_prepack(self.weights[name], self.scales[name], 1., 0, [stride, stride], [0, 0], [1, 1], 1, [n, channels, size[1], size[2]])
      self.weights.pop(name)
    step, zero, lost = self.scale(x)
    all = torch.full(size, zero, dtype=0, device=x.device)
    inner = torch.narrow(torch.narrow(all, 1, padding, height), 2, padding, width)
    self.digits(x, step, zero, inner)
    constant = self.totals[name] * (-step * float(zero))
    if bias is not None:
      constant = constant.add_(bias)
    y = ops.onednn.qconv2d_pointwise(all.permute([0, 3, 1, 2]), step, 0, self.packed[name], self.scales[name], self.zeros[name], constant, [stride, stride], [0, 0], [1, 1], 1, 1., 0, 15, "none", [], "")
    return self.unless_lost(y.permute([0, 2, 3, 1]), lost)
