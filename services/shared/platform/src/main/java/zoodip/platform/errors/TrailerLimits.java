package zoodip.platform.errors;

import com.google.rpc.BadRequest;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps what a failure tells within what every client takes. All trailers of a call have 8 KiB
 * together (a client that gets more sees PROTOCOL_ERROR instead of the failure): the message stands
 * in them once percent-encoded, where a Cyrillic letter takes six bytes, and once more among the
 * details in base64.
 */
final class TrailerLimits {
  /** Percent-encoded bytes of a message. */
  static final int MESSAGE = 1_536;

  /** Bytes of all trailers that are not the message. */
  static final int TRAILERS = 6_144;

  private static final int TEXT = 512;
  private static final int METADATA = 768;
  private static final int VIOLATIONS = 1_280;
  private static final int ROOM_FOR_COUNT = 32;
  private static final String CUT = "...";

  private TrailerLimits() {}

  /** A text that is too long ends in three dots. */
  static String message(String text) {
    return cut(text, MESSAGE);
  }

  /** A sentence of the first violations, with the number of those that found no room. */
  static String message(List<BadRequest.FieldViolation> violations) {
    StringBuilder sentence = new StringBuilder();
    int told = 0;
    for (BadRequest.FieldViolation violation : violations) {
      String next = (told == 0 ? "" : "; ") + violation.getField() + ": " + text(violation);
      if (told > 0 && encoded(sentence + next) > MESSAGE - ROOM_FOR_COUNT) {
        break;
      }
      sentence.append(next);
      told++;
    }
    int left = violations.size() - told;
    return left == 0 ? sentence.toString() : sentence + "; and " + left + " more";
  }

  /** The first violations. */
  static List<BadRequest.FieldViolation> violations(List<BadRequest.FieldViolation> all) {
    List<BadRequest.FieldViolation> first = new ArrayList<>();
    int room = VIOLATIONS;
    for (BadRequest.FieldViolation violation : all) {
      BadRequest.FieldViolation next =
          violation.toBuilder()
              .setField(cut(violation.getField(), TEXT))
              .setDescription(text(violation))
              .build();
      room -= next.getSerializedSize();
      if (room < 0) {
        break;
      }
      first.add(next);
    }
    return first;
  }

  /** Each value cut, and as many of them as there is room for. */
  static Map<String, String> metadata(Map<String, String> all) {
    Map<String, String> kept = new TreeMap<>();
    int room = METADATA;
    for (Map.Entry<String, String> entry : new TreeMap<>(all).entrySet()) {
      String value = cut(entry.getValue(), TEXT);
      room -= entry.getKey().length() + value.getBytes(StandardCharsets.UTF_8).length;
      if (room >= 0) {
        kept.put(entry.getKey(), value);
      }
    }
    return kept;
  }

  /** How many bytes trailers take, without the message. */
  static int size(Metadata trailers) {
    return trailers.keys().stream().mapToInt(name -> size(trailers, name)).sum();
  }

  private static int size(Metadata trailers, String name) {
    if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      byte[] value = trailers.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
      return name.length() + (value == null ? 0 : (value.length + 2) / 3 * 4);
    }
    String value = trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    return name.length() + (value == null ? 0 : value.length());
  }

  private static String text(BadRequest.FieldViolation violation) {
    return cut(violation.getDescription(), TEXT);
  }

  private static String cut(String text, int most) {
    if (encoded(text) <= most) {
      return text;
    }
    int room = most - CUT.length();
    return text.codePoints()
            .boxed()
            .takeWhile(new Room(room)::takes)
            .map(Character::toString)
            .collect(Collectors.joining())
        + CUT;
  }

  private static int encoded(String text) {
    return text.codePoints().map(TrailerLimits::encoded).sum();
  }

  /** The bytes that a character takes in a grpc-message. */
  private static int encoded(int character) {
    boolean plain = character >= ' ' && character < 0x7f && character != '%';
    return plain ? 1 : 3 * Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
  }

  /** What is left to be filled. */
  private static final class Room {
    private int left;

    private Room(int left) {
      this.left = left;
    }

    private boolean takes(int character) {
      left -= encoded(character);
      return left >= 0;
    }
  }
}
