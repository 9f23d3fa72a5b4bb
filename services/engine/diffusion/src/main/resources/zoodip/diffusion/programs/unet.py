# The conditional UNet of latent diffusion (Rombach et al. 2022) in the layout of diffusers'
# UNet2DConditionModel. Rows that share latents may be given once: x [b, c, h, w] with context
# [k * b, tokens, width] stands for x repeated k times, and all that comes before the first
# cross-attention is computed on b rows only.
class UNet(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : __torch__.Layers
  down_cross : List[bool]
  up_cross : List[bool]
  mid_cross : bool
  down_resnets : List[int]
  up_resnets : List[int]
  down_blocks : List[int]
  up_blocks : List[int]
  mid_blocks : int
  down_heads : List[int]
  up_heads : List[int]
  mid_heads : int
  groups : int
  eps : float
  act : str
  linear_projection : bool
  upcast_attention : bool
  downsample_padding : int
  center_input : bool
  time_width : int
  flip_sin_to_cos : bool
  freq_shift : float
  added_time_width : int

  def put(self: __torch__.UNet, name: str, value: Tensor, kind: int) -> NoneType:
    self.layers.put(name, value, kind)
    return None

  # sinusoids of t [n] -> [n, width]
  def sinusoids(self: __torch__.UNet, t: Tensor, width: int) -> Tensor:
    half = width // 2
    steps = torch.arange(half, dtype=6, device=t.device)
    rates = torch.exp(steps * -9.210340371976184 / (float(half) - self.freq_shift))
    angles = t.to(6).unsqueeze(1) * rates.unsqueeze(0)
    first = torch.cos(angles) if self.flip_sin_to_cos else torch.sin(angles)
    second = torch.sin(angles) if self.flip_sin_to_cos else torch.cos(angles)
    both = torch.cat([first, second], 1)
    if width % 2 == 1:
      both = torch.constant_pad_nd(both, [0, 1, 0, 0], 0.)
    return both

  def embedding(self: __torch__.UNet, x: Tensor, name: str, act: str) -> Tensor:
    h = self.layers.row_linear(x.to(self.layers.compute), name + ".linear_1")
    return self.layers.row_linear(self.layers.activation(h, act), name + ".linear_2")

  # pooled [n, width] and sizes [n, 6] are used by models with added conditions only; what embeds
  # them knows no other activation than silu
  def time(self: __torch__.UNet, t: Tensor, pooled: Tensor, sizes: Tensor) -> Tensor:
    emb = self.embedding(self.sinusoids(t, self.time_width), "time_embedding", self.act)
    if self.added_time_width > 0:
      ids = self.sinusoids(sizes.reshape([-1]), self.added_time_width).reshape([sizes.size(0), -1])
      added = torch.cat([pooled.to(6), self.layers.spread(ids, pooled.size(0))], 1)
      added = self.embedding(added, "add_embedding", "silu")
      emb = added + (self.layers.spread(emb, added.size(0)) if emb.size(0) > 1 else emb)
    return emb

  def resnet(self: __torch__.UNet, x: Tensor, emb: Tensor, name: str) -> Tensor:
    h = self.layers.activate(self.layers.group_norm(x, name + ".norm1", self.groups, self.eps), self.act)
    h = self.layers.conv(h, name + ".conv1", 1, 1)
    e = self.layers.row_linear(self.layers.activation(emb, self.act), name + ".time_emb_proj")
    rows = max(h.size(0), e.size(0))
    if e.size(0) > 1:
      e = self.layers.spread(e, rows)
    h = self.layers.spread(h, rows).add_(e.unsqueeze(-1).unsqueeze(-1))
    h = self.layers.activate(self.layers.group_norm(h, name + ".norm2", self.groups, self.eps), self.act)
    h = self.layers.conv(h, name + ".conv2", 1, 1)
    if self.layers.has(name + ".conv_shortcut.weight"):
      x = self.layers.conv(x, name + ".conv_shortcut", 1, 0)
    return h.add_(self.layers.spread(x, rows))

  # in fp32 where scores would leave the range of fp16
  def attention(self: __torch__.UNet, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    if self.upcast_attention:
      return self.layers.attention(q.to(6), k.to(6), v.to(6), heads, False).to(q.dtype)
    return self.layers.attention(q, k, v, heads, False)

  def attend_self(self: __torch__.UNet, x: Tensor, name: str, heads: int) -> Tensor:
    q, k, v = self.layers.linears(x, [name + ".to_q", name + ".to_k", name + ".to_v"])
    return self.layers.linear(self.attention(q, k, v, heads), name + ".to_out.0")

  def attend(self: __torch__.UNet, x: Tensor, context: Tensor, name: str, heads: int) -> Tensor:
    q = self.layers.linear(x, name + ".to_q")
    k, v = self.layers.linears(context, [name + ".to_k", name + ".to_v"])
    return self.layers.linear(self.attention(q, k, v, heads), name + ".to_out.0")

  def block(self: __torch__.UNet, x: Tensor, context: Tensor, name: str, heads: int) -> Tensor:
    h = self.layers.layer_norm(x, name + ".norm1", 1e-5)
    x = self.attend_self(h, name + ".attn1", heads).add_(x)
    x = self.layers.spread(x, context.size(0))
    x = self.attend(self.layers.layer_norm(x, name + ".norm2", 1e-5), context, name + ".attn2", heads).add_(x)
    at = 0
    parts : List[Tensor] = []
    while at < x.size(1):
      n = min(self.layers.products.tokens(x.size(2)), x.size(1) - at)
      parts.append(self.feed_forward(torch.narrow(x, 1, at, n), name))
      at = at + n
    return torch.cat(parts, 1) if len(parts) > 1 else parts[0]

  def feed_forward(self: __torch__.UNet, x: Tensor, name: str) -> Tensor:
    h = self.layers.linear(self.layers.layer_norm(x, name + ".norm3", 1e-5), name + ".ff.net.0.proj")
    value, gate = torch.chunk(h, 2, -1)
    return self.layers.linear(torch.gelu(gate).mul_(value), name + ".ff.net.2").add_(x)

  def transformer(self: __torch__.UNet, x: Tensor, context: Tensor, name: str, heads: int, blocks: int) -> Tensor:
    b, c, height, width = x.size()
    h = self.layers.group_norm(x, name + ".norm", self.groups, 1e-6)
    if self.linear_projection:
      h = self.layers.linear(h.permute([0, 2, 3, 1]).reshape([b, height * width, c]), name + ".proj_in")
    else:
      h = self.layers.conv(h, name + ".proj_in", 1, 0)
      h = h.permute([0, 2, 3, 1]).reshape([b, height * width, -1])
    for i in range(blocks):
      h = self.block(h, context, "{}.transformer_blocks.{}".format(name, i), heads)
    rows = h.size(0)
    if self.linear_projection:
      h = self.layers.linear(h, name + ".proj_out")
      h = self.layers.laid_out(h.reshape([rows, height, width, c]).permute([0, 3, 1, 2]))
    else:
      h = self.layers.laid_out(h.reshape([rows, height, width, -1]).permute([0, 3, 1, 2]))
      h = self.layers.conv(h, name + ".proj_out", 1, 0)
    return h.add_(self.layers.spread(x, rows))

  def downsample(self: __torch__.UNet, x: Tensor, name: str) -> Tensor:
    if self.downsample_padding == 0:
      x = torch.constant_pad_nd(x, [0, 1, 0, 1], 0.)
    return self.layers.conv(x, name, 2, self.downsample_padding)

  def down(self: __torch__.UNet, x: Tensor, emb: Tensor, context: Tensor) -> List[Tensor]:
    levels = len(self.down_cross)
    h = self.layers.same_conv(x, "conv_in")
    skips = [h]
    for i in range(levels):
      for j in range(self.down_resnets[i]):
        h = self.resnet(h, emb, "down_blocks.{}.resnets.{}".format(i, j))
        if self.down_cross[i]:
          h = self.transformer(h, context, "down_blocks.{}.attentions.{}".format(i, j), self.down_heads[i], self.down_blocks[i])
        skips.append(h)
      if i < levels - 1:
        h = self.downsample(h, "down_blocks.{}.downsamplers.0.conv".format(i))
        skips.append(h)
    return skips

  def middle(self: __torch__.UNet, x: Tensor, emb: Tensor, context: Tensor) -> Tensor:
    h = self.resnet(x, emb, "mid_block.resnets.0")
    if self.mid_cross:
      h = self.transformer(h, context, "mid_block.attentions.0", self.mid_heads, self.mid_blocks)
      h = self.resnet(h, emb, "mid_block.resnets.1")
    return h

  def up(self: __torch__.UNet, x: Tensor, skips: List[Tensor], emb: Tensor, context: Tensor) -> Tensor:
    levels = len(self.up_cross)
    h = x
    for i in range(levels):
      for j in range(self.up_resnets[i]):
        skip = skips.pop()
        rows = max(h.size(0), skip.size(0))
        h = torch.cat([self.layers.spread(h, rows), self.layers.spread(skip, rows)], 1)
        h = self.resnet(h, emb, "up_blocks.{}.resnets.{}".format(i, j))
        if self.up_cross[i]:
          h = self.transformer(h, context, "up_blocks.{}.attentions.{}".format(i, j), self.up_heads[i], self.up_blocks[i])
      if i < levels - 1:
        target = skips[len(skips) - 1]
        h = torch.upsample_nearest2d(h, [target.size(2), target.size(3)], None)
        h = self.layers.conv(h, "up_blocks.{}.upsamplers.0.conv".format(i), 1, 1)
    return h

  # x [b, channels, h, w], t [1] or [b], context [k * b, tokens, width] -> fp32 [k * b, channels, h, w]
  def forward(self: __torch__.UNet, x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor) -> Tensor:
    self.layers.products.share(0)
    return self.predict(x, t, context, pooled, sizes)

  # the same for generation, where a row has the same bits in any batch: what guidance's rows have in common
  # is computed once where that changes no bit. libtorch convolves a single row by another algorithm than
  # several, with other last bits: alone it is computed twice where its products are not exact
  def predict_batch_invariant(self: __torch__.UNet, x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor) -> Tensor:
    rows = context.size(0)
    if self.layers.products.exact():
      self.layers.products.interleave(x.size(0))
      return self.predict(x, t, context, pooled, sizes)
    elif rows > 1:
      return self.forward(self.layers.spread(x, rows), t, context, pooled, sizes)
    twice = self.forward(self.layers.spread(x, 2), t, context.repeat([2, 1, 1]), torch.cat([pooled, pooled], 0), sizes)
    return torch.narrow(twice, 0, 0, 1)

  def predict(self: __torch__.UNet, x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor) -> Tensor:
    compute = self.layers.compute
    emb = self.time(t, pooled, sizes)
    if self.center_input:
      x = x * 2. - 1.
    context = context.to(compute)
    skips = self.down(x.to(compute), emb, context)
    h = self.middle(skips[len(skips) - 1], emb, context)
    h = self.up(h, skips, emb, context)
    h = self.layers.activate(self.layers.group_norm(h, "conv_norm_out", self.groups, self.eps), self.act)
    h = self.layers.same_conv(h, "conv_out")
    return self.layers.spread(h.to(6), context.size(0))

  # mean squared error of each row against its target: x and target [b, channels, h, w], context
  # [k * b, tokens, width], to be compared with the first b rows -> [k * b]. Where sharing the rows'
  # common beginning could change a bit, it is not shared unless that is asked for.
  def losses(self: __torch__.UNet, x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor, target: Tensor, shared: bool) -> Tensor:
    rows = context.size(0)
    if not (shared or self.layers.products.exact()):
      x = self.layers.spread(x, rows)
    self.layers.products.share(target.size(0))
    error = self.predict(x, t, context, pooled, sizes) - self.layers.spread(target, rows)
    # row by row: in one call, the order of the additions would depend on the number of rows
    means : List[Tensor] = []
    for row in torch.unbind(error * error, 0):
      means.append(torch.mean(row))
    return torch.stack(means)

  # the mean squared error of one row, and its gradients in context and pooled: 0 where that is not used
  def gradients(self: __torch__.UNet, x: Tensor, t: Tensor, context: Tensor, pooled: Tensor, sizes: Tensor, target: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    torch.set_grad_enabled(True)
    context = torch.requires_grad_(torch.clone(context), True)
    pooled = torch.requires_grad_(torch.clone(pooled), True)
    error = self.forward(x, t, context, pooled, sizes) - target
    loss = torch.mean(error * error)
    gradients = torch.grad([loss], [context, pooled], None, False, False, True)
    torch.set_grad_enabled(False)
    of_context = gradients[0]
    of_pooled = gradients[1]
    if of_context is None:
      of_context = torch.zeros_like(context)
    if of_pooled is None:
      of_pooled = torch.zeros_like(pooled)
    return (torch.detach(loss), of_context, of_pooled)
