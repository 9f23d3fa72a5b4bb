package zoodip.local.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;

class LocalKeysTest {
  private static final String ADMINS = "access.system-admin-digests";

  @TempDir Path folder;

  @Test
  void theAdminsKeyIsMadeOnceAndStandsThereAlone() throws Exception {
    String digest = LocalKeys.settings(folder, Optional.empty()).get(ADMINS);

    String key = Files.readString(folder.resolve(LocalKeys.ADMIN_FILE)).strip();
    assertTrue(KeyText.isWhole(key));
    assertEquals(Sha256.of(key), digest);
    assertEquals(digest, LocalKeys.settings(folder, Optional.empty()).get(ADMINS));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(LocalKeys.ADMIN_FILE)), files.toList());
    }
  }

  @Test
  void aFileWithoutAWholeKeyKeepsTheServerFromStarting() throws Exception {
    Files.writeString(folder.resolve(LocalKeys.ADMIN_FILE), "");

    var problem =
        assertThrows(StartException.class, () -> LocalKeys.settings(folder, Optional.empty()));
    assertTrue(problem.getMessage().contains(LocalKeys.ADMIN_FILE), problem::getMessage);
  }

  @Test
  void adminsThatAreSetAreLeftAsTheyAre() {
    assertFalse(LocalKeys.settings(folder, Optional.of("a digest")).containsKey(ADMINS));
    assertFalse(Files.exists(folder.resolve(LocalKeys.ADMIN_FILE)));
  }
}
