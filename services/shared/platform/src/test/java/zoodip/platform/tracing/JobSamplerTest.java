package zoodip.platform.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JobSamplerTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Sampler NEVER = new JobSampler(Sampler.parentBased(Sampler.alwaysOff()));
  private static final Sampler ALWAYS = new JobSampler(Sampler.parentBased(Sampler.alwaysOn()));

  @Test
  void anAttemptIsSampledIfWhatItLinksToIs() {
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(NEVER, "attempt", link(true)));
    assertEquals(SamplingDecision.DROP, decision(ALWAYS, "attempt", link(false)));
    assertEquals(
        SamplingDecision.RECORD_AND_SAMPLE, decision(NEVER, "attempt", link(false), link(true)));
  }

  @Test
  void allElseIsAsConfigured() {
    assertEquals(SamplingDecision.DROP, decision(NEVER, "Create"));
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(ALWAYS, "Create"));
    Context unsampled = Context.root().with(Span.wrap(span(false)));
    assertEquals(SamplingDecision.DROP, decision(ALWAYS, unsampled, "batch", link(true)));
  }

  @Test
  void callsThatLastForEverAreNoTraces() {
    String watch = "zoodip.jobs.v1.JobRecords/WatchJobDirection";
    assertEquals(SamplingDecision.DROP, decision(ALWAYS, watch));
    assertEquals(SamplingDecision.DROP, decision(ALWAYS, "grpc.health.v1.Health/Watch"));
    Context sampled = Context.root().with(Span.wrap(span(true)));
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(ALWAYS, sampled, watch));
  }

  private static SamplingDecision decision(Sampler sampler, String name, LinkData... links) {
    return decision(sampler, Context.root(), name, links);
  }

  private static SamplingDecision decision(
      Sampler sampler, Context parent, String name, LinkData... links) {
    return sampler
        .shouldSample(
            parent, TRACE, name, SpanKind.INTERNAL, Attributes.empty(), Arrays.asList(links))
        .getDecision();
  }

  private static LinkData link(boolean sampled) {
    return LinkData.create(span(sampled));
  }

  private static SpanContext span(boolean sampled) {
    return SpanContext.create(
        TRACE,
        "b7ad6b7169203331",
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
