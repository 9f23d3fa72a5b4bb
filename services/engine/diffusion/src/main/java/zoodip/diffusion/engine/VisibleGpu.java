package zoodip.diffusion.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which of the driver's GPUs is meant by a number of CUDA's: the environment may show a process a
 * few of them, in another order.
 *
 * @param index the driver's number, if it is known by that
 * @param uuid else its UUID, or that of a MIG instance
 */
record VisibleGpu(OptionalInt index, Optional<String> uuid) {

  /**
   * @param visible the value of {@code CUDA_VISIBLE_DEVICES}; empty if it is not set
   * @param number of CUDA's, from 0
   */
  static Optional<VisibleGpu> of(Optional<String> visible, int number) {
    if (visible.isEmpty()) {
      return Optional.of(new VisibleGpu(OptionalInt.of(number), Optional.empty()));
    }
    List<String> shown = Arrays.stream(visible.get().split(",")).map(String::strip).toList();
    if (number >= shown.size() || shown.get(number).isEmpty()) {
      return Optional.empty();
    }
    String one = shown.get(number);
    return Optional.of(
        one.matches("[0-9]{1,4}")
            ? new VisibleGpu(OptionalInt.of(Integer.parseInt(one)), Optional.empty())
            : new VisibleGpu(OptionalInt.empty(), Optional.of(one)));
  }
}
