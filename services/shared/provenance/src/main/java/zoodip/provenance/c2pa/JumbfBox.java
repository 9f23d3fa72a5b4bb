package zoodip.provenance.c2pa;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A box of the JPEG universal metadata box format, JUMBF (ISO/IEC 19566-5). */
sealed interface JumbfBox {

  /** Length and type. */
  int HEADER_BYTES = 8;

  /** Four letters. */
  String type();

  /** What follows the header; of a box that was read, a part of what it was read from. */
  ByteBuffer payload();

  /** A copy of what follows the header. */
  default byte[] content() {
    byte[] copy = new byte[payload().remaining()];
    payload().duplicate().get(copy);
    return copy;
  }

  /** The whole box. */
  default byte[] bytes() {
    int length = HEADER_BYTES + payload().remaining();
    return ByteBuffer.allocate(length)
        .putInt(length)
        .put(type().getBytes(ISO_8859_1))
        .put(payload().duplicate())
        .array();
  }

  /** A box with something else than boxes in it. */
  record Content(String type, ByteBuffer payload) implements JumbfBox {
    Content(String type, byte[] payload) {
      this(type, ByteBuffer.wrap(payload));
    }
  }

  /**
   * A box of boxes.
   *
   * @param kind what it is for: the first four letters of its UUID
   * @param label what others refer to it by
   * @param payload its description and the boxes, as they are hashed
   */
  record Superbox(String kind, String label, List<JumbfBox> boxes, ByteBuffer payload)
      implements JumbfBox {
    static final String TYPE = "jumb";
    static final String DESCRIPTION = "jumd";

    /** What all UUIDs end with. */
    private static final byte[] UUID_END = {
      0, 0x11, 0, 0x10, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
    };

    /** Others may ask for it, and it has a label. */
    private static final int TOGGLES = 3;

    static Superbox of(String kind, String label, JumbfBox... boxes) {
      ByteArrayOutputStream description = new ByteArrayOutputStream();
      description.writeBytes(kind.getBytes(ISO_8859_1));
      description.writeBytes(UUID_END);
      description.write(TOGGLES);
      description.writeBytes(label.getBytes(UTF_8));
      description.write(0);
      ByteArrayOutputStream payload = new ByteArrayOutputStream();
      payload.writeBytes(new Content(DESCRIPTION, description.toByteArray()).bytes());
      for (JumbfBox box : boxes) {
        payload.writeBytes(box.bytes());
      }
      return new Superbox(kind, label, List.of(boxes), ByteBuffer.wrap(payload.toByteArray()));
    }

    /** A box of one CBOR document. */
    static Superbox ofCbor(String kind, String label, byte[] cbor) {
      return of(kind, label, new Content("cbor", cbor));
    }

    @Override
    public String type() {
      return TYPE;
    }

    /** The box in it that has the label. */
    Optional<Superbox> child(String childLabel) {
      return superboxes().stream().filter(box -> box.label().equals(childLabel)).findFirst();
    }

    /** The boxes of boxes in it, in order. */
    List<Superbox> superboxes() {
      return boxes.stream().filter(Superbox.class::isInstance).map(Superbox.class::cast).toList();
    }

    /** The CBOR document in it. */
    Optional<byte[]> cbor() {
      return boxes.stream()
          .filter(box -> box.type().equals("cbor"))
          .map(JumbfBox::content)
          .findFirst();
    }
  }
}
