package zoodip.gateway.jobs;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Waits as long as a call may take: no longer than its caller does. */
public final class CallWait {
  private final Duration timeout;
  private final String advice;

  /**
   * @param timeout calls wait no longer than that
   * @param advice what callers do where it is not known whether something was done
   */
  public CallWait(Duration timeout, String advice) {
    this.timeout = timeout;
    this.advice = advice;
  }

  /**
   * What was awaited.
   *
   * @param what is waited for, to follow "no answer in time:"
   * @throws ServiceException BACKEND_UNAVAILABLE if it does not come in time, or fails
   * @throws io.grpc.StatusRuntimeException CANCELLED if the caller is gone
   */
  public <T> T await(CompletableFuture<T> awaited, String what) {
    Context call = Context.current();
    Context.CancellationListener stop = cancelled -> awaited.cancel(false);
    call.addListener(stop, Runnable::run);
    try {
      return awaited.get(remaining(call), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      awaited.cancel(false);
      throw unavailable(what + " did not come within " + timeout, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ServiceException reasoned) {
        throw reasoned;
      }
      throw unavailable(what + " failed", e.getCause());
    } catch (java.util.concurrent.CancellationException e) {
      throw Status.CANCELLED.withDescription("The caller is gone").asRuntimeException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the gateway is stopping", e);
    } finally {
      call.removeListener(stop);
    }
  }

  private long remaining(Context call) {
    Deadline deadline = call.getDeadline();
    return deadline == null
        ? timeout.toMillis()
        : Math.min(timeout.toMillis(), deadline.timeRemaining(TimeUnit.MILLISECONDS));
  }

  private ServiceException unavailable(String problem, Throwable cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        "Not known to be done: " + problem + "; " + advice,
        cause);
  }
}
