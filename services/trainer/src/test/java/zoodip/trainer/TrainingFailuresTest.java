package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class TrainingFailuresTest {
  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(new UnknownConceptException("<x>"), ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT),
        Arguments.of(new PromptException("too long"), ErrorReason.ERROR_REASON_BAD_SETTINGS),
        Arguments.of(
            new ai.djl.engine.EngineException(
                "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            ErrorReason.ERROR_REASON_OUT_OF_MEMORY));
  }

  @ParameterizedTest
  @MethodSource("known")
  void whatTheWorkThrowsHasAReason(RuntimeException failure, ErrorReason reason) {
    RuntimeException named = TrainingFailures.named(new IllegalStateException(failure));
    assertEquals(reason, ((ServiceException) named).reason());
    assertEquals(failure.getMessage(), named.getMessage());
  }

  @Test
  void whatHasAReasonAlreadyOrNoneStaysAsItIs() {
    var reasoned =
        new ServiceException(ErrorReason.ERROR_REASON_DATA_LOSS, "lost", new PromptException("x"));
    assertSame(reasoned, TrainingFailures.named(reasoned));
    var passing = new IllegalStateException("store");
    assertSame(passing, TrainingFailures.named(passing));
  }
}
