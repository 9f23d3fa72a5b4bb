package zoodip.platform.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import zoodip.platform.errors.ServiceException;

/**
 * Spans of our own, beside those that libraries make of calls. They name jobs and steps, never a
 * prompt: of what fails they tell the kind alone. Where tracing is off they are nothing.
 */
public final class Spans {
  /** The resource name of the job that a span is about. */
  public static final AttributeKey<String> JOB = AttributeKey.stringKey("zoodip.job");

  /** What an event says, as {@code JobEvent}'s fields are called, in upper case. */
  public static final AttributeKey<String> EVENT = AttributeKey.stringKey("zoodip.event");

  /** What came of it. */
  public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("zoodip.outcome");

  /** The kind of a failure: an error reason, or a class. */
  public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final String SCOPE = "zoodip";

  private Spans() {}

  /** What a span is of; lets what it throws pass. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * What spans go to: nothing before there is something. To ask for the global one before it is set
   * would set it for ever.
   */
  public static OpenTelemetry telemetry() {
    return GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.get() : OpenTelemetry.noop();
  }

  /** A span that is to begin. */
  public static SpanBuilder named(String name) {
    return telemetry().getTracer(SCOPE).spanBuilder(name);
  }

  /**
   * A span of saying something about a job.
   *
   * @param event what is said
   */
  public static SpanBuilder publishing(String topic, String job, String event) {
    return named("publish " + topic)
        .setSpanKind(SpanKind.PRODUCER)
        .setAttribute(JOB, job)
        .setAttribute(EVENT, event);
  }

  /** Whether there is a trace to be part of. */
  public static boolean isTraced(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }

  /** Does something in a span of its own. */
  public static <T, E extends Exception> T within(SpanBuilder builder, Work<T, E> work) throws E {
    Span span = builder.startSpan();
    try (Scope scope = span.makeCurrent()) {
      return work.run();
    } catch (Throwable e) {
      span.setStatus(StatusCode.ERROR).setAttribute(ERROR, kind(e));
      throw e;
    } finally {
      span.end();
    }
  }

  /** Likewise, but without a span where it would be the first of its trace. */
  public static <T, E extends Exception> T withinTrace(SpanBuilder builder, Work<T, E> work)
      throws E {
    return isTraced(Context.current()) ? within(builder, work) : work.run();
  }

  private static String kind(Throwable failure) {
    return failure instanceof ServiceException known
        ? known.reason().name()
        : failure.getClass().getName();
  }
}
