package zoodip.diffusion.weights;

import java.util.Collection;

/** Names of tensors in an error, which may be thousands. */
public final class TensorNames {
  private static final int MOST = 5;

  private TensorNames() {}

  /** "tensor a", "tensors a, b", "tensors a, b, c, d, e and 95 more". */
  public static String of(Collection<String> names) {
    String few = String.join(", ", names.stream().limit(MOST).toList());
    String more = names.size() > MOST ? " and %d more".formatted(names.size() - MOST) : "";
    return (names.size() == 1 ? "tensor " : "tensors ") + few + more;
  }
}
