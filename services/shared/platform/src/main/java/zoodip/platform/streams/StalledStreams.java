package zoodip.platform.streams;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import zoodip.platform.threads.DaemonThreads;

/**
 * Ends streams whose callers do not read: they would hold places, memory and connections of others
 * for as long as they like. A caller that reads, however slowly, is left in peace.
 */
@ApplicationScoped
@GlobalInterceptor
public class StalledStreams implements ServerInterceptor {
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("stalled-readers"));

  @Inject
  public StalledStreams(StreamsConfig config) {
    timeout = config.readTimeout();
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
      return next.startCall(call, headers);
    }
    StallTimeoutCall<Q, A> timed = new StallTimeoutCall<>(call, timer, timeout);
    return timed.listening(next.startCall(timed, headers));
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
  }
}
