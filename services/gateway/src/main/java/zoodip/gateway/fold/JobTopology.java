package zoodip.gateway.fold;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig.StoreKind;
import zoodip.platform.kafka.ProtoSerde;
import zoodip.platform.kafka.Topics;

/** The fold as a Kafka Streams topology: job-events in, every other topic out. */
public final class JobTopology {
  static final String STORE = "job-records";
  static final String PARTS = "job-parts";
  static final String IMPORTS = "imported-concepts";
  private static final String EVENTS = "events";
  private static final String FOLD = "fold";

  private JobTopology() {}

  /** One source, the fold with its store, and a sink for each topic, named as the topic. */
  public static Topology build(StoreKind store) {
    return build(store, false, 1, Metrics.globalRegistry);
  }

  /**
   * As before.
   *
   * @param wholeRecords whether its state stays readable for gateways without parts
   * @param queueShards topics that each work queue is spread over
   * @param registry is told of what is folded
   */
  public static Topology build(
      StoreKind store, boolean wholeRecords, int queueShards, MeterRegistry registry) {
    FoldMetrics metrics = new FoldMetrics(registry);
    Topology topology =
        new Topology()
            .addSource(
                EVENTS,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.JOB_EVENTS.title())
            .addProcessor(FOLD, () -> new FoldProcessor(wholeRecords, queueShards, metrics), EVENTS)
            .addStateStore(store(STORE, store, JobRecord.parser()), FOLD)
            .addStateStore(store(PARTS, store, JobPart.parser()), FOLD)
            .addStateStore(store(IMPORTS, store, ConceptRecord.parser()), FOLD);
    for (Topics topic : List.of(Topics.values())) {
      for (int shard = 0; shard < (topic.isQueue() ? queueShards : 1); shard++) {
        String title = topic.title(shard);
        topology.addSink(title, title, new StringSerializer(), new ByteArraySerializer(), FOLD);
      }
    }
    return topology;
  }

  /** The topics that Kafka Streams keeps the state on. */
  public static List<String> changelogs(String applicationId) {
    return Stream.of(STORE, PARTS, IMPORTS)
        .map(store -> applicationId + "-" + store + "-changelog")
        .toList();
  }

  private static <M extends Message> StoreBuilder<KeyValueStore<String, M>> store(
      String name, StoreKind kind, Parser<M> parser) {
    KeyValueBytesStoreSupplier supplier =
        switch (kind) {
          case MEMORY -> Stores.inMemoryKeyValueStore(name);
          case PERSISTENT -> Stores.persistentKeyValueStore(name);
        };
    return Stores.keyValueStoreBuilder(supplier, Serdes.String(), new ProtoSerde<>(parser));
  }
}
