package zoodip.platform.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void textAndFilesAreNamedByTheirBytes(@TempDir Path folder) throws Exception {
    assertEquals(OF_ABC, Sha256.of("abc"));
    assertEquals(OF_ABC, Sha256.of(new byte[] {'a', 'b', 'c'}));
    assertEquals(OF_ABC, Sha256.of(Files.writeString(folder.resolve("file"), "abc")));
  }

  @Test
  void numbersAreNamedByTheirLittleEndianBytes() {
    assertEquals(
        Sha256.of(new byte[] {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0}),
        Sha256.of(new float[] {1.5f, -2}));
  }

  @Test
  void whatComesInPartsIsNamedAsTheWhole() {
    Sha256 parts = new Sha256().add("a");
    assertEquals(Sha256.of("a"), parts.hex());
    assertEquals(OF_ABC, parts.add("bc").hex());
  }
}
