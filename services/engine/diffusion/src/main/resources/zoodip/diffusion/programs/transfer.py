# Brings what comes from Java to a device. By way of pinned memory, which libtorch keeps, a copy neither
# waits for what the device is doing nor is made twice.
class Transfer(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  device : str
  pinned : bool

  def to_device(self: __torch__.Transfer, x: Tensor) -> Tensor:
    held = torch.pin_memory(x) if self.pinned else x
    return held.to(torch.device(self.device), x.dtype, self.pinned)
