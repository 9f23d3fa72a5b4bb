package zoodip.safetensors;

import java.util.Collection;

/** Names of tensors in an error, which may be thousands. */
public final class TensorNames {
  private static final int MOST = 5;

  private TensorNames() {}

  /** "tensor a", "tensors a, b", "tensors a, b, c, d, e and 95 more". */
  public static String of(Collection<String> names) {
    return (names.size() == 1 ? "tensor " : "tensors ") + few(names);
  }

  /** "a", "a, b", "a, b, c, d, e and 95 more". */
  public static String few(Collection<String> names) {
    String few = String.join(", ", names.stream().limit(MOST).toList());
    return names.size() > MOST ? few + " and %d more".formatted(names.size() - MOST) : few;
  }
}
