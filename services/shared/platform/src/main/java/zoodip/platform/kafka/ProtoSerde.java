package zoodip.platform.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A protobuf message as the value of a Kafka record; null stays null. */
public record ProtoSerde<M extends MessageLite>(Parser<M> parser) implements Serde<M> {
  @Override
  public Serializer<M> serializer() {
    return (topic, message) -> message == null ? null : message.toByteArray();
  }

  @Override
  public Deserializer<M> deserializer() {
    return (topic, bytes) -> {
      try {
        return bytes == null ? null : parser.parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw new SerializationException("Not the expected protobuf message on " + topic, e);
      }
    };
  }
}
