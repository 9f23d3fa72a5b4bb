package zoodip.platform.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Set;

/**
 * Samples all of a job or nothing: an attempt has a trace of its own, and is sampled if one that it
 * links to is. What nobody wants to see as a trace, calls that last as long as a worker lives, is
 * left out. All else is as configured.
 *
 * @param configured by {@code quarkus.otel.traces.sampler}
 */
record JobSampler(Sampler configured) implements Sampler {
  private static final Set<String> NOT_WANTED =
      Set.of("grpc.health.v1.Health/", "grpc.reflection.", "zoodip.jobs.v1.JobRecords/Watch");

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean first = !Spans.isTraced(parent);
    if (first && NOT_WANTED.stream().anyMatch(name::startsWith)) {
      return SamplingResult.create(SamplingDecision.DROP);
    }
    if (first && !links.isEmpty()) {
      boolean sampled = links.stream().anyMatch(link -> link.getSpanContext().isSampled());
      return SamplingResult.create(
          sampled ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP);
    }
    return configured.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "JobSampler{" + configured.getDescription() + "}";
  }
}
