package zoodip.cli.models;

import java.util.List;
import java.util.Locale;

/** Weights in PyTorch's own form, which are not read. */
final class Pickles {
  /** Why, and what to do instead. */
  static final String HELP =
      "a pickle may run code when it is read. Where you trust it, convert it: python -c \"import"
          + " torch, safetensors.torch as s; d = torch.load('IN', map_location='cpu',"
          + " weights_only=True); d = d.get('state_dict', d); s.save_file({k:"
          + " v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)},"
          + " 'OUT.safetensors')\"";

  private static final List<String> ENDINGS = List.of(".ckpt", ".pt", ".pth", ".bin", ".pkl");

  private Pickles() {}

  static boolean isOne(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
