package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySplitTest {
  private final List<List<Integer>> tried = new ArrayList<>();

  private static RuntimeException failure(String message) {
    return new EngineException("the work failed", new ai.djl.engine.EngineException(message));
  }

  /** Squares of numbers, of so many at a time as a device has memory for. */
  private List<Integer> squares(List<Integer> numbers, int most) {
    tried.add(List.copyOf(numbers));
    if (numbers.size() > most) {
      throw failure("CUDA out of memory. Tried to allocate 2.00 GiB");
    }
    return numbers.stream().map(number -> number * number).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 5, 1", "5, 4, 3", "5, 2, 5", "8, 1, 15"})
  void aBatchIsHalvedUntilItFits(int count, int most, int tries) {
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    assertEquals(
        numbers.stream().map(number -> number * number).toList(),
        MemorySplit.inParts(numbers, part -> squares(part, most)));
    assertEquals(tries, tried.size(), tried::toString);
  }

  @Test
  void oneThatDoesNotFitAloneFails() {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class,
            () -> MemorySplit.inParts(List.of(1, 2), part -> squares(part, 0)));
    assertEquals(List.of(List.of(1, 2), List.of(1)), tried);
    assertEquals("the work failed", failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CUDA error: invalid argument", "shape '[2]' is invalid"})
  void anotherFailureIsNotTriedAgain(String message) {
    RuntimeException failure = failure(message);
    assertSame(
        failure,
        assertThrows(
            RuntimeException.class,
            () ->
                MemorySplit.inParts(
                    List.of(1, 2),
                    part -> {
                      tried.add(part);
                      throw failure;
                    })));
    assertEquals(1, tried.size());
  }
}
