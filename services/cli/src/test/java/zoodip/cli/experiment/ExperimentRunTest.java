package zoodip.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Screen;

class ExperimentRunTest {
  private final StringWriter said = new StringWriter();
  private final Output out =
      new Output(
          new PrintWriter(said),
          false,
          false,
          new Screen(new PrintWriter(said), false, 80),
          Help.defaultColorScheme(Help.Ansi.OFF));

  @Test
  void noMoreThanTheQueueAreUnderWayAtATime() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<ItemOutcome>> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "item " + i;
      items.add(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(20);
            now.decrementAndGet();
            return ItemOutcome.done(name);
          });
    }
    assertEquals(12, new ExperimentRun(3, out).finish(items, 4).size());
    assertEquals(3, most.get());
    assertTrue(said.toString().contains("done 16/16"), said::toString);
    assertTrue(said.toString().contains("ETA"), said::toString);
  }

  @Test
  void oneThatFailsDoesNotStopTheOthersButAServerThatIsAwayDoes() {
    List<ItemOutcome> outcomes =
        new ExperimentRun(1, out)
            .finish(
                List.of(() -> ItemOutcome.failed("a", "no photo"), () -> ItemOutcome.done("b")), 0);
    assertEquals(List.of("a", "b"), outcomes.stream().map(ItemOutcome::name).toList());
    Callable<ItemOutcome> away =
        () -> {
          throw new StatusRuntimeException(Status.UNAVAILABLE);
        };
    assertThrows(
        StatusRuntimeException.class, () -> new ExperimentRun(2, out).finish(List.of(away), 0));
  }
}
