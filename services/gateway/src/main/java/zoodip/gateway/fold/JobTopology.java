package zoodip.gateway.fold;

import java.util.List;
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
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.ProtoSerde;
import zoodip.platform.kafka.Topics;

/** The fold as a Kafka Streams topology: job-events in, every other topic out. */
public final class JobTopology {
  static final String STORE = "job-records";
  private static final String EVENTS = "events";
  private static final String FOLD = "fold";

  /** Where the records that the next events are folded into are kept; a changelog has them too. */
  public enum StoreKind {
    MEMORY,
    /** RocksDB under the state folder: for more jobs than memory holds, and quick restarts. */
    PERSISTENT
  }

  private JobTopology() {}

  /** One source, the fold with its store, and a sink for each topic, named as the topic. */
  public static Topology build(StoreKind store) {
    Topology topology =
        new Topology()
            .addSource(
                EVENTS,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.JOB_EVENTS.title())
            .addProcessor(FOLD, FoldProcessor::new, EVENTS)
            .addStateStore(records(store), FOLD);
    for (Topics topic : List.of(Topics.values())) {
      topology.addSink(
          topic.title(), topic.title(), new StringSerializer(), new ByteArraySerializer(), FOLD);
    }
    return topology;
  }

  private static StoreBuilder<KeyValueStore<String, JobRecord>> records(StoreKind kind) {
    KeyValueBytesStoreSupplier supplier =
        switch (kind) {
          case MEMORY -> Stores.inMemoryKeyValueStore(STORE);
          case PERSISTENT -> Stores.persistentKeyValueStore(STORE);
        };
    return Stores.keyValueStoreBuilder(
        supplier, Serdes.String(), new ProtoSerde<>(JobRecord.parser()));
  }
}
