package zoodip.platform.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.v1.ErrorReason;

class ServiceErrorsTest {
  @Test
  void aKnownErrorTellsItsReason() throws Exception {
    var error =
        ServiceErrors.status(
            new ServiceException(
                ErrorReason.ERROR_REASON_BAD_PHOTO, "It is cut off", Map.of("filename", "a.png")));

    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals("It is cut off", error.getStatus().getDescription());
    ErrorInfo info = detail(error, ErrorInfo.class).orElseThrow();
    assertEquals("BAD_PHOTO", info.getReason());
    assertEquals("zoodip", info.getDomain());
    assertEquals("a.png", info.getMetadataOrThrow("filename"));
  }

  @Test
  void aBrokenRuleNamesItsField() throws Exception {
    var error =
        ServiceErrors.status(
            ServiceException.invalid(
                ErrorReason.ERROR_REASON_BAD_SETTINGS, "settings.history", "is too long"));

    BadRequest details = detail(error, BadRequest.class).orElseThrow();
    assertEquals("settings.history", details.getFieldViolations(0).getField());
  }

  @Test
  void whatPassesSaysWhenToComeBack() throws Exception {
    var error =
        ServiceErrors.status(new KafkaUnavailableException("no answer", new RuntimeException()));

    assertEquals(Status.Code.UNAVAILABLE, error.getStatus().getCode());
    assertTrue(detail(error, RetryInfo.class).orElseThrow().getRetryDelay().getSeconds() > 0);
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
  void everyReasonHasACodeAndANameWithoutItsPrefix() throws Exception {
    for (ErrorReason reason : ErrorReason.values()) {
      var error = ServiceErrors.status(new ServiceException(reason, "for a reason"));
      assertFalse(error.getStatus().isOk(), reason.name());
      if (reason != ErrorReason.UNRECOGNIZED) {
        String name = detail(error, ErrorInfo.class).orElseThrow().getReason();
        assertEquals(reason.name(), "ERROR_REASON_" + name);
      }
    }
  }

  private static <D extends Message> Optional<D> detail(StatusRuntimeException error, Class<D> type)
      throws InvalidProtocolBufferException {
    for (Any detail : StatusProto.fromThrowable(error).getDetailsList()) {
      if (detail.is(type)) {
        return Optional.of(detail.unpack(type));
      }
    }
    return Optional.empty();
  }
}
