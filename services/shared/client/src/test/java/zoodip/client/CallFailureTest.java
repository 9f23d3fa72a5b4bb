package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallFailureTest {
  @Test
  void theDetailsOfAStatusBecomeWords() {
    CallFailure failure =
        CallFailure.of(
            ServerFailures.badSetting("settings.history", "must be under half of the width"));
    assertEquals("BAD_SETTINGS", failure.reason());
    assertEquals(Status.Code.INVALID_ARGUMENT, failure.code());
    assertEquals(
        "the settings cannot work%n  settings.history: must be under half of the width".formatted(),
        failure.text());
  }

  @Test
  void aViolationThatTheMessageTellsIsNotToldTwice() {
    CallFailure failure =
        CallFailure.of(ServerFailures.badSetting("settings", "the settings cannot work"));
    assertEquals("the settings cannot work", failure.text());
  }

  @Test
  void theServerSaysWhenToTryAgain() {
    CallFailure failure = CallFailure.of(ServerFailures.overloaded(250));
    assertEquals(Optional.of(Duration.ofMillis(250)), failure.retryDelay());
  }

  @Test
  void aFailureOfTheConnectionHasNoReason() {
    CallFailure failure = CallFailure.of(Status.UNAVAILABLE.asRuntimeException());
    assertEquals("", failure.reason());
    assertEquals("UNAVAILABLE", failure.text());
    assertTrue(failure.retryDelay().isEmpty());
  }

  @Test
  void aPageFromElsewhereBecomesALineOfBoundedLength() {
    String page = "<html>\n<body>" + "<p>no service here</p>\n".repeat(500);
    String text = CallFailure.of(Status.UNKNOWN.withDescription(page).asRuntimeException()).text();
    assertTrue(text.startsWith("<html> <body><p>no service here</p> <p>"), text);
    assertTrue(text.length() < 400, text);
    assertEquals(1, text.lines().count());
  }
}
