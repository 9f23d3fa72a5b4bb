package zoodip.platform.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.contract.ErrorDetails;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.v1.ErrorReason;

class ServiceErrorsTest {
  @Test
  void aKnownErrorTellsItsReason() {
    var error =
        ServiceErrors.status(
            new ServiceException(
                ErrorReason.ERROR_REASON_BAD_PHOTO, "It is cut off", Map.of("filename", "a.png")));

    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals("It is cut off", error.getStatus().getDescription());
    ErrorInfo info = ErrorDetails.of(error).first(ErrorInfo.class).orElseThrow();
    assertEquals("BAD_PHOTO", info.getReason());
    assertEquals("zoodip", info.getDomain());
    assertEquals("a.png", info.getMetadataOrThrow("filename"));
  }

  @Test
  void aBrokenRuleNamesItsField() {
    var error =
        ServiceErrors.status(
            ServiceException.invalid(
                ErrorReason.ERROR_REASON_BAD_SETTINGS, "settings.history", "is too long"));

    BadRequest details = ErrorDetails.of(error).first(BadRequest.class).orElseThrow();
    assertEquals("settings.history", details.getFieldViolations(0).getField());
  }

  @Test
  void whatPassesSaysWhenToComeBack() {
    var error =
        ServiceErrors.status(new KafkaUnavailableException("no answer", new RuntimeException()));

    assertEquals(Status.Code.UNAVAILABLE, error.getStatus().getCode());
    assertTrue(
        ErrorDetails.of(error).first(RetryInfo.class).orElseThrow().getRetryDelay().getSeconds()
            > 0);
  }

  @Test
  void anUnforeseenFailureShowsNothingOfItself() {
    var error = ServiceErrors.status(new IllegalStateException("secret of the inside"));

    assertEquals(Status.Code.INTERNAL, error.getStatus().getCode());
    assertFalse(error.getStatus().getDescription().contains("secret"));
  }

  @Test
  void aStatusStaysAsItIs() {
    var cancelled = Status.CANCELLED.asRuntimeException();

    assertSame(cancelled, ServiceErrors.status(cancelled));
  }

  @Test
  void everyReasonHasACodeAndANameWithoutItsPrefix() {
    for (ErrorReason reason : ErrorReason.values()) {
      var error = ServiceErrors.status(new ServiceException(reason, "for a reason"));
      assertFalse(error.getStatus().isOk(), reason.name());
      if (reason != ErrorReason.UNRECOGNIZED) {
        String name = ErrorDetails.of(error).first(ErrorInfo.class).orElseThrow().getReason();
        assertEquals(reason.name(), "ERROR_REASON_" + name);
      }
    }
  }
}
