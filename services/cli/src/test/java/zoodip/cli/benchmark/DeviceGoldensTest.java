package zoodip.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;

class DeviceGoldensTest {
  private static final Path GOLDENS = Path.of("../engine/diffusion/src/test/resources/goldens");
  private static final String FAMILY = "odd_dinov2";

  @TempDir private Path folder;

  private DeviceGoldens checked() {
    List<DeviceGoldens> all = DeviceGoldens.all(folder, "cpu", (form, values) -> {});
    assertEquals(1, all.size());
    assertEquals(FAMILY, all.get(0).name());
    return all.get(0);
  }

  @Test
  void resultsThatAgreeAreToldFromOthers() throws IOException {
    Files.createDirectories(folder.resolve(FAMILY));
    try (Stream<Path> files = Files.list(GOLDENS.resolve(FAMILY))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(FAMILY).resolve(file.getFileName()));
      }
    }
    Path tensors = folder.resolve(FAMILY + ".safetensors");
    byte[] bytes = Files.readAllBytes(GOLDENS.resolve(FAMILY + ".safetensors"));
    Files.write(tensors, bytes);
    DeviceGoldens right = checked();
    assertTrue(right.agrees() && right.entries() > 5 && right.worst() < 1, right::toString);
    // the exponent of the first number, which is compared
    bytes[Long.BYTES + headerLength(bytes) + Float.BYTES - 1] ^= 0x40;
    Files.write(tensors, bytes);
    DeviceGoldens wrong = checked();
    assertFalse(wrong.agrees(), wrong::toString);
    assertEquals(right.entries(), wrong.entries());
  }

  private static int headerLength(byte[] safetensors) {
    return (int) ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  @Test
  void aFolderWithoutReferenceTensorsIsRefused() {
    UsageException failure =
        assertThrows(
            UsageException.class, () -> DeviceGoldens.all(folder, "cpu", (form, values) -> {}));
    assertTrue(failure.getMessage().contains("--goldens"), failure.getMessage());
  }
}
