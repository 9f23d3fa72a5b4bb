# What libtorch's meta device lacks outside Python, made of what it has: results are of the right size
# and element type, and hold nothing. Operators that would take operands of several devices refuse them
# here, as they do on a GPU.
def together(operands: List[Tensor]) -> NoneType:
  for operand in operands:
    if operand.device.type != operands[0].device.type:
      ops.prim.RaiseException("an operator meets tensors of " + operands[0].device.type + " and " + operand.device.type)
  return None

def alike(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> NoneType:
  operands = [x, weight]
  if bias is not None:
    operands.append(bias)
  __torch__.together(operands)
  for operand in operands:
    if operand.dtype != x.dtype:
      ops.prim.RaiseException("a layer's weights are of another element type than its input")
  return None

def conv2d(x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: List[int], padding: List[int]) -> Tensor:
  __torch__.alike(x, weight, bias)
  height = (x.size(2) + 2 * padding[0] - weight.size(2)) // stride[0] + 1
  width = (x.size(3) + 2 * padding[1] - weight.size(3)) // stride[1] + 1
  one = torch.sum(x) + torch.sum(weight)
  return torch.clone(one.reshape([1, 1, 1, 1]).expand([x.size(0), weight.size(0), height, width]))

def group_norm(x: Tensor, groups: int, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
  __torch__.alike(x, weight, bias)
  return x * weight.reshape([1, -1, 1, 1]) + bias.reshape([1, -1, 1, 1])

def layer_norm(x: Tensor, shape: List[int], weight: Tensor, bias: Tensor, eps: float) -> Tensor:
  __torch__.alike(x, weight, bias)
  return x * weight + bias

def linear(x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
  __torch__.alike(x, weight, bias)
  y = torch.matmul(x, weight.t())
  if bias is not None:
    y = y + bias
  return y

def embedding(table: Tensor, ids: Tensor) -> Tensor:
  __torch__.together([table, ids])
  return torch.clone(torch.sum(table, [0]).expand(ids.size() + [table.size(1)]))

def where(condition: Tensor, a: Tensor, b: Tensor) -> Tensor:
  __torch__.together([condition, a, b])
  return a + b + condition.to(a.dtype)

def gather(x: Tensor, dim: int, index: Tensor) -> Tensor:
  __torch__.together([x, index])
  return torch.gather(x, dim, index)

def cat(parts: List[Tensor], dim: int) -> Tensor:
  __torch__.together(parts)
  return torch.cat(parts, dim)

def stack(parts: List[Tensor], dim: int=0) -> Tensor:
  __torch__.together(parts)
  return torch.stack(parts, dim)

def into(result: Tensor, out: Optional[Tensor]) -> Tensor:
  if out is not None:
    return out.copy_(result)
  return result

def addmm(bias: Tensor, a: Tensor, b: Tensor, out: Optional[Tensor]=None) -> Tensor:
  __torch__.together([bias, a, b])
  return __torch__.into(torch.addmm(bias, a, b), out)

def mm(a: Tensor, b: Tensor, out: Optional[Tensor]=None) -> Tensor:
  __torch__.together([a, b])
  return __torch__.into(torch.mm(a, b), out)

def __rshift__(x: Tensor, places: int) -> Tensor:
  return x * 1

def abs(x: Tensor) -> Tensor:
  return torch.maximum(x, torch.neg(x))

def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], dropout: float, causal: bool) -> Tensor:
  __torch__.together([q, k, v])
  scores = torch.matmul(q, k.transpose(2, 3))
  if mask is not None:
    __torch__.together([q, mask])
    scores = scores + mask.to(scores.dtype)
  return torch.matmul(torch.softmax(scores, -1), v)

# numbers, which the meta device has none of
def aminmax(x: Tensor) -> Tuple[Tensor, Tensor]:
  return (torch.zeros([], device=torch.device("cpu")), torch.ones([], device=torch.device("cpu")))

def qlinear_prepack(weight: Tensor, size: Optional[List[int]]) -> Tensor:
  return weight

def qlinear_pointwise(x: Tensor, step: float, zero: int, weight: Tensor, scales: Tensor, zeros: Tensor, bias: Optional[Tensor], scale: float, offset: int, dtype: int, act: str, parts: List[int], kind: str) -> Tensor:
  __torch__.together([x, weight, scales, zeros])
  return torch.matmul(x.to(6), weight.to(6).t()).to(dtype)

def qconv_prepack(weight: Tensor, scales: Tensor, step: float, zero: int, stride: List[int], padding: List[int], dilation: List[int], groups: int, size: List[int]) -> Tensor:
  return weight

def qconv2d_pointwise(x: Tensor, step: float, zero: int, weight: Tensor, scales: Tensor, zeros: Tensor, bias: Optional[Tensor], stride: List[int], padding: List[int], dilation: List[int], groups: int, scale: float, offset: int, dtype: int, act: str, parts: List[int], kind: str) -> Tensor:
  __torch__.together([x, weight, scales, zeros])
  return __torch__.conv2d(x.to(6), weight.to(6), None, stride, padding).to(dtype)

def moved(tensors: List[Tensor]) -> List[Tensor]:
  all : List[Tensor] = []
  for tensor in tensors:
    all.append(tensor.to(torch.device("meta")))
  return all

# sizes of what has stayed on the meta device
def witness(results: List[Tensor]) -> Tensor:
  for result in results:
    if result.device.type != "meta":
      ops.prim.RaiseException("a result is on " + result.device.type)
  return torch.zeros(results[0].size(), device=torch.device("cpu"))
