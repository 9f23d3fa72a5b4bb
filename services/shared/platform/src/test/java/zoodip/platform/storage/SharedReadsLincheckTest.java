package zoodip.platform.storage;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who shares another's read sees what was written before the call. {@code
 * -Dlincheck.iterations=200} looks longer.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:5")
@Tag("lincheck")
public class SharedReadsLincheckTest {
  private final AtomicInteger stored = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final SharedReads<String, Integer> reads = new SharedReads<>(key -> slowly());

  @Operation
  public void write(@Param(name = "value") int value) {
    stored.set(value);
  }

  @Operation
  public int read() {
    return reads.get("key");
  }

  /** A read that lasts: others come, and write, between its look and its end. */
  private int slowly() {
    int found = stored.get();
    ended.incrementAndGet();
    return found;
  }

  @Test
  void aReadSeesWhatWasWrittenBeforeIt() {
    new ModelCheckingOptions()
        .iterations(Integer.getInteger("lincheck.iterations", 3))
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(3)
        .check(getClass());
  }
}
