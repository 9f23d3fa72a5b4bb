package zoodip.provenance.c2pa;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads boxes that anybody may have written: never more of them, or deeper ones, than make sense.
 */
final class JumbfReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_BOXES = 4096;
  private static final int UUID_BYTES = 16;
  private static final int HAS_LABEL = 2;

  private int count;

  private JumbfReader() {}

  /**
   * The box of boxes that the bytes are.
   *
   * @throws BadManifestException if they are anything else
   */
  static JumbfBox.Superbox read(ByteBuffer bytes) {
    List<JumbfBox> boxes = new JumbfReader().boxes(bytes.slice(), 0);
    if (boxes.size() == 1 && boxes.get(0) instanceof JumbfBox.Superbox box) {
      return box;
    }
    throw new BadManifestException("it is not one JUMBF box of boxes");
  }

  private List<JumbfBox> boxes(ByteBuffer bytes, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BadManifestException("its boxes are nested too deeply");
    }
    List<JumbfBox> boxes = new ArrayList<>();
    while (bytes.hasRemaining()) {
      if (++count > MAX_BOXES) {
        throw new BadManifestException("it has more than " + MAX_BOXES + " boxes");
      }
      boxes.add(box(bytes, depth));
    }
    return boxes;
  }

  private JumbfBox box(ByteBuffer bytes, int depth) {
    if (bytes.remaining() < JumbfBox.HEADER_BYTES) {
      throw new BadManifestException("a JUMBF box is cut off");
    }
    int length = bytes.getInt() - JumbfBox.HEADER_BYTES;
    byte[] type = new byte[4];
    bytes.get(type);
    if (length < 0 || length > bytes.remaining()) {
      throw new BadManifestException("a JUMBF box is longer than what it is in");
    }
    ByteBuffer payload = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    String name = new String(type, ISO_8859_1);
    return name.equals(JumbfBox.Superbox.TYPE)
        ? superbox(payload, depth)
        : new JumbfBox.Content(name, payload);
  }

  private JumbfBox.Superbox superbox(ByteBuffer payload, int depth) {
    List<JumbfBox> boxes = boxes(payload.duplicate(), depth + 1);
    if (boxes.isEmpty() || !boxes.get(0).type().equals(JumbfBox.Superbox.DESCRIPTION)) {
      throw new BadManifestException("a JUMBF box does not begin with its description");
    }
    byte[] description = boxes.get(0).content();
    if (description.length <= UUID_BYTES || (description[UUID_BYTES] & HAS_LABEL) == 0) {
      throw new BadManifestException("a JUMBF box has no label");
    }
    int end = UUID_BYTES + 1;
    while (end < description.length && description[end] != 0) {
      end++;
    }
    String label = new String(description, UUID_BYTES + 1, end - UUID_BYTES - 1, UTF_8);
    String kind = new String(description, 0, 4, ISO_8859_1);
    return new JumbfBox.Superbox(kind, label, boxes.subList(1, boxes.size()), payload);
  }
}
