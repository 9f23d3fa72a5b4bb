package zoodip.gateway.fold;

import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import zoodip.events.v1.JobEvent;
import zoodip.platform.kafka.Topics;

/**
 * What lay on the topics once: a folder of files of base64.
 *
 * @param folder under src/test/resources/recorded
 */
record RecordedTopics(String folder) {
  private static final String NULL = "-";

  /** An event where and when it was said. */
  record RecordedEvent(LogPosition position, long time, String key, JobEvent event) {}

  /** What stands under a key; no value is one that was removed. */
  record RecordedValue(String key, Optional<byte[]> bytes) {
    ProducerRecord<String, byte[]> on(Topics topic) {
      return new ProducerRecord<>(topic.title(), key, bytes.orElse(null));
    }
  }

  List<RecordedEvent> events() throws IOException {
    List<RecordedEvent> events = new ArrayList<>();
    for (String[] line : lines("job-events.txt")) {
      LogPosition position = new LogPosition(Integer.parseInt(line[0]), Long.parseLong(line[1]));
      JobEvent event = JobEvent.parseFrom(bytes(line[4]));
      events.add(new RecordedEvent(position, Long.parseLong(line[2]), line[3], event));
    }
    return events;
  }

  List<RecordedValue> values(String file) throws IOException {
    List<RecordedValue> values = new ArrayList<>();
    for (String[] line : lines(file)) {
      Optional<byte[]> bytes =
          line[1].equals(NULL) ? Optional.empty() : Optional.of(bytes(line[1]));
      values.add(new RecordedValue(line[0], bytes));
    }
    return values;
  }

  /** All that ever stood under each key, in order. */
  <M> Map<String, List<Optional<M>>> histories(String file, Parser<M> parser) throws IOException {
    Map<String, List<Optional<M>>> histories = new LinkedHashMap<>();
    for (RecordedValue value : values(file)) {
      Optional<M> message =
          value.bytes().isEmpty()
              ? Optional.empty()
              : Optional.of(parser.parseFrom(value.bytes().get()));
      histories.computeIfAbsent(value.key(), key -> new ArrayList<>()).add(message);
    }
    return histories;
  }

  private List<String[]> lines(String file) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/recorded", folder, file)).stream()
        .map(line -> line.split(" "))
        .toList();
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
