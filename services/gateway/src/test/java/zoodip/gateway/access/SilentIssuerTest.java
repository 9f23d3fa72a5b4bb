package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.SubjectsGrpc;

/** A gateway whose tokens' issuer takes connections and never answers. */
@QuarkusTest
@TestProfile(SilentIssuer.class)
class SilentIssuerTest extends AccessTestBase {
  private static final int CALLS = 100;

  @ConfigProperty(name = "tests.token")
  String token;

  /** They would wait if a call with a token held a thread. */
  @Test
  void callersWithApiKeysAreAnsweredWhileCallersWithTokensWait() throws Exception {
    var withToken = SubjectsGrpc.newFutureStub(as(token).channel());
    await(
        () -> "an answer to an API key while tokens wait",
        () -> {
          var waiting =
              Stream.generate(() -> withToken.listSubjects(list("tenants/acme")))
                  .limit(CALLS)
                  .toList();
          var unused = client.subjects().listSubjects(list(tenant));
          boolean waits = waiting.stream().anyMatch(call -> !call.isDone());
          waiting.forEach(call -> assertEquals(Status.Code.UNAVAILABLE, end(call)));
          return waits;
        });
  }

  private static Status.Code end(ListenableFuture<?> call) {
    return Status.fromThrowable(assertThrows(ExecutionException.class, call::get)).getCode();
  }

  private static ListSubjectsRequest list(String parent) {
    return ListSubjectsRequest.newBuilder().setParent(parent).build();
  }
}
