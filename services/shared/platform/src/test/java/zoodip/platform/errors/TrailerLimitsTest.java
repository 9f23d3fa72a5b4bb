package zoodip.platform.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.v1.ErrorReason;

class TrailerLimitsTest {
  private static final int LIMIT = 8 << 10;
  private static final String LONG = "снег и ёлки ".repeat(400);

  @Test
  void manyLongViolationsFitIntoTheTrailersOfACall() throws Exception {
    List<FieldViolation> violations =
        IntStream.range(0, 40).mapToObj(i -> violation("prompts[" + i + "]", LONG)).toList();

    StatusRuntimeException error =
        ServiceException.invalid(ErrorReason.ERROR_REASON_INVALID_REQUEST, violations).toStatus();

    assertTrue(bytes(error) < LIMIT, bytes(error) + " bytes");
    assertEquals("prompts[0]", badRequest(error).getFieldViolations(0).getField());
    assertEquals("40", info(error).getMetadataOrThrow("violations"));
    assertTrue(message(error).matches("prompts\\[0]: снег.*; and \\d+ more"), message(error));
  }

  @Test
  void fewViolationsAreAllTold() throws Exception {
    StatusRuntimeException error =
        ServiceException.invalid(
                ErrorReason.ERROR_REASON_BAD_SETTINGS,
                List.of(violation("a", "is too long"), violation("b", "is missing")))
            .toStatus();

    assertEquals("a: is too long; b: is missing", message(error));
    assertEquals(2, badRequest(error).getFieldViolationsCount());
    assertEquals(Map.of(), info(error).getMetadataMap());
  }

  @Test
  void longMessagesAndMetadataAreCut() throws Exception {
    StatusRuntimeException error =
        ServiceException.invalid(
                ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
                "prompt",
                "No concept " + LONG,
                Map.of("placeholder", LONG, "suggestion", LONG))
            .toStatus();

    assertTrue(bytes(error) < LIMIT, bytes(error) + " bytes");
    assertTrue(message(error).startsWith("No concept снег"), message(error));
    assertTrue(message(error).endsWith("..."), message(error));
    assertTrue(info(error).getMetadataOrThrow("placeholder").endsWith("..."));
  }

  @Test
  void aStatusOfSomebodyElseIsCutToo() {
    Metadata trailers = new Metadata();
    trailers.put(
        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
        new byte[9000]);

    Status bounded = StatusLimiter.bounded(Status.INTERNAL.withDescription(LONG));

    assertTrue(encoded(bounded.getDescription()) < LIMIT / 2);
    assertEquals(0, StatusLimiter.bounded(trailers).keys().size());
  }

  @Test
  void whatAServiceExceptionTellsIsNeverLeftOut() {
    List<FieldViolation> violations =
        IntStream.range(0, 40).mapToObj(i -> violation("f" + i, "x".repeat(i))).toList();
    Metadata trailers =
        Status.trailersFromThrowable(
            ServiceException.invalid(ErrorReason.ERROR_REASON_BAD_SETTINGS, violations).toStatus());

    assertEquals(trailers, StatusLimiter.bounded(trailers));
  }

  private static FieldViolation violation(String field, String description) {
    return FieldViolation.newBuilder().setField(field).setDescription(description).build();
  }

  /** What goes over the wire: the message percent-encoded, the details in base64. */
  private static int bytes(StatusRuntimeException error) {
    int details = StatusProto.fromThrowable(error).getSerializedSize();
    return encoded(message(error)) + (details + 2) / 3 * 4;
  }

  private static int encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).length();
  }

  private static String message(StatusRuntimeException error) {
    return error.getStatus().getDescription();
  }

  private static ErrorInfo info(StatusRuntimeException error) throws Exception {
    return StatusProto.fromThrowable(error).getDetails(0).unpack(ErrorInfo.class);
  }

  private static BadRequest badRequest(StatusRuntimeException error) throws Exception {
    return StatusProto.fromThrowable(error).getDetails(1).unpack(BadRequest.class);
  }
}
