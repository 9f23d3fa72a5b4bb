package zoodip.safetensors;

/** What to do with weights in PyTorch's own form, which are not read. */
public final class PickleConversion {
  /** Why, and what to do instead. */
  public static final String HELP =
      "a pickle may run code when it is read. Where you trust it, convert it: python -c \"import"
          + " torch, safetensors.torch as s; d = torch.load('IN', map_location='cpu',"
          + " weights_only=True); d = d.get('state_dict', d); s.save_file({k:"
          + " v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)},"
          + " 'OUT.safetensors')\"";

  private PickleConversion() {}
}
