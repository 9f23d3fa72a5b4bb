package zoodip.cli.models;

import java.util.List;
import java.util.Locale;

/** Weights in PyTorch's own form, which are not read. */
final class Pickles {
  private static final List<String> ENDINGS = List.of(".ckpt", ".pt", ".pth", ".bin", ".pkl");

  private Pickles() {}

  static boolean isOne(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
