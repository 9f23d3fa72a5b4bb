package zoodip.gateway.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;

class EarlyCallsTest {
  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private final AtomicBoolean answered = new AtomicBoolean();

  /** A call that remembers how it was closed. */
  private static final class Call<Q, A> extends ServerCall<Q, A> {
    private final MethodDescriptor<Q, A> method;
    private Status closed;

    private Call(MethodDescriptor<Q, A> method) {
      this.method = method;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(A message) {}

    @Override
    public void close(Status status, Metadata trailers) {
      closed = status;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return method;
    }
  }

  private static Call<GetTrainingJobRequest, TrainingJob> call() {
    return new Call<>(TrainingJobsGrpc.getGetTrainingJobMethod());
  }

  private <Q, A> void arrive(Call<Q, A> call, Duration patience) {
    var unused =
        new EarlyCalls(read, patience)
            .interceptCall(
                call,
                new Metadata(),
                (started, headers) -> {
                  answered.set(true);
                  return new ServerCall.Listener<>() {};
                });
  }

  @Test
  void waitsUntilEverythingIsRead() throws Exception {
    CompletableFuture<Void> arrival =
        CompletableFuture.runAsync(() -> arrive(call(), Duration.ofMinutes(1)));
    TimeUnit.MILLISECONDS.sleep(200);
    assertFalse(answered.get());
    read.complete(null);
    arrival.get(1, TimeUnit.MINUTES);
    assertTrue(answered.get());
  }

  private void assertRefused(Duration patience) {
    Call<?, ?> call = call();
    arrive(call, patience);
    assertFalse(answered.get());
    assertEquals(Status.Code.UNAVAILABLE, call.closed.getCode());
  }

  @Test
  void isRefusedForNowWhenReadingTakesTooLong() {
    assertRefused(Duration.ofMillis(10));
  }

  @Test
  void isRefusedForNowWhenNothingCanBeRead() {
    read.completeExceptionally(new IllegalStateException("no broker"));
    assertRefused(Duration.ofMinutes(1));
  }

  @Test
  void whatIsNotOfThePublicApiNeverWaits() {
    MethodDescriptor<GetTrainingJobRequest, TrainingJob> method =
        TrainingJobsGrpc.getGetTrainingJobMethod();
    arrive(
        new Call<>(method.toBuilder().setFullMethodName("grpc.health.v1.Health/Check").build()),
        Duration.ofMinutes(1));
    assertTrue(answered.get());
  }
}
