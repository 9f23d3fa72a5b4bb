package zoodip.gateway.calls;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetModelRequest;

@QuarkusTest
class CallDrainTest extends GatewayTestBase {
  @Inject CallDrain calls;

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

    await(() -> "no open call, not " + calls.count(), () -> calls.count() == 0);
  }
}
