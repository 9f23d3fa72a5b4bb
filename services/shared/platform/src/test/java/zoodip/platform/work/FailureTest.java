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

class FailureTest {
  @Test
  void theFirstCauseThatSaysSomethingDecides() {
    var cause = new ServiceException(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE, "loss is NaN");
    var wrapped = new IllegalStateException(new ExecutionException(cause));
    assertEquals(
        new Failure.Lasting(Failure.error(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE, "loss is NaN")),
        Failure.of(wrapped));
  }

  @Test
  void whatIsNeededButDoesNotAnswerIsPassing() {
    assertInstanceOf(
        Failure.Passing.class,
        Failure.of(new ServiceException(ErrorReason.ERROR_REASON_OVERLOADED, "full")));
    assertInstanceOf(
        Failure.Passing.class,
        Failure.of(new KafkaUnavailableException("silent", new TimeoutException("60 s"))));
  }

  @Test
  void aFencedAttemptIsNoFailureOfTheJob() {
    assertEquals(
        new Failure.Fenced(),
        Failure.of(
            new IllegalStateException(
                new FencedException("jobs/j", new ProducerFencedException("newer epoch")))));
  }

  @Test
  void memoryThatDoesNotSufficeIsNoDefect() {
    assertInstanceOf(
        Failure.Memory.class,
        Failure.of(new IllegalStateException(new OutOfMemoryError("Java heap space"))));
    assertInstanceOf(
        Failure.Memory.class,
        Failure.of(new ServiceException(ErrorReason.ERROR_REASON_OUT_OF_MEMORY, "libtorch's")));
  }

  @Test
  void inputThatCannotBeWorkedOnFailsTheJobForGood() {
    Failure failure = Failure.of(new IllegalStateException(new IllegalArgumentException("63")));
    assertInstanceOf(Failure.Lasting.class, failure);
    assertTrue(failure.toString().contains("63"), failure.toString());
  }

  @Test
  void whatDoesNotAnswerIsPassingEvenIfItWasWrapped() {
    assertInstanceOf(
        Failure.Passing.class,
        Failure.of(
            new IllegalArgumentException(
                new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "silent"))));
  }

  @Test
  void anythingElseIsADefect() {
    var defect = new IllegalStateException("index");
    assertEquals(new Failure.Unexpected(defect), Failure.of(defect));
    assertInstanceOf(
        Failure.Unexpected.class,
        Failure.of(new ServiceException(ErrorReason.ERROR_REASON_INTERNAL, "defect")));
  }
}
