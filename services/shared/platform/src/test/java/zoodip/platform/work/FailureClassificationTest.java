package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.v1.ErrorReason;

class FailureClassificationTest {
  @Test
  void theFirstCauseThatSaysSomethingDecides() {
    var cause = new ServiceException(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE, "loss is NaN");
    var wrapped = new IllegalStateException(new ExecutionException(cause));
    assertEquals(
        new FailureClassification.Permanent(
            FailureClassification.error(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE, "loss is NaN")),
        FailureClassification.of(wrapped));
  }

  @Test
  void whatIsNeededButDoesNotAnswerIsTransient() {
    assertInstanceOf(
        FailureClassification.Transient.class,
        FailureClassification.of(
            new ServiceException(ErrorReason.ERROR_REASON_OVERLOADED, "full")));
    assertInstanceOf(
        FailureClassification.Transient.class,
        FailureClassification.of(
            new KafkaUnavailableException("silent", new TimeoutException("60 s"))));
  }

  @Test
  void aFencedAttemptIsNoFailureOfTheJob() {
    assertEquals(
        new FailureClassification.Fenced(),
        FailureClassification.of(
            new IllegalStateException(
                new FencedException("jobs/j", new ProducerFencedException("newer epoch")))));
  }

  @Test
  void memoryThatDoesNotSufficeIsNoDefect() {
    assertInstanceOf(
        FailureClassification.MemoryExhausted.class,
        FailureClassification.of(
            new IllegalStateException(new OutOfMemoryError("Java heap space"))));
    assertInstanceOf(
        FailureClassification.MemoryExhausted.class,
        FailureClassification.of(
            new ServiceException(ErrorReason.ERROR_REASON_OUT_OF_MEMORY, "libtorch's")));
  }

  @Test
  void inputThatCannotBeWorkedOnFailsTheJobForGood() {
    FailureClassification failure =
        FailureClassification.of(new IllegalStateException(new IllegalArgumentException("63")));
    assertInstanceOf(FailureClassification.Permanent.class, failure);
    assertTrue(failure.toString().contains("63"), failure.toString());
  }

  @Test
  void whatDoesNotAnswerIsTransientEvenIfItWasWrapped() {
    assertInstanceOf(
        FailureClassification.Transient.class,
        FailureClassification.of(
            new IllegalArgumentException(
                new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "silent"))));
  }

  @Test
  void anythingElseIsADefect() {
    var defect = new IllegalStateException("index");
    assertEquals(new FailureClassification.Unexpected(defect), FailureClassification.of(defect));
    assertInstanceOf(
        FailureClassification.Unexpected.class,
        FailureClassification.of(
            new ServiceException(ErrorReason.ERROR_REASON_INTERNAL, "defect")));
  }
}
