package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot be meant are refused before anything is installed, and named. */
class ValuesSchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway.replica=3                          | replica
          gateway.replicas=0                         | /gateway/replicas
          gateway.replicas=two                       | /gateway/replicas
          gateway.store=disk                         | /gateway/store
          gateway.settings.pages=3                   | pages
          trainer.pools[0].name=GPU                  | /trainer/pools/0/name
          trainer.pools[0].gpus=1                    | gpus
          trainer.pools[0].settings.batching=strict  | batching
          trainer.autoscaling.strategy=eager         | /trainer/autoscaling/strategy
          trainer.suspendSeconds=1                   | /trainer/suspendSeconds
          kafka.mode=redpanda                        | /kafka/mode
          kafka.topics.replicationFactor=0           | /kafka/topics/replicationFactor
          kafka.topics.startTimeout=5m               | /kafka/topics/startTimeout
          kafka.external.bootstrapServers=broker     | /kafka/external/bootstrapServers
          storage.external.endpoint=s3.example.com   | /storage/external/endpoint
          surprise=1                                 | surprise
          kafka.mode=external                        | set kafka.external.bootstrapServers
          storage.mode=external                      | set storage.external.endpoint
          kafka.strimzi.replicas=1                   | topics cannot have more replicas than there are brokers
          gateway.standbys=2                         | need as many more replicas
          fleetSlots=0                               | /fleetSlots
          trainer.replicas=201                       | fleetSlots is 200: raise it
          fleetSlots=1500                            | use more shards
          trainer.autoscaling.mode=scaledObject,trainer.pools[1].name=two,trainer.pools[0].name=one | each would start pods for all of them
          migration.mode=hook                        | use job or auto
          trainer.autoscaling.mode=scaledJob,trainer.autoscaling.report=queued | strategy default goes with report outstanding
          """)
  void aValueThatCannotBeMeantIsRefusedByName(String values, String words) {
    Map<String, String> set = new TreeMap<>();
    for (String value : values.split(",", -1)) {
      set.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }
    var refusal = assertThrows(IllegalStateException.class, () -> Chart.withDefaults(set));
    assertTrue(refusal.getMessage().contains(words), refusal::getMessage);
  }
}
