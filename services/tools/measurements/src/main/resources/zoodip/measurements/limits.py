# Products of square matrices, to see what a machine can do.
class Limits(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # element type: 1 int8, 6 fp32, 15 bf16
  def operand(self: __torch__.Limits, side: int, type: int) -> Tensor:
    return torch.ones([side, side], dtype=type)

  def product(self: __torch__.Limits, a: Tensor, b: Tensor) -> Tensor:
    if a.dtype == 1:
      return torch._int_mm(a, b)
    return torch.mm(a, b)
