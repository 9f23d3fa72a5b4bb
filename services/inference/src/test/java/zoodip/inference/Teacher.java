package zoodip.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import zoodip.events.v1.ConceptRecord;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.v1.Concept;

/** Makes concepts as trainings do: an embedding in the object store, a record on the topic. */
record Teacher(Storage storage, KafkaClients kafka) {
  private static final int WIDTH = 128;

  /** A concept whose vector is a wave of this frequency. */
  void teach(String tenant, String id, int frequency, String model) {
    float[] vector = wave(frequency);
    store(tenant, id, vector);
    announce(tenant, id, model, sha256(vector));
  }

  /** A concept whose record says that its vector has this digest. */
  void teach(String tenant, String id, float[] vector, String model, String sha256) {
    store(tenant, id, vector);
    announce(tenant, id, model, sha256);
  }

  /** Puts the embedding of {@link #teach} into the store without a word about it. */
  void store(String tenant, String id, int frequency) {
    store(tenant, id, wave(frequency));
  }

  /** Says that there is the concept that {@link #teach} would make. */
  Future<?> announce(
      Producer<String, byte[]> producer, String tenant, String id, int frequency, String model) {
    return producer.send(record(tenant, id, model, sha256(wave(frequency))));
  }

  private void announce(String tenant, String id, String model, String sha256) {
    try (Producer<String, byte[]> producer = kafka.producer()) {
      producer.send(record(tenant, id, model, sha256)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static ProducerRecord<String, byte[]> record(
      String tenant, String id, String model, String sha256) {
    String name = ResourceName.concept(tenant, id).toString();
    Concept concept =
        Concept.newBuilder()
            .setName(name)
            .setPlaceholder("<" + id + ">")
            .setModel(model)
            .setEmbeddingSha256(sha256)
            .build();
    ConceptRecord record =
        ConceptRecord.newBuilder().setConcept(concept).setEmbeddingKey(key(name)).build();
    return new ProducerRecord<>(Topics.CONCEPTS.title(), name, record.toByteArray());
  }

  private void store(String tenant, String id, float[] vector) {
    byte[] file =
        new SafetensorsWriter().floats("<" + id + ">", vector, 1, vector.length).toBytes();
    storage.put(key(ResourceName.concept(tenant, id).toString()), file, "application/octet-stream");
  }

  private static String key(String concept) {
    return concept + "/embedding.safetensors";
  }

  private static float[] wave(int frequency) {
    float[] vector = new float[WIDTH];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) Math.sin(frequency * i);
    }
    return vector;
  }

  private static String sha256(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
