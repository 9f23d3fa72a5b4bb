package zoodip.diffusion.config;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void saysInWhichLineTheTextIsNoJson() throws IOException {
    assertSaid("is not valid JSON: line 2: ", "{\"a\": 1\n\"b\": 2}");
    assertSaid(
        "is not valid JSON: it is too large or nested too deep", "{\"a\":" + "[".repeat(2000));
  }

  @Test
  void aNameThatStandsTwiceIsRefused() throws IOException {
    assertSaid("Duplicate field 'a'", "{\"a\": 1, \"a\": 2}");
  }

  @Test
  void aFileOfAMillionValuesIsRefused() throws IOException {
    String most = "0,".repeat(999_000);
    ConfigFile.read(Files.writeString(folder.resolve("config.json"), "{\"a\":[" + most + "0]}"));
    assertSaid("it is too large", "{\"a\":[" + most + "0,".repeat(1_000) + "0]}");
  }

  @Test
  void aLongFileIsRefused() throws IOException {
    assertSaid("it is too large", "{\"a\":" + " ".repeat(17 << 20) + "0}");
  }

  private void assertSaid(String what, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), text);
    var refused = assertThrows(ConfigException.class, () -> ConfigFile.read(file));
    assertTrue(refused.getMessage().contains(what), refused.getMessage());
  }
}
