package zoodip.cli.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.Cli;

class GenerateCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void fewerImagesThanOneAreRefused(int count) {
    Path out = folder.resolve("none");
    Cli.Run run =
        Cli.run("generate", "a mug", "-n", count, "--out", out, "--server", "localhost:1");
    assertEquals(2, run.code(), run::err);
    assertTrue(run.err().contains("--count wants at least 1, not " + count), run::err);
    assertFalse(Files.exists(out));
  }
}
