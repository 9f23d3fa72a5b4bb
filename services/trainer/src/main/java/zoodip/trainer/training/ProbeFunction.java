package zoodip.trainer.training;

import java.util.List;
import zoodip.diffusion.LossQuery;

/** Where the losses of a probe set come from. */
@FunctionalInterface
public interface ProbeFunction {
  /**
   * The loss of each query's one candidate; equal queries give equal bits, whatever else is
   * computed meanwhile.
   *
   * @return [queries]
   */
  float[] of(List<LossQuery> queries);
}
