# What a sampler does with latents, where they are: nothing here waits for a number of the device.
class Sampling(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # the sum of parts [b, c, h, w], each times its weight: in fp64 and in their order, then fp32
  def weighted(self: __torch__.Sampling, parts: List[Tensor], weights: List[float]) -> Tensor:
    sum = torch.zeros(parts[0].size(), dtype=7, device=parts[0].device)
    for i in range(len(parts)):
      sum = sum.add_(parts[i].to(7) * weights[i])
    return sum.to(6)

  def clamped(self: __torch__.Sampling, x: Tensor, limit: float) -> Tensor:
    return torch.clamp(x, -limit, limit)

  # what was said [2 * b, c, h, w], negatives first -> [b, c, h, w]
  def guided(self: __torch__.Sampling, said: Tensor, scale: float) -> Tensor:
    negative, positive = torch.chunk(said, 2, 0)
    return negative + (positive - negative) * scale

  # number i of x [n] -> [1]
  def at(self: __torch__.Sampling, x: Tensor, i: int) -> Tensor:
    return torch.narrow(x, 0, i, 1)

  # which rows of x [b, c, h, w] have been finite until now, and are: 1 or 0, [b]
  def finite(self: __torch__.Sampling, x: Tensor, before: Tensor) -> Tensor:
    largest = torch.amax(torch.abs(torch.flatten(x, 1)), [1])
    return before * (largest < float("inf")).to(6)
