package zoodip.platform.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link CompactedView} shows while it changes is what it would show at some moment of each
 * call. {@code -Dlincheck.iterations=200} looks longer.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
@Tag("lincheck")
public class KeyedValuesLincheckTest {
  private static final String KEY = "key";

  private final KeyedValues<Integer> values = new KeyedValues<>();

  /** What who follows was told last; null while nobody does. */
  private final AtomicReference<Optional<Integer>> heard = new AtomicReference<>();

  @Operation(nonParallelGroup = "changes")
  public void put(@Param(name = "value") int value) {
    values.set(KEY, Optional.of(value));
  }

  @Operation(nonParallelGroup = "changes")
  public void remove() {
    values.set(KEY, Optional.empty());
  }

  @Operation
  public Integer get() {
    return values.get(KEY).orElse(null);
  }

  /** What a listener is shown first: never what was there before it began. */
  @Operation
  public Integer listen() {
    AtomicReference<Optional<Integer>> shown = new AtomicReference<>(Optional.empty());
    try (var subscription = values.listeners().listen(KEY, shown::set)) {
      return shown.get().orElse(null);
    }
  }

  @Operation(runOnce = true)
  public void follow() {
    var unused = values.listeners().listen(KEY, heard::set);
  }

  @Validate
  public void whoFollowsHasHeardTheLastChange() {
    Optional<Integer> last = heard.get();
    if (last != null && !last.equals(values.get(KEY))) {
      throw new IllegalStateException(last + " was heard last of " + values.get(KEY));
    }
  }

  @Test
  void whatIsSeenWasThereDuringTheCall() {
    new ModelCheckingOptions()
        .iterations(Integer.getInteger("lincheck.iterations", 3))
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(getClass());
  }
}
