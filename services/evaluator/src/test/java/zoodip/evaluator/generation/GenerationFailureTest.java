package zoodip.evaluator.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class GenerationFailureTest {
  private static GenerationFailure told(ErrorReason reason) {
    return GenerationFailure.of(new ServiceException(reason, "because").toStatus());
  }

  @Test
  void keepsTheReasonAndTheMessageThatInferenceGave() {
    GenerationFailure failure = told(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT);
    assertEquals(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, failure.failure().reason());
    assertEquals("Inference: because", failure.failure().getMessage());
    assertEquals(Optional.empty(), failure.retryDelay());
  }

  @Test
  void comesBackWhenInferenceSaysSo() {
    Optional<Duration> delay = Optional.of(Duration.ofSeconds(2));
    assertEquals(delay, told(ErrorReason.ERROR_REASON_OVERLOADED).retryDelay());
    assertEquals(delay, told(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE).retryDelay());
  }

  @Test
  void comesBackWhenNobodyAnswers() {
    GenerationFailure failure = GenerationFailure.of(Status.UNAVAILABLE.asRuntimeException());
    assertEquals(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, failure.failure().reason());
    assertEquals(Optional.of(Duration.ofSeconds(2)), failure.retryDelay());
  }

  @Test
  void doesNotComeBackForWhatFailsAgain() {
    for (ErrorReason reason :
        List.of(
            ErrorReason.ERROR_REASON_OUT_OF_MEMORY,
            ErrorReason.ERROR_REASON_DISK_FULL,
            ErrorReason.ERROR_REASON_PICTURE_NOT_FINITE)) {
      GenerationFailure failure = told(reason);
      assertEquals(reason, failure.failure().reason());
      assertEquals(Optional.empty(), failure.retryDelay());
    }
  }

  @Test
  void takesALimitThatNobodyDescribedForADefect() {
    GenerationFailure failure =
        GenerationFailure.of(Status.RESOURCE_EXHAUSTED.asRuntimeException());
    assertEquals(ErrorReason.ERROR_REASON_INTERNAL, failure.failure().reason());
    assertEquals(Optional.empty(), failure.retryDelay());
  }

  @Test
  void takesWhatNobodyDescribedForADefect() {
    GenerationFailure failure = GenerationFailure.of(new IllegalStateException("broken"));
    assertEquals(ErrorReason.ERROR_REASON_INTERNAL, failure.failure().reason());
    assertEquals(Optional.empty(), failure.retryDelay());
  }
}
