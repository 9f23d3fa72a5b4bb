package zoodip.gateway.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetModelRequest;

@QuarkusTest
class OpenCallsTest extends GatewayTestBase {
  @Inject OpenCalls calls;

  /** Calls that ended must not hold up the end of the gateway. */
  @Test
  void aCallThatEndedIsNotOpenHoweverItEnded() throws Exception {
    createSubject("s" + UUID.randomUUID().toString().substring(0, 8));
    refused(
        ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
        () ->
            client.models().getModel(GetModelRequest.newBuilder().setName("models/none").build()));
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () -> client.subjects().createSubject(CreateSubjectRequest.getDefaultInstance()));

    for (int attempt = 0; attempt < 100 && calls.count() > 0; attempt++) {
      Thread.sleep(100);
    }
    assertEquals(0, calls.count());
  }
}
