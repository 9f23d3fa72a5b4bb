package zoodip.diffusion.network;

import java.util.Map;
import zoodip.diffusion.config.ConfigFile;

/** The activation functions that the programs know, by the names that configurations use. */
public final class Activations {
  private static final Map<String, String> KNOWN =
      Map.of(
          "silu", "silu",
          "swish", "silu",
          "gelu", "gelu",
          "quick_gelu", "quick_gelu",
          "gelu_new", "gelu_tanh",
          "gelu_pytorch_tanh", "gelu_tanh",
          "relu", "relu",
          "mish", "mish");

  private Activations() {}

  /** The program's name for the function that {@code field} names. */
  public static String named(ConfigFile config, String field, String absent) {
    String name = config.text(field, absent);
    String known = KNOWN.get(name);
    if (known == null) {
      throw config.wrong(field, "is " + name + "; supported are " + KNOWN.keySet());
    }
    return known;
  }
}
