# Single layers, to measure how long their kernels take.
class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers

  def put(self: __torch__.Kernels, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  # numbers like activations, rows that are nearly alike, where that tensor is
  def input(self: __torch__.Kernels, place: Tensor, rows: int, a: int, b: int, c: int) -> Tensor:
    one = torch.randn([1, a, b, c], device=place.device)
    return one + torch.randn([rows, a, b, c], device=place.device) * 0.001

  # fp32 [rows, 1, pixels, in], all standing on the first row -> fp32
  def linear(self: __torch__.Kernels, x: Tensor, name: str) -> Tensor:
    self.layers.products.share(1)
    return self.layers.linear(x.squeeze(1).to(self.layers.compute), name).to(6)

  # fp32 [rows, in, h, w], all standing on the first row -> fp32
  def conv(self: __torch__.Kernels, x: Tensor, name: str) -> Tensor:
    self.layers.products.share(1)
    return self.layers.same_conv(x.to(self.layers.compute), name).to(6)
