# Brings what comes from Java to a device. By way of pinned memory a copy neither waits for what the device
# is doing nor is made twice. libtorch keeps pinned memory for later: weights, which come once, go without.
class Transfer(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  device : str
  pinned : bool

  def to_device(self: __torch__.Transfer, x: Tensor) -> Tensor:
    pins = self.pinned and x.numel() * x.element_size() <= 16777216
    held = torch.pin_memory(x) if pins else x
    return held.to(torch.device(self.device), x.dtype, pins)
